import type { EngineOption, OptionValue } from '../../model/engine-options.ts';
import { Segmented } from '../../ui/segmented.tsx';
import styles from './setting-row.module.css';

export interface OptionChoicesProps {
  readonly option: EngineOption;
  readonly value: OptionValue;
  readonly onChange: (value: OptionValue) => void;
}

/** The few values an option can have, as its framework's own code writes them. */
export function OptionChoices({ option, value, onChange }: OptionChoicesProps) {
  const { choices } = option;
  return (
    <span className={styles.choices} data-code>
      <Segmented
        label={option.name}
        value={String(choices.findIndex((choice) => choice.value === value))}
        options={choices.map(({ code }, place) => ({ value: String(place), label: code }))}
        onChange={(place) => {
          const choice = choices[Number(place)];
          if (choice !== undefined) onChange(choice.value);
        }}
      />
    </span>
  );
}
