import { Segmented, type SegmentedOption } from '../ui/segmented.tsx';
import styles from './setting-row.module.css';
import { SettingRow } from './setting-row.tsx';

export interface ChoiceRowProps<T extends string> {
  readonly name: string;
  readonly why: string;
  readonly options: readonly SegmentedOption<T>[];
  readonly value: T;
  readonly first: T;
  readonly onChange: (value: T) => void;
}

/** A setting of a few values, told in words. */
export function ChoiceRow<T extends string>({ name, why, options, value, first, onChange }: ChoiceRowProps<T>) {
  return (
    <SettingRow
      name={name}
      why={why}
      first={options.find((option) => option.value === first)?.label ?? first}
      isChanged={value !== first}
      onReset={() => onChange(first)}
    >
      <span className={styles.choices}>
        <Segmented label={name} value={value} options={options} onChange={onChange} />
      </span>
    </SettingRow>
  );
}
