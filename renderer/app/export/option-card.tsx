import { type ReactNode, useId } from 'react';
import styles from './option-card.module.css';

export interface OptionCardProps {
  readonly type: 'radio' | 'checkbox';
  /** Radio buttons of one name belong together. */
  readonly name?: string;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
  readonly label: string;
  readonly why: ReactNode;
  /** The option cannot be chosen now; `why` says how to make it possible. It stays reachable by the keyboard. */
  readonly isUnavailable?: boolean;
  /** Choosing it has a danger, which `why` names. */
  readonly isDangerous?: boolean;
}

/** One option with its reason below; the whole card can be pressed. */
export function OptionCard({
  type,
  name,
  isChosen,
  onChoose,
  label,
  why,
  isUnavailable,
  isDangerous,
}: OptionCardProps) {
  const id = useId();
  return (
    <label
      className={styles.card}
      data-danger={(isDangerous && isChosen) || undefined}
      data-unavailable={isUnavailable || undefined}
    >
      <input
        type={type}
        name={name}
        className={styles.box}
        checked={isChosen}
        aria-disabled={isUnavailable || undefined}
        onChange={(event) => {
          if (!isUnavailable) onChoose(event.target.checked);
        }}
        aria-labelledby={id}
        aria-describedby={`${id}-why`}
      />
      <span id={id} className={styles.label}>
        {label}
      </span>
      <span id={`${id}-why`} className={styles.why}>
        {why}
      </span>
    </label>
  );
}
