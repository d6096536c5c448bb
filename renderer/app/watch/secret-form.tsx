import { type FormEvent, useRef, useState } from 'react';
import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { useFirstFocus } from '../../ui/use-first-focus.ts';
import styles from './app-facts.module.css';

/** Takes the secret key of the watched app. It is kept where the secrets of the tutorial site are. */
export function SecretForm({ onDone }: { onDone: () => void }) {
  const t = useWatchStrings();
  const { addSecret } = useCommands();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useFirstFocus(field);
  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (text !== '' && (await addSecret(text)) !== null) onDone();
  };
  return (
    <form className={styles.secret} onSubmit={(event) => void give(event)}>
      <input
        ref={field}
        type="password"
        className={styles.field}
        aria-label={t.secretName}
        autoComplete="off"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button look="primary" type="submit" isUnavailable={text === ''}>
        {t.save}
      </Button>
      <Button onClick={onDone}>{t.cancel}</Button>
    </form>
  );
}
