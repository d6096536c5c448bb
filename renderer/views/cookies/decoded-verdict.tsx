import { Check, CircleHelp, Info, TriangleAlert, X } from 'lucide-react';
import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import type { Decoding } from '../../../server/contract/workbench.ts';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { signedBy, verdictTone } from './cookie-verdict.ts';
import styles from './decoded-verdict.module.css';

const ICONS = { good: Check, bad: X, open: CircleHelp };

export interface DecodedVerdictProps {
  readonly decoding: Decoding;
  /** Takes the weak secret that fits, where it is not among those that were given. */
  readonly onTake?: (secret: string) => void;
}

/**
 * Whether a cookie is genuine and with which secret, or why not; whether anyone could forge it; and further remarks.
 */
export function DecodedVerdict({ decoding, onTake }: DecodedVerdictProps) {
  const t = useCookieStrings();
  const { colon } = useStrings().common;
  const { decoded } = decoding;
  const tone = verdictTone(decoded);
  const Icon = ICONS[tone];
  return (
    <div className={styles.lines}>
      <div className={styles.verdict} data-tone={tone}>
        <Icon size={16} />
        <p>
          <strong>{verdictTitle(decoded, t)}</strong>
          {colon}
          {verdictSentence(decoding, t)}
        </p>
      </div>
      {decoded.weakSecret !== null && (
        <div className={styles.verdict} data-tone="weak">
          <TriangleAlert size={16} />
          <p>
            <HostileText text={t.weak(decoded.weakSecret)} />
          </p>
          {decoded.secretNumber === null && onTake !== undefined && (
            <Button onClick={() => onTake(decoded.weakSecret ?? '')}>{t.checkWithWeak}</Button>
          )}
        </div>
      )}
      {decoded.notes.map((note) => (
        <div key={note} className={styles.note}>
          <Info size={14} />
          <p>{t.note[note]}</p>
        </div>
      ))}
    </div>
  );
}

export function verdictTitle({ reason }: DecodedCookie, t: CookieStrings): string {
  return reason === null ? t.genuine : t.reasonTitle[reason];
}

function verdictSentence({ decoded, givenSecrets }: Decoding, t: CookieStrings): string {
  const by = signedBy(decoded, givenSecrets);
  const isEncrypted = decoded.segments.some((segment) => segment.role === 'ciphertext');
  if (decoded.reason === null) return t.genuineWhy(by, isEncrypted);
  return t.reason[decoded.reason]({
    format: decoded.format === null ? t.unknownFormat : t.format[decoded.format],
    isEncrypted,
    where: decoded.where === null ? null : t.role[decoded.where],
    secretsTried: decoded.secretsTried,
    signedBy: by,
    signedAtMs: decoded.signedAtMs,
    expiresAtMs: decoded.expiresAtMs,
    notBeforeMs: decoded.notBeforeMs,
  });
}
