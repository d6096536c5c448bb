import { useState } from 'react';
import type { SegmentRole } from '../../../server/contract/decoded-cookie.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './coloured-cookie.module.css';

/** A part of a cookie that can be pointed at. */
export type Pointed = SegmentRole | 'name' | null;

/** `sent`: percent-encoded as in the header. `decoded`: as the server reads it. */
export type CookieForm = 'sent' | 'decoded';

export interface ColouredCookieProps {
  /** Null for a bare value. */
  readonly name: string | null;
  readonly parts: readonly CookiePart[];
  readonly form: CookieForm;
  readonly hot: Pointed;
  readonly onHot: (hot: Pointed) => void;
  /** A character of the raw value to mark, counted from 0. Only in the form `sent`. */
  readonly markAt?: number | undefined;
  readonly size?: 'normal' | 'large';
}

/** A longer value is folded, so that the text below stays in sight. */
const LONG_VALUE = 600;

/** A cookie as text, each part in its colour. Pointing at a part highlights it in the legend. */
export function ColouredCookie({ name, parts, form, hot, onHot, markAt, size = 'normal' }: ColouredCookieProps) {
  const t = useCookieStrings();
  const [isWhole, setIsWhole] = useState(false);
  const characters = parts.reduce((sum, part) => sum + part.raw.length, 0);
  const isLong = characters > LONG_VALUE;
  return (
    <div className={styles.frame}>
      <p className={styles.cookie} data-size={size} data-cut={(isLong && !isWhole) || undefined}>
        {name !== null && (
          <>
            <i className={styles.part} data-role="name" data-hot={hot === 'name' || undefined}>
              <HostileText text={name} />
            </i>
            =
          </>
        )}
        {byPlace(withStarts(parts)).map(({ key, item: { part, start } }) => (
          <i
            key={key}
            className={styles.part}
            data-role={part.role}
            data-hot={(hot === part.role && part.role !== 'separator') || undefined}
            onPointerEnter={() => onHot(part.role)}
            onPointerLeave={() => onHot(null)}
          >
            {form === 'sent' ? (
              <Marked text={part.raw} place={markAt === undefined ? -1 : markAt - start} />
            ) : (
              <HostileText text={part.decoded} />
            )}
          </i>
        ))}
      </p>
      {isLong && (
        <Button look="quiet" className={styles.more} aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? t.lessValue : t.wholeValue(characters)}
        </Button>
      )}
    </div>
  );
}

/** Text in which one character is marked, if it is in there. */
function Marked({ text, place }: { text: string; place: number }) {
  if (place < 0 || place >= text.length) return <HostileText text={text} />;
  return (
    <>
      <HostileText text={text.slice(0, place)} />
      <mark className={styles.mark}>
        <HostileText text={text.slice(place, place + 1)} />
      </mark>
      <HostileText text={text.slice(place + 1)} />
    </>
  );
}

function withStarts(parts: readonly CookiePart[]): { part: CookiePart; start: number }[] {
  let end = 0;
  return parts.map((part) => {
    const start = end;
    end += part.raw.length;
    return { part, start };
  });
}
