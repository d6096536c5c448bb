import type { SegmentRole } from '../../../server/contract/decoded-cookie.ts';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import type { Pointed } from './coloured-cookie.tsx';
import styles from './part-legend.module.css';

export interface PartLegendProps {
  readonly hasName: boolean;
  readonly roles: readonly SegmentRole[];
  readonly signedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly hot: Pointed;
  readonly onHot: (hot: Pointed) => void;
}

/** The parts that the signature of an itsdangerous cookie covers. Other formats also sign the name of the cookie or a
 * version. */
const DATA_AND_TIME: ReadonlySet<SegmentRole> = new Set([
  'prefix',
  'payload',
  'timestamp',
  'signature',
  'separator',
  'quote',
]);

/** The content of the signature, if the parts show it. */
function signatureWhy(roles: readonly SegmentRole[], t: CookieStrings): string {
  if (roles.includes('sid')) return t.signatureOver.sid;
  const isDataAndTime = roles.includes('timestamp') && roles.every((role) => DATA_AND_TIME.has(role));
  return isDataAndTime ? t.signatureOver.dataAndTime : t.roleWhy.signature;
}

/**
 * The colours of a cookie with the purpose of each part. Pointing at a term, or moving the focus to it, highlights its
 * part.
 */
export function PartLegend({ hasName, roles, signedAtMs, expiresAtMs, hot, onHot }: PartLegendProps) {
  const t = useCookieStrings();
  const whyOf = (role: SegmentRole): string => {
    if (role === 'timestamp' && signedAtMs !== null) return t.signedAt(signedAtMs);
    if (role === 'expiry' && expiresAtMs !== null) return t.goodUntil(expiresAtMs);
    if (role === 'signature') return signatureWhy(roles, t);
    return t.roleWhy[role];
  };
  const terms = [
    ...(hasName ? [{ role: 'name' as const, word: t.roleName, why: t.roleNameWhy }] : []),
    ...roles.map((role) => ({ role, word: t.role[role], why: whyOf(role) })),
  ];
  return (
    <ul className={styles.legend} aria-label={t.parts}>
      {terms.map(({ role, word, why }) => (
        <li key={role}>
          <button
            type="button"
            className={styles.term}
            aria-pressed={hot === role}
            onPointerEnter={() => onHot(role)}
            onPointerLeave={() => onHot(null)}
            onFocus={() => onHot(role)}
            onBlur={() => onHot(null)}
          >
            <span className={styles.swatch} data-role={role} aria-hidden="true" />
            <span>
              <b className={styles.word}>{word}</b> {why}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
