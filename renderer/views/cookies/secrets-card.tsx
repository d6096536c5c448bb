import { Eye, EyeOff, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { addSecret, type Bench, changeBench } from '../../navigation/bench.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './cookies-view.module.css';
import { useSecretsState } from './secret-choice.tsx';

const MAX_SECRETS = 20;
const MAX_CHARACTERS = 64 * 1024;

/** The secrets a cookie is checked with: the reader's own, the site's, and the well-known ones. */
export function SecretsCard({ bench }: { bench: Bench }) {
  const t = useCookieStrings();
  const site = useSecretsState();
  const [text, setText] = useState('');
  const isFull = bench.secrets.length >= MAX_SECRETS;
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (text === '' || isFull) return;
    addSecret(text);
    setText('');
  };
  return (
    <section className={styles.card} aria-label={t.secrets}>
      <div className={styles.head}>
        <h3>{t.secrets}</h3>
      </div>
      {bench.secrets.length === 0 ? (
        <p className={styles.small}>
          {t.secretsNone} {t.secretBytes}
        </p>
      ) : (
        <ol className={styles.secrets}>
          {bench.secrets.map((secret, place) => (
            <Secret
              key={secret}
              secret={secret}
              number={place + 1}
              onRemove={() => changeBench({ secrets: bench.secrets.filter((other) => other !== secret) })}
            />
          ))}
        </ol>
      )}
      <form className={styles.row} onSubmit={add}>
        <textarea
          className={`${styles.field} ${styles.grow}`}
          rows={1}
          maxLength={MAX_CHARACTERS}
          aria-label={t.secretAdd}
          placeholder={t.secretPlaceholder}
          spellCheck={false}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) add(event);
          }}
        />
        <Button type="submit" isUnavailable={text === '' || isFull}>
          {t.add}
        </Button>
      </form>
      {isFull && <p className={styles.small}>{t.secretsFull}</p>}
      {site?.secrets.length !== 0 && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={bench.usesSiteSecrets}
            onChange={(event) => changeBench({ usesSiteSecrets: event.target.checked })}
          />
          <span>{t.secretsSite(site?.secrets.length ?? 1)}</span>
        </label>
      )}
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={bench.checksWeakSecrets}
          onChange={(event) => changeBench({ checksWeakSecrets: event.target.checked })}
        />
        <span>
          {t.secretsWeak} <span className={styles.small}>{t.secretsWeakWhy}</span>
        </span>
      </label>
    </section>
  );
}

/** A secret of the user, hidden until the user reveals it. */
function Secret({ secret, number, onRemove }: { secret: string; number: number; onRemove: () => void }) {
  const t = useCookieStrings();
  const [isShown, setIsShown] = useState(false);
  return (
    <li className={styles.secret}>
      <span>{number}</span>
      <span className={styles.secretText}>
        {isShown ? <HostileText text={secret} /> : t.secretHidden(secret.length)}
      </span>
      <IconButton
        label={isShown ? t.secretHide(number) : t.secretShow(number)}
        aria-pressed={isShown}
        onClick={() => setIsShown(!isShown)}
      >
        {isShown ? <EyeOff size={14} /> : <Eye size={14} />}
      </IconButton>
      <IconButton label={t.secretRemove(number)} onClick={onRemove}>
        <X size={14} />
      </IconButton>
    </li>
  );
}
