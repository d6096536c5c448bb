import { type FormEvent, useMemo, useState } from 'react';
import type { SignedCookie } from '../../../server/contract/decoded-cookie.ts';
import type { Decoding } from '../../../server/contract/workbench.ts';
import { useCommands } from '../../data/use-inspector.ts';
import type { Bench } from '../../navigation/bench.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './cookies-view.module.css';
import { readJsonText } from './read-json-text.ts';
import { type ChosenSecret, SecretChoice, useFirstSecret } from './secret-choice.tsx';
import { SignedResult } from './signed-result.tsx';

export interface EditFormProps {
  readonly decoding: Decoding;
  readonly bench: Bench;
  readonly onClose: () => void;
}

/**
 * A form for new content of the cookie and the secret to sign it with. A server does the same, as does a forger who
 * knows the secret.
 */
export function EditForm({ decoding, bench, onClose }: EditFormProps) {
  const t = useCookieStrings();
  const { signCookie } = useCommands();
  const { decoded } = decoding;
  const [text, setText] = useState(() => JSON.stringify(decoded.payload, null, 2));
  const first = useFirstSecret(decoding, bench);
  const [chosen, setChosen] = useState<ChosenSecret | null>(null);
  const secret = chosen ?? first;
  const [signed, setSigned] = useState<{ readonly cookie: SignedCookie; readonly typed: string | null } | null>(null);
  const read = useMemo(() => readJsonText(text), [text]);
  const hasSecret = secret.kind !== 'typed' || secret.text !== '';

  const sign = async (event: FormEvent) => {
    event.preventDefault();
    if (!read.ok || !hasSecret || decoded.format === null) return;
    const cookie = await signCookie({
      format: decoded.format,
      payload: read.value,
      secret: secret.kind === 'site' ? { siteSecret: secret.number } : { text: secret.text },
      name: decoded.name,
      like: decoded.rawValue,
    });
    if (cookie !== null) setSigned({ cookie, typed: secret.kind === 'site' ? null : secret.text });
  };
  return (
    <form className={styles.form} aria-label={t.edit} onSubmit={(event) => void sign(event)}>
      <label className={styles.label} htmlFor="cookie-content">
        {t.editTitle}
      </label>
      <textarea
        id="cookie-content"
        className={styles.field}
        rows={Math.min(14, Math.max(4, text.split('\n').length))}
        spellCheck={false}
        aria-invalid={!read.ok}
        aria-describedby="cookie-content-note"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p id="cookie-content-note" className={read.ok ? styles.small : styles.error}>
        {read.ok ? (text.includes('"$type"') ? t.editTyped : '') : t.jsonBroken(read.why)}
      </p>
      <div className={styles.row}>
        <SecretChoice bench={bench} secret={secret} onChoose={setChosen} />
        <Button look="primary" type="submit" isUnavailable={!read.ok || !hasSecret}>
          {t.sign}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t.cancel}
        </Button>
      </div>
      {signed !== null && <SignedResult decoded={decoded} bench={bench} signed={signed.cookie} typed={signed.typed} />}
    </form>
  );
}
