import { useMemo, useState } from 'react';
import { useInspector } from '../../data/use-inspector.ts';
import { cookieParts } from '../../model/cookie-parts.ts';
import { useBench } from '../../navigation/bench.ts';
import type { Pointed } from '../../shared/cookie/coloured-cookie.tsx';
import { useDecoding } from '../../shared/cookie/use-decoding.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { LiveRegion } from '../../ui/live-region.tsx';
import { AskCard } from './ask-card.tsx';
import { AttributesCard } from './attributes-card.tsx';
import { BudgetCard } from './budget-card.tsx';
import { CookieCard } from './cookie-card.tsx';
import styles from './cookies-view.module.css';
import { decodeRequest } from './decode-request.ts';
import { verdictTitle } from './decoded-verdict.tsx';
import { DifferenceNote } from './difference-note.tsx';
import { EmptyBench } from './empty-bench.tsx';
import { FlipCard } from './flip-card.tsx';
import { MadeCard } from './made-card.tsx';
import { PasteCard } from './paste-card.tsx';
import { SaysCard } from './says-card.tsx';
import { SecretsCard } from './secrets-card.tsx';

/** The workbench: a cookie of any format, recognised, taken apart, checked, edited and sent. */
export function CookiesView() {
  const t = useCookieStrings();
  const bench = useBench();
  const clientSideName = useInspector((state) => state.site?.cookieNames['client-side'] ?? '');
  const [hot, setHot] = useState<Pointed>(null);
  const [flipped, setFlipped] = useState<{ readonly of: string; readonly place: number } | null>(null);
  const request = useMemo(() => decodeRequest(bench), [bench]);
  const { decoding } = useDecoding(request);
  const parts = useMemo(
    () => (decoding === null ? [] : cookieParts(decoding.decoded.rawValue, decoding.decoded.segments)),
    [decoding],
  );
  // The cookie of a request is header text; a pasted cookie is text of the clipboard.
  const charset = bench.origin?.kind === 'request' ? 'latin1' : 'utf8';
  const shared = { hot, onHot: setHot };
  const rawValue = decoding?.decoded.rawValue ?? '';
  // A change belongs to the cookie it was made on.
  const place = flipped !== null && flipped.of === rawValue ? flipped.place : null;
  const setPlace = (next: number | null) => setFlipped(next === null ? null : { of: rawValue, place: next });
  return (
    <div className={styles.view}>
      <h2 className={styles.title}>{t.title}</h2>
      <DifferenceNote />
      <PasteCard bench={bench} decoding={decoding} />
      {decoding === null || request === null ? (
        bench.text.trim() === '' && <EmptyBench />
      ) : (
        <>
          <CookieCard bench={bench} decoding={decoding} parts={parts} markAt={place ?? undefined} {...shared} />
          <div className={styles.columns}>
            <div className={styles.column}>
              <SaysCard
                key={decoding.decoded.rawValue}
                decoding={decoding}
                bench={bench}
                isFlipping={place !== null}
                onFlip={() => setPlace(place === null ? firstPlace(parts) : null)}
              />
              {place !== null && (
                <FlipCard decoding={decoding} bench={bench} parts={parts} place={place} onPlace={setPlace} />
              )}
              <BudgetCard
                decoded={decoding.decoded}
                parts={parts}
                setCookie={decoding.setCookie}
                fallbackName={clientSideName}
                charset={charset}
              />
            </div>
            <div className={styles.column}>
              <MadeCard decoding={decoding} parts={parts} hot={hot} />
              {decoding.setCookie !== null && <AttributesCard setCookie={decoding.setCookie} charset={charset} />}
              {decoding.setCookie !== null && <AskCard key={decoding.setCookie} setCookie={decoding.setCookie} />}
              <SecretsCard bench={bench} />
            </div>
          </div>
        </>
      )}
      <LiveRegion text={decoding === null ? '' : verdictTitle(decoding.decoded, t)} />
    </div>
  );
}

/** The place of the first suggested change: inside the signed part, where a change breaks the signature. */
function firstPlace(parts: readonly { role: string; raw: string }[]): number {
  let start = 0;
  for (const part of parts) {
    if (['payload', 'sid', 'value', 'ciphertext'].includes(part.role)) return start + Math.min(4, part.raw.length - 1);
    start += part.raw.length;
  }
  return 0;
}
