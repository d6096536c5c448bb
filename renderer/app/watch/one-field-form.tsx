import { type FormEvent, useRef, useState } from 'react';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './app-facts.module.css';

export interface OneFieldFormProps {
  /** The name of the field. */
  readonly label: string;
  /** An example, which is shown while the field is empty. */
  readonly hint?: string;
  readonly type: 'text' | 'password';
  /** Called with a text that is not empty. A text is given without blanks around it, a password unchanged. */
  readonly onSave: (text: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** A field that takes the focus, with the buttons that save it or give it up. */
export function OneFieldForm({ label, hint, type, onSave, onCancel }: OneFieldFormProps) {
  const t = useWatchStrings();
  const [typed, setTyped] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(field);
  const text = type === 'password' ? typed : typed.trim();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (text !== '') void onSave(text);
  };
  return (
    <form className={styles.secret} onSubmit={save}>
      <input
        ref={field}
        type={type}
        className={styles.field}
        aria-label={label}
        placeholder={hint}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button look="primary" type="submit" isUnavailable={text === ''}>
        {t.save}
      </Button>
      <Button onClick={onCancel}>{t.cancel}</Button>
    </form>
  );
}
