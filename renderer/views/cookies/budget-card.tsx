import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import type { CookieCharset } from '../../../server/contract/http/cookie-bytes.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';
import { ByteBudget } from '../../shared/cookie/byte-budget.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import styles from './cookies-view.module.css';

export interface BudgetCardProps {
  readonly decoded: DecodedCookie;
  readonly parts: readonly CookiePart[];
  /** The line of the Set-Cookie header that was pasted, if it was one. */
  readonly setCookie: string | null;
  /** The name of the site's Flask cookie, for a cookie without a name. */
  readonly fallbackName: string;
  /** How the text in the workbench is converted to octets. */
  readonly charset: CookieCharset;
}

/** The attributes that Flask adds to a cookie by default. */
const FLASK_ATTRIBUTES = '; HttpOnly; Path=/'.length;

/** How many of a browser's bytes the cookie takes. */
export function BudgetCard({ decoded, parts, setCookie, fallbackName, charset }: BudgetCardProps) {
  const t = useCookieStrings();
  const name = decoded.name ?? (decoded.format === 'flask' ? fallbackName : '');
  const characters =
    setCookie === null ? name.length + 1 + decoded.rawValue.length + FLASK_ATTRIBUTES : setCookie.length;
  return (
    <section className={styles.card} aria-label={t.budget}>
      <div className={styles.head}>
        <h3>{t.budget}</h3>
      </div>
      <ByteBudget
        name={name}
        parts={parts}
        payload={decoded.payload}
        isCompressed={decoded.notes.includes('compressed')}
        charset={charset}
        flaskLine={decoded.format === 'flask' ? { characters, isGuess: setCookie === null } : null}
      />
    </section>
  );
}
