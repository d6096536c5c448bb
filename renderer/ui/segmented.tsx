import { useId } from 'react';
import styles from './segmented.module.css';
import { Tooltip } from './tooltip.tsx';

export interface SegmentedOption<T extends string> {
  readonly value: T;
  readonly label: string;
  /** The language of the label, where that is not the window's. */
  readonly lang?: string;
  /** Shows while somebody points at this option or is on it. */
  readonly hint?: string;
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SegmentedOption<T>[];
  readonly onChange: (value: T) => void;
}

/** A choice of two or three forms of the same content, as adjoining radio buttons. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  const name = useId();
  return (
    <fieldset aria-label={label} className={styles.group}>
      {options.map((option) => {
        const choice = (
          <label key={option.value} className={styles.option} lang={option.lang}>
            <input
              type="radio"
              className={styles.input}
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
        );
        if (option.hint === undefined) return choice;
        return (
          <Tooltip key={option.value} text={option.hint}>
            {choice}
          </Tooltip>
        );
      })}
    </fieldset>
  );
}
