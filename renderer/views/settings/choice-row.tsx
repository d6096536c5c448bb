import { Segmented, type SegmentedOption } from '../../ui/segmented.tsx';
import styles from './setting-row.module.css';
import { type RowNote, SettingRow } from './setting-row.tsx';

export interface ChoiceRowProps<T extends string> {
  readonly name: string;
  readonly why: string;
  readonly options: readonly SegmentedOption<T>[];
  readonly value: T;
  readonly first: T;
  readonly notes?: readonly RowNote[];
  readonly onChange: (value: T) => void;
}

/** A setting with a few named values. */
export function ChoiceRow<T extends string>({ notes, onChange, ...row }: ChoiceRowProps<T>) {
  const { name, why, options, value, first } = row;
  return (
    <SettingRow
      name={name}
      why={why}
      first={options.find((option) => option.value === first)?.label ?? first}
      isChanged={value !== first}
      onReset={() => onChange(first)}
      notes={notes ?? []}
    >
      <span className={styles.choices}>
        <Segmented label={name} value={value} options={options} onChange={onChange} />
      </span>
    </SettingRow>
  );
}
