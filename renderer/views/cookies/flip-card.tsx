import { useMemo } from 'react';
import type { Decoding } from '../../../server/contract/workbench.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';
import { type Bench, putOnBench } from '../../navigation/bench.ts';
import { carriedSignature } from '../../shared/cookie/carried-signature.ts';
import { type ChangeEffect, effectOfChange } from '../../shared/cookie/derivation.ts';
import { StepList } from '../../shared/cookie/step-list.tsx';
import { useDecoding } from '../../shared/cookie/use-decoding.ts';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import styles from './cookies-view.module.css';
import { decodeRequest } from './decode-request.ts';
import { DecodedVerdict } from './decoded-verdict.tsx';
import { flipCharacter } from './flip-character.ts';
import { SendAs } from './send-as.tsx';

export interface FlipCardProps {
  readonly decoding: Decoding;
  readonly bench: Bench;
  readonly parts: readonly CookiePart[];
  /** The character that is changed, counted from 0 in the raw value. */
  readonly place: number;
  readonly onPlace: (place: number | null) => void;
}

/** The cookie with one character changed: the step that detects the change, and the reaction of a server. */
export function FlipCard({ decoding, bench, parts, place, onPlace }: FlipCardProps) {
  const t = useCookieStrings();
  const { rawValue, name, format } = decoding.decoded;
  const changed = flipCharacter(rawValue, place);
  const text = bench.text.includes(rawValue) ? bench.text.replace(rawValue, () => changed) : changed;
  const request = useMemo(() => decodeRequest(bench, { text, name, format }), [bench, text, name, format]);
  const { decoding: after } = useDecoding(request);
  const part = partAt(parts, place);
  return (
    <section className={styles.card} aria-label={t.flipTitle}>
      {/* It requests the key of the unchanged cookie, so that the user can compare the two responses. */}
      <SendAs which="changed" value={changed} payload={decoding.decoded.payload} format={format}>
        {(sendButton) => (
          <div className={styles.head}>
            <h3>{t.flipTitle}</h3>
            <div className={styles.tools}>
              <Button onClick={() => onPlace(Math.floor(Math.random() * rawValue.length))}>{t.flipRandom}</Button>
              {sendButton}
              <Button onClick={() => putOnBench(text, { kind: 'changed' }, name)}>{t.useChanged}</Button>
              <Button look="quiet" onClick={() => onPlace(null)}>
                {t.flipEnd}
              </Button>
            </div>
          </div>
        )}
      </SendAs>
      <label className={styles.row}>
        <span className={styles.label}>{t.flipLabel}</span>
        <input
          type="range"
          className={`${styles.grow} ${styles.range}`}
          min={0}
          max={rawValue.length - 1}
          value={place}
          aria-valuetext={t.flipSays(place + 1, t.role[part], rawValue[place] ?? '', changed[place] ?? '')}
          onChange={(event) => onPlace(Number(event.target.value))}
        />
      </label>
      <p>{t.flipSays(place + 1, t.role[part], rawValue[place] ?? '', changed[place] ?? '')}</p>
      {after !== null && (
        <>
          <p>
            <strong>{effectSentence(effectOfChange(decoding.decoded, after.decoded), t)}</strong>
          </p>
          <StepList
            steps={after.decoded.derivation}
            before={decoding.decoded.derivation}
            carried={carriedSignature(after.decoded)}
            hot={null}
          />
          <DecodedVerdict decoding={after} />
        </>
      )}
    </section>
  );
}

function partAt(parts: readonly CookiePart[], place: number): CookiePart['role'] {
  let end = 0;
  for (const part of parts) {
    end += part.raw.length;
    if (place < end) return part.role;
  }
  return 'value';
}

function effectSentence(effect: ChangeEffect, t: CookieStrings): string {
  switch (effect.kind) {
    case 'step-differs':
      return t.flipFails(t.step[effect.step]);
    case 'only-carried':
      return t.flipOnlySignature;
    case 'unread':
      return t.flipUnread;
    case 'no-steps':
      return t.flipNoSteps;
    case 'no-signature':
      return t.flipNoSignature;
  }
}
