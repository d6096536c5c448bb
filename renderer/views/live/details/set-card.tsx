import { absoluteUrlOf, headerLookup } from '../../../../server/contract/http/absolute-url.ts';
import { cookieLife } from '../../../../server/contract/http/cookie-life.ts';
import { parseSetCookie } from '../../../../server/contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { cookieCircumstancesOf, cookieRuleOf } from '../../../model/cookie-rule.ts';
import { placeAfter } from '../../../model/session-place.ts';
import { askAbout } from '../../../navigation/ask-about.ts';
import { AttributeTable } from '../../../shared/cookie/attribute-table.tsx';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import type { CookieCardProps } from './came-card.tsx';
import { CookieBody } from './cookie-body.tsx';
import { CookieCardHead } from './cookie-card-head.tsx';
import styles from './cookie-tab.module.css';

/**
 * The session cookie that a response set or deleted, with each attribute, or a note that none was sent; and the rule
 * that decided it.
 */
export function SetCard({ record, form, onForm }: CookieCardProps) {
  const words = useCookieStrings();
  const cookie = record.setCookie === null ? null : parseSetCookie(record.setCookie);
  const isDeleted = cookie !== null && cookieLife(cookie, record.arrivedAtMs).kind === 'over';
  const title = words.setTitle[cookie === null ? 'none' : isDeleted ? 'deleted' : 'sent'];
  const rule = cookieRuleOf(record);
  const { optionsOfSession, isProxyUntrusted } = cookieCircumstancesOf(record);
  return (
    <section className={styles.card} aria-label={title}>
      <CookieCardHead title={title} text={record.setCookie} record={record} form={form} onForm={onForm} />
      {rule === null ? cookie === null && <NotSent record={record} /> : <p>{words.cookieRule[rule]}</p>}
      {optionsOfSession !== null && <p>{words.optionsOfSession(optionsOfSession)}</p>}
      {isProxyUntrusted && <p>{words.proxyUntrusted}</p>}
      {cookie !== null && (
        <>
          {isDeleted ? (
            <p className={styles.muted}>{words.deletedWhy}</p>
          ) : (
            <CookieBody
              name={cookie.name}
              rawValue={cookie.value}
              engine={record.engine ?? 'server-side'}
              form={form}
              flaskCharacters={record.engine === 'client-side' ? (record.setCookie?.length ?? null) : null}
            />
          )}
          <AttributeTable
            cookie={cookie}
            atMs={record.arrivedAtMs}
            charset="latin1"
            onAsk={(attribute) =>
              askAbout(
                {
                  line: record.setCookie ?? '',
                  url: absoluteUrlOf(record.url, headerLookup(record.requestHeaders)),
                  attribute,
                },
                record.id,
              )
            }
          />
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
      {t.notSent} {placeAfter(record).kind === 'none' ? t.notSentNone : t.notSentKeeps}
    </p>
  );
}
