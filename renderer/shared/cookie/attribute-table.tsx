import { CircleHelp, TriangleAlert } from 'lucide-react';
import type { CookieCharset } from '../../../server/contract/http/cookie-bytes.ts';
import { cookieRefusals } from '../../../server/contract/http/cookie-refusal.ts';
import type { ParsedSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';
import { type CookieFact, type CookieFactRow, setCookieFacts } from '../../model/set-cookie-facts.ts';
import { visibleText } from '../../model/visible-text.ts';
import { refusalSentence } from '../../sentences/cookie-refusal.ts';
import type { Strings } from '../../strings/en.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './attribute-table.module.css';

export interface AttributeTableProps {
  readonly cookie: ParsedSetCookie;
  /** When the cookie was set, wall-clock ms: an expiry is judged against it. */
  readonly atMs: number;
  /** How the line becomes octets: `utf8` for one that was typed. */
  readonly charset: CookieCharset;
  /** Opens the check whether a browser would store and send the cookie. Absent inside that check. */
  readonly onAsk?: (attribute: string) => void;
}

/** Why browsers refuse a cookie, if they do, and its attributes, missing ones included, each with its meaning. */
export function AttributeTable({ cookie, atMs, charset, onAsk }: AttributeTableProps) {
  const t = useStrings().details;
  return (
    <>
      {cookieRefusals(cookie, charset).map((refusal) => (
        <p key={refusal.code} className={styles.refused}>
          <TriangleAlert size={14} />
          <span>{refusalSentence(refusal, t)}</span>
        </p>
      ))}
      <AttributeRows cookie={cookie} atMs={atMs} {...(onAsk === undefined ? {} : { onAsk })} />
    </>
  );
}

function AttributeRows({ cookie, atMs, onAsk }: Omit<AttributeTableProps, 'charset'>) {
  const t = useStrings().details;
  const { ask } = useCookieStrings();
  return (
    <table className={styles.table} aria-label={t.attributes}>
      <thead>
        <tr>
          <th scope="col">{t.attributeColumns.name}</th>
          <th scope="col">{t.attributeColumns.value}</th>
          <th scope="col">{t.attributeColumns.meaning}</th>
          {onAsk !== undefined && (
            <th scope="col">
              <VisuallyHidden>{ask.title}</VisuallyHidden>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {byPlace(setCookieFacts(cookie, atMs)).map(({ key, item: row }) => (
          <tr key={key}>
            <th scope="row">
              <HostileText text={row.name} />
            </th>
            <td className={styles.value}>
              <AttributeValue row={row} />
            </td>
            <td>
              <HostileText text={meaningOf(row.fact, t.fact)} />
            </td>
            {onAsk !== undefined && (
              <td className={styles.ask}>
                <IconButton label={ask.about(visibleText(row.name))} onClick={() => onAsk(row.name)}>
                  <CircleHelp size={14} />
                </IconButton>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function AttributeValue({ row }: { row: CookieFactRow }) {
  const { details: t, common } = useStrings();
  const isFlag = ['httponly', 'secure', 'partitioned'].includes(row.name.toLowerCase());
  const empty = isFlag ? t.attributeYes : t.attributeEmpty;
  const words = row.value === '' ? empty : (row.value ?? (isFlag ? t.attributeNo : t.attributeAbsent));
  if (!row.isCaution) return <HostileText text={words} />;
  return (
    <span className={styles.caution}>
      <TriangleAlert size={12} />
      <HostileText text={words} />
      <VisuallyHidden>{common.aside(t.caution)}</VisuallyHidden>
    </span>
  );
}

function meaningOf(fact: CookieFact, t: Strings['details']['fact']): string {
  switch (fact.code) {
    case 'path':
      return t.path(fact.path);
    case 'same-site':
      return t['same-site'][fact.mode];
    case 'lasts':
      return t.lasts[fact.until];
    case 'lasts-seconds':
      return t['lasts-seconds'](fact.seconds);
    case 'lasts-until':
      return t['lasts-until'](fact.atMs);
    case 'domain':
      return t.domain(fact.domain);
    case 'invalid':
      return fact.isAfterValid ? t.invalidAfterValid : t.invalid[fact.of];
    default:
      return t[fact.code];
  }
}
