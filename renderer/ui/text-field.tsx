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
  /** The placeholder of the empty field. */
  readonly placeholder?: string;
}

/** A line of text to type, with its effect or its error directly above it, because the button is usually below. */
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
          // The submit handler may put the focus on a button, which the rest of this key press would press.
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
