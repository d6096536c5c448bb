import { useMemo, useState } from 'react';
import type { DecodedCookie, SignedCookie } from '../../../server/contract/decoded-cookie.ts';
import { cookieParts } from '../../model/cookie-parts.ts';
import { addSecret, type Bench, putOnBench } from '../../navigation/bench.ts';
import { ColouredCookie, type Pointed } from '../../shared/cookie/coloured-cookie.tsx';
import { useDecoding } from '../../shared/cookie/use-decoding.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './cookies-view.module.css';
import { decodeRequest } from './decode-request.ts';
import { DecodedVerdict } from './decoded-verdict.tsx';
import { SendAs } from './send-as.tsx';

export interface SignedResultProps {
  /** The cookie that was edited. */
  readonly decoded: DecodedCookie;
  readonly bench: Bench;
  readonly signed: SignedCookie;
  /** The secret it was signed with, unless that is the site's. */
  readonly typed: string | null;
}

/** The cookie that signing returned, decoded and verified like any other, or the reason why there is none. */
export function SignedResult({ decoded, bench, signed, typed }: SignedResultProps) {
  const t = useCookieStrings();
  const [hot, setHot] = useState<Pointed>(null);
  const text = signed.ok ? textOf(decoded.name, signed) : '';
  const request = useMemo(
    () =>
      decodeRequest(bench, {
        text,
        name: decoded.name,
        format: decoded.format,
        secrets: typed === null || bench.secrets.includes(typed) ? bench.secrets : [...bench.secrets, typed],
      }),
    [bench, decoded, text, typed],
  );
  const { decoding, isCurrent } = useDecoding(request);
  if (!signed.ok) {
    return (
      <p role="alert" className={styles.error}>
        {t.signFailed[signed.reason]}
      </p>
    );
  }
  const putIt = () => {
    if (typed !== null) addSecret(typed);
    putOnBench(text, { kind: 'signed' }, decoded.name);
  };
  if (decoding === null || !isCurrent) return null;
  return (
    <>
      <SendAs value={signed.value} payload={decoding.decoded.payload} format={decoded.format}>
        {(sendButton) => (
          <div className={styles.head}>
            <h4 className={styles.label}>{t.newCookie}</h4>
            <div className={styles.tools}>
              <Button onClick={putIt}>{t.useSigned}</Button>
              {sendButton}
              <CopyButton text={text} label={t.copyCookie} />
            </div>
          </div>
        )}
      </SendAs>
      <ColouredCookie
        name={decoded.name}
        parts={cookieParts(decoding.decoded.rawValue, decoding.decoded.segments)}
        form="sent"
        hot={hot}
        onHot={setHot}
      />
      <DecodedVerdict decoding={decoding} />
    </>
  );
}

/** The text for a Cookie header, together with the signature cookie if the format has one. */
function textOf(name: string | null, { value, companion }: Extract<SignedCookie, { ok: true }>): string {
  const pair = name === null ? value : `${name}=${value}`;
  return companion === null ? pair : `Cookie: ${pair}; ${companion.name}=${companion.value}`;
}
