import { useId } from 'react';
import styles from './text-field.module.css';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Shown over the field while it has the focus. */
  readonly hint?: string | undefined;
  /** Shown over the field as long as it lasts. */
  readonly error?: string | undefined;
  readonly onSubmit?: () => void;
  /** Stands in the field while it is empty. */
  readonly placeholder?: string;
}

/**
 * One line of text to type, with what will become of it, or what is wrong with it, right over it: what is under it
 * may be its button.
 */
export function TextField({ label, value, onChange, hint, error, onSubmit, placeholder }: TextFieldProps) {
  const hintId = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <input
        type="text"
        className={styles.input}
        aria-label={label}
        aria-invalid={error !== undefined}
        aria-describedby={note === undefined ? undefined : hintId}
        placeholder={placeholder}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing || onSubmit === undefined) return;
          // What follows may put the focus on a button, which the rest of this very key press would press.
          event.preventDefault();
          onSubmit();
        }}
      />
      {note !== undefined && (
        <p id={hintId} className={styles.hint} data-error={error !== undefined || undefined}>
          {note}
        </p>
      )}
    </div>
  );
}
