import { type CookieCharset, cookieBytes, MAX_COOKIE_BYTES } from '../../../server/contract/http/cookie-bytes.ts';
import type { Json } from '../../../server/contract/json.ts';
import type { CookiePart } from '../../model/cookie-parts.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './byte-budget.module.css';
import { cookieBudget } from './cookie-budget.ts';

export interface ByteBudgetProps {
  readonly name: string;
  readonly parts: readonly CookiePart[];
  /** The data in the cookie. Null if there is none, or it is unknown. */
  readonly payload: Json;
  readonly isCompressed: boolean;
  /** How name and value become octets: `utf8` for a cookie that was typed. */
  readonly charset: CookieCharset;
  /**
   * Flask's own limit, on the whole Set-Cookie line. `isGuess`: the line is not known, and Flask's usual attributes
   * are counted.
   */
  readonly flaskLine: { readonly characters: number; readonly isGuess: boolean } | null;
}

/** Werkzeug warns above this many characters of the whole header value (http.py, dump_cookie). */
const FLASK_LIMIT = 4093;
/** More keys than these are counted together. */
const SHOWN_KEYS = 8;

/** The share of the browsers' limit that a cookie uses, and the size of each key of its data. */
export function ByteBudget({ name, parts, payload, isCompressed, charset, flaskLine }: ByteBudgetProps) {
  const t = useStrings();
  const words = useCookieStrings();
  const rawValue = parts.map((part) => part.raw).join('');
  const bytes = cookieBytes(name, rawValue, charset);
  const isOver = bytes > MAX_COOKIE_BYTES;
  const { keys, dataBytes } = cookieBudget(parts, payload);
  const isEncrypted = parts.some((part) => part.role === 'ciphertext');
  const width = (n: number) => `${Math.min(100, (n / MAX_COOKIE_BYTES) * 100)}%`;
  const largest = keys[0];
  return (
    <div className={styles.budget} data-over={isOver || undefined}>
      <div className={styles.track} aria-hidden="true">
        <span className={styles.fill} data-part="data" style={{ width: width(dataBytes) }} />
        <span className={styles.fill} data-part="rest" style={{ width: width(bytes - dataBytes) }} />
      </div>
      <p className={styles.line}>
        <span>{t.details.sizeOf(bytes, MAX_COOKIE_BYTES)}</span>
        <span>{isOver ? t.details.sizeOver : t.details.sizeWhy}</span>
      </p>
      {flaskLine !== null && <FlaskLine {...flaskLine} />}
      {keys.length > 0 && (
        <table className={styles.keys} aria-label={words.budgetKeys}>
          <tbody>
            {[...keys.slice(0, SHOWN_KEYS).map((cost) => ({ ...cost, isKey: true }))]
              .concat({ key: words.budgetRest, bytes: bytes - sumOf(keys.slice(0, SHOWN_KEYS)), isKey: false })
              .map((cost) => (
                <tr key={`${cost.isKey}-${cost.key}`} data-rest={!cost.isKey || undefined}>
                  <th scope="row">
                    <HostileText text={cost.key} />
                  </th>
                  <td className={styles.bar} aria-hidden="true">
                    <span style={{ width: `${(cost.bytes / Math.max(1, bytes)) * 100}%` }} />
                  </td>
                  <td className={styles.cost}>{words.keyCost(cost.bytes, cost.bytes / Math.max(1, bytes))}</td>
                </tr>
              ))}
          </tbody>
        </table>
      )}
      {isOver && largest !== undefined && (
        <p className={styles.warning}>
          <HostileText text={words.budgetLargest(largest.key)} />
        </p>
      )}
      {keys.length > 0 && (
        <p className={styles.note}>
          {isCompressed ? words.budgetPacked : isEncrypted ? words.budgetEncrypted : words.budgetShares}
        </p>
      )}
    </div>
  );
}

function FlaskLine({ characters, isGuess }: { characters: number; isGuess: boolean }) {
  const t = useCookieStrings();
  const isOver = characters > FLASK_LIMIT;
  if (isOver) return <p className={styles.warning}>{t.flaskOver(characters, FLASK_LIMIT)}</p>;
  return <p className={styles.note}>{(isGuess ? t.flaskLine : t.flaskLimit)(characters, FLASK_LIMIT)}</p>;
}

function sumOf(costs: readonly { readonly bytes: number }[]): number {
  return costs.reduce((sum, { bytes }) => sum + bytes, 0);
}
