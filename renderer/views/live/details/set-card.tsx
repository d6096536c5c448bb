import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { cookieRuleOf } from '../../../model/cookie-rule.ts';
import { parseSetCookie, type SetCookie } from '../../../model/set-cookie.ts';
import { setCookieFacts } from '../../../model/set-cookie-facts.ts';
import { AttributeTable } from '../../../shared/cookie/attribute-table.tsx';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import type { CookieCardProps } from './came-card.tsx';
import { CookieBody } from './cookie-body.tsx';
import { CookieCardHead } from './cookie-card-head.tsx';
import styles from './cookie-tab.module.css';

/**
 * The session cookie a response set or deleted, with each attribute; or that none was sent; and the rule that decided
 * it.
 */
export function SetCard({ record, form, onForm }: CookieCardProps) {
  const words = useCookieStrings();
  const cookie = record.setCookie === null ? null : parseSetCookie(record.setCookie);
  const isDeleted = cookie !== null && isDeletion(cookie, record.arrivedAtMs);
  const title = words.setTitle[cookie === null ? 'none' : isDeleted ? 'deleted' : 'sent'];
  const rule = cookieRuleOf(record);
  return (
    <section className={styles.card} aria-label={title}>
      <CookieCardHead title={title} text={record.setCookie} record={record} form={form} onForm={onForm} />
      {rule === null ? cookie === null && <NotSent record={record} /> : <p>{words.cookieRule[rule]}</p>}
      {cookie !== null && (
        <>
          {isDeleted ? (
            <p className={styles.muted}>{words.deletedWhy}</p>
          ) : (
            <CookieBody
              name={cookie.name}
              rawValue={cookie.value}
              engine={record.engine}
              form={form}
              flaskCharacters={record.engine === 'client-side' ? (record.setCookie?.length ?? null) : null}
            />
          )}
          <AttributeTable cookie={cookie} atMs={record.arrivedAtMs} />
        </>
      )}
    </section>
  );
}

/** For a request of which no decision was recorded. */
function NotSent({ record }: { record: RequestRecord }) {
  const t = useStrings().details;
  return (
    <p className={styles.muted}>
      {t.notSent} {record.sidAfter === null ? t.notSentNone : t.notSentKeeps}
    </p>
  );
}

function isDeletion(cookie: SetCookie, atMs: number): boolean {
  return setCookieFacts(cookie, atMs).some(({ fact }) => fact.code === 'lasts' && fact.until === 'deleted');
}
