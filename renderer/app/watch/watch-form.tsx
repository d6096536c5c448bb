import { type FormEvent, useId, useState } from 'react';
import type { WatchAdd, WatchRefusal } from '../../../server/contract/watch.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useRecordings } from '../../data/use-recordings.ts';
import { useWatching } from '../../data/use-watching.ts';
import type { WatchStrings } from '../../strings/en/watch.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { ListeningList } from './listening-list.tsx';
import styles from './watch-form.module.css';

/** The address, the list of listening programs, and the less common options. */
export function WatchForm({ onDone }: { onDone: () => void }) {
  const t = useWatchStrings();
  const { watchApp } = useCommands();
  const watching = useWatching();
  const recordings = useRecordings();
  const id = useId();
  const [url, setUrl] = useState('');
  const [port, setPort] = useState('');
  const [secret, setSecret] = useState('');
  const [acceptsAnyCertificate, setAcceptsAnyCertificate] = useState(false);
  const [refusal, setRefusal] = useState<WatchRefusal | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const isBadPort = port !== '' && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);

  const show = (appId: string) => {
    recordings.close();
    watching.show(appId);
    onDone();
  };
  const watch = async (wanted: string) => {
    if (wanted.trim() === '' || isBadPort || isAsking) return;
    setIsAsking(true);
    const app: WatchAdd = {
      url: wanted,
      ...(port === '' ? {} : { port: Number(port) }),
      ...(secret === '' ? {} : { secrets: [secret] }),
      ...(acceptsAnyCertificate ? { acceptsAnyCertificate } : {}),
    };
    const result = await watchApp(app);
    setIsAsking(false);
    if (result === null) return;
    if (result.ok) show(result.app.id);
    else if (result.refusal.why === 'already-watched') show(result.refusal.id);
    else {
      setUrl(wanted);
      setRefusal(result.refusal);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void watch(url);
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <div className={styles.field}>
        <label htmlFor={id} className={styles.label}>
          {t.address}
        </label>
        <div className={styles.line}>
          <input
            id={id}
            className={styles.input}
            value={url}
            placeholder={t.addressHint}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={refusal !== null}
            aria-describedby={`${id}-refusal`}
            onChange={(event) => {
              setUrl(event.target.value);
              setRefusal(null);
            }}
          />
          <Button look="primary" type="submit" isUnavailable={url.trim() === '' || isBadPort || isAsking}>
            {t.watch}
          </Button>
        </div>
        <p id={`${id}-refusal`} role="alert" className={styles.refusal}>
          {refusal !== null && <HostileText text={refusalText(refusal, t)} />}
        </p>
      </div>
      <ListeningList onWatch={(wanted) => void watch(wanted)} onShow={show} />
      <details className={styles.more}>
        <summary>{t.more}</summary>
        <div className={styles.choices}>
          <label className={styles.field}>
            <span className={styles.label}>{t.port}</span>
            <input
              className={styles.input}
              inputMode="numeric"
              value={port}
              aria-invalid={isBadPort}
              aria-describedby={`${id}-port`}
              onChange={(event) => setPort(event.target.value.trim())}
            />
            <span id={`${id}-port`} className={styles.note} data-bad={isBadPort || undefined}>
              {isBadPort ? t.badPort : t.portHint}
            </span>
          </label>
          <label className={styles.field}>
            <span className={styles.label}>{t.secret}</span>
            <input
              className={styles.input}
              type="password"
              value={secret}
              autoComplete="off"
              aria-describedby={`${id}-secret`}
              onChange={(event) => setSecret(event.target.value)}
            />
            <span id={`${id}-secret`} className={styles.note}>
              {t.secretHint}
            </span>
          </label>
          <label className={styles.check}>
            <input
              type="checkbox"
              checked={acceptsAnyCertificate}
              onChange={(event) => setAcceptsAnyCertificate(event.target.checked)}
            />
            {t.certificate}
          </label>
        </div>
      </details>
    </form>
  );
}

function refusalText(refusal: WatchRefusal, { refusal: t }: WatchStrings): string {
  switch (refusal.why) {
    case 'not-an-address':
    case 'has-credentials':
    case 'already-watched':
      return t[refusal.why];
    case 'other-scheme':
      return t[refusal.why](refusal.scheme);
    case 'unknown-name':
      return t[refusal.why](refusal.host, refusal.detail);
    case 'not-loopback':
      return t[refusal.why](refusal.host, refusal.addresses.join(', '));
    case 'own-port':
      return t[refusal.why](refusal.port);
    case 'too-many':
      return t[refusal.why](refusal.most);
  }
}
