import type { Decoding } from '../../../server/contract/workbench.ts';
import { type CookiePart, rolesOf } from '../../model/cookie-parts.ts';
import { addSecret, type Bench, type Origin } from '../../navigation/bench.ts';
import { ColouredCookie, type Pointed } from '../../shared/cookie/coloured-cookie.tsx';
import { PartLegend } from '../../shared/cookie/part-legend.tsx';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import styles from './cookies-view.module.css';
import { DecodedVerdict } from './decoded-verdict.tsx';
import { FormatChoice } from './format-choice.tsx';
import { OtherCookies } from './other-cookies.tsx';
import { SendAs } from './send-as.tsx';

export interface CookieCardProps {
  readonly bench: Bench;
  readonly decoding: Decoding;
  readonly parts: readonly CookiePart[];
  readonly hot: Pointed;
  readonly onHot: (hot: Pointed) => void;
  /** The character that the card beside it shows changed. */
  readonly markAt: number | undefined;
}

/** The cookie in the workbench: its format, its parts, and whether it is genuine. */
export function CookieCard({ bench, decoding, parts, hot, onHot, markAt }: CookieCardProps) {
  const t = useCookieStrings();
  const { decoded } = decoding;
  const text = decoded.name === null ? decoded.rawValue : `${decoded.name}=${decoded.rawValue}`;
  return (
    <section className={styles.card} aria-label={t.cookie}>
      <SendAs
        which={markAt === undefined ? 'this' : 'unchanged'}
        value={decoded.rawValue}
        payload={decoded.payload}
        format={decoded.format}
      >
        {(sendButton) => (
          <div className={styles.head}>
            <h3>{t.cookie}</h3>
            <FormatChoice decoded={decoded} chosen={bench.format} />
            {bench.origin !== null && <span className={styles.small}>{originText(bench.origin, t)}</span>}
            <div className={styles.tools}>
              {sendButton}
              <CopyButton text={text} label={t.copyCookie} />
            </div>
          </div>
        )}
      </SendAs>
      <ColouredCookie
        name={decoded.name}
        parts={parts}
        form="sent"
        hot={hot}
        onHot={onHot}
        markAt={markAt}
        size="large"
      />
      <PartLegend
        hasName={decoded.name !== null}
        roles={rolesOf(parts)}
        signedAtMs={decoded.signedAtMs}
        expiresAtMs={decoded.expiresAtMs}
        hot={hot}
        onHot={onHot}
      />
      {parts.some((part) => part.isApproximate) && <p className={styles.small}>{t.approximate}</p>}
      <DecodedVerdict decoding={decoding} onTake={addSecret} />
      <OtherCookies others={decoding.others} />
    </section>
  );
}

function originText(origin: Origin, { origin: t }: CookieStrings): string {
  switch (origin.kind) {
    case 'request':
      return t.request(origin.id);
    case 'actor':
      return t.actor(origin.name);
    default:
      return t[origin.kind];
  }
}
