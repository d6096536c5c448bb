import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { RecordingAbout } from '../../../server/contract/recording.ts';
import { useRecordings } from '../../data/use-recordings.ts';
import { addSecret, useBench } from '../../navigation/bench.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import styles from './recording-strip.module.css';

/** Checks the cookies of the open file with the secrets that are given here or in Cookies, and with each change. */
export function useFileSecrets(about: RecordingAbout): void {
  const { secrets } = useBench();
  const recordings = useRecordings();
  const hasGiven = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file that is shown is to be checked, too.
  useEffect(() => {
    // Without any secret the file is shown as it is already.
    if (secrets.length === 0 && !hasGiven.current) return;
    hasGiven.current = true;
    void recordings.verify(secrets);
  }, [recordings, secrets, about]);
}

/** Takes a secret of the app whose requests the file has. The list of them is in Cookies. */
export function FileSecrets() {
  const t = useStringsWithLater().recordingFacts;
  const { secrets } = useBench();
  const [text, setText] = useState('');
  const give = (event: FormEvent) => {
    event.preventDefault();
    if (text === '') return;
    addSecret(text);
    setText('');
  };
  return (
    <>
      <form className={styles.secrets} onSubmit={give}>
        <input
          type="password"
          className={styles.secret}
          aria-label={t.secretName}
          placeholder={t.secretName}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <Button type="submit" isUnavailable={text === ''}>
          {t.verify}
        </Button>
        {secrets.length > 0 && <span>{t.secretsGiven(secrets.length)}</span>}
      </form>
      <p>{t.secretsStay}</p>
    </>
  );
}
