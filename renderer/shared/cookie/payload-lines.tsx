import { type CSSProperties, useMemo, useState } from 'react';
import type { Json } from '../../../server/contract/json.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { jsonLines } from '../json-lines.ts';
import { jsonBytes } from './cookie-budget.ts';
import styles from './payload-lines.module.css';

/** Lines drawn at first, and more at each press. */
const CHUNK = 24;

/** The content of a cookie as coloured JSON, with its size. Types that JSON lacks have their own names. */
export function PayloadLines({ value }: { value: Json }) {
  const t = useCookieStrings();
  const [limit, setLimit] = useState(CHUNK);
  const lines = useMemo(() => jsonLines(value), [value]);
  const wouldCall = callsIn(value);
  const hasKeys = typeof value === 'object' && value !== null && !Array.isArray(value);
  return (
    <div>
      {wouldCall.length > 0 && (
        <p className={styles.danger} role="alert">
          <HostileText text={t.wouldCall(wouldCall.join(', '))} />
        </p>
      )}
      <pre className={styles.lines}>
        {byPlace(lines.slice(0, limit)).map(({ key, item: line }) => (
          <span key={key} className={styles.line} style={{ '--indent': line.indent } as CSSProperties}>
            {byPlace(line.tokens).map(({ key: place, item: token }) => (
              <span key={place} className={styles.token} data-kind={token.kind}>
                <HostileText text={token.text} />
              </span>
            ))}
          </span>
        ))}
      </pre>
      {limit < lines.length && (
        <Button look="quiet" onClick={() => setLimit(limit + 10 * CHUNK)}>
          {t.moreLines(Math.min(10 * CHUNK, lines.length - limit))}
        </Button>
      )}
      {hasKeys && <p className={styles.size}>{t.keysAndBytes(Object.keys(value).length, jsonBytes(value))}</p>}
    </div>
  );
}

/** The functions that loading a pickle would call. Empty for every other content. */
function callsIn(value: Json): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value.$type !== 'pickle') return [];
  return Array.isArray(value.wouldCall) ? value.wouldCall.map(String) : [];
}
