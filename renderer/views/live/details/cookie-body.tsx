import { type ReactNode, useMemo, useState } from 'react';
import type { EngineName } from '../../../../server/contract/log-entry.ts';
import { holdsPseudonym } from '../../../../server/contract/pseudonym.ts';
import { rolesOf } from '../../../model/cookie-parts.ts';
import { cookieSegments } from '../../../model/cookie-segments.ts';
import { ByteBudget } from '../../../shared/cookie/byte-budget.tsx';
import { carriedSignature } from '../../../shared/cookie/carried-signature.ts';
import { ColouredCookie, type CookieForm, type Pointed } from '../../../shared/cookie/coloured-cookie.tsx';
import { PartLegend } from '../../../shared/cookie/part-legend.tsx';
import { PayloadLines } from '../../../shared/cookie/payload-lines.tsx';
import { StepList } from '../../../shared/cookie/step-list.tsx';
import { useDecoding } from '../../../shared/cookie/use-decoding.ts';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './cookie-tab.module.css';

export interface CookieBodyProps {
  readonly name: string;
  readonly rawValue: string;
  readonly engine: EngineName;
  readonly form: CookieForm;
  /** Characters of the whole Set-Cookie line, against Flask's own limit; null for a cookie that came. */
  readonly flaskCharacters: number | null;
  /** Shown below the parts: the verdict on the cookie. */
  readonly children?: ReactNode;
}

const FORMATS = { 'server-side': 'express-session', 'client-side': 'flask' } as const;

/**
 * A session cookie of the tutorial site: its parts, its content, the computation of its signature, and its size. The
 * parts are computed in the window. Only the data of a client-side cookie and the steps, once they are opened, are
 * requested from the inspector.
 */
export function CookieBody({ name, rawValue, engine, form, flaskCharacters, children }: CookieBodyProps) {
  const t = useCookieStrings();
  const { details } = useStrings();
  const [hot, setHot] = useState<Pointed>(null);
  const [isOpen, setIsOpen] = useState(false);
  const isAsked = engine === 'client-side' || isOpen;
  const request = useMemo(
    () => (isAsked && rawValue !== '' ? { text: rawValue, name, format: FORMATS[engine] } : null),
    [isAsked, rawValue, name, engine],
  );
  const { decoding, isCurrent } = useDecoding(request);
  const decoded = isCurrent ? (decoding?.decoded ?? null) : null;
  const parts = useMemo(() => cookieSegments(rawValue, engine), [rawValue, engine]);
  const data = engine === 'client-side' ? (decoded?.payload ?? null) : null;
  return (
    <>
      <ColouredCookie name={name} parts={parts} form={form} hot={hot} onHot={setHot} />
      <PartLegend
        hasName
        roles={rolesOf(parts)}
        signedAtMs={decoded?.signedAtMs ?? null}
        expiresAtMs={null}
        hot={hot}
        onHot={setHot}
      />
      {children}
      {data !== null && (
        <div>
          <h4 className={styles.label}>{t.cameSays}</h4>
          <PayloadLines value={data} />
        </div>
      )}
      {holdsPseudonym(rawValue) ? (
        <p className={styles.note}>{details.sizeUnknown}</p>
      ) : (
        <ByteBudget
          name={name}
          parts={parts}
          payload={data}
          isCompressed={decoded?.notes.includes('compressed') ?? false}
          charset="latin1"
          flaskLine={flaskCharacters === null ? null : { characters: flaskCharacters, isGuess: false }}
        />
      )}
      <details className={styles.steps} open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary className={styles.summary}>{t.showSteps}</summary>
        {isOpen && isCurrent && decoded === null && <p className={styles.note}>{t.stepsUnanswered}</p>}
        {isOpen && decoded !== null && decoded.derivation.length === 0 && (
          <p className={styles.note}>{t.madeNoSignature}</p>
        )}
        {isOpen && decoded !== null && (
          <StepList steps={decoded.derivation} carried={carriedSignature(decoded)} hot={hot} />
        )}
      </details>
    </>
  );
}
