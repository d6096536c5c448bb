import { TriangleAlert } from 'lucide-react';
import { cookieBytes } from '../../../../server/contract/http/cookie-bytes.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { holdsPseudonym } from '../../../../server/contract/pseudonym.ts';
import type { ReceivedCookie } from '../../../../server/contract/received-cookie.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import { openInCookies } from '../../../navigation/open-in-cookies.ts';
import { useCookieStrings } from '../../../strings/use-cookie-strings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './cookie-tab.module.css';

/** A repeated cookie is not read, whosever it is. */
const isUnread = (problem: ReceivedCookie['problems'][number]) =>
  problem === 'duplicate' || problem === 'not-found-by-flask';

/** Every received cookie with its owner and its problems. Empty if only the session cookie was received. */
export function ReceivedCard({ record }: { record: RequestRecord }) {
  const { common, recording } = useStrings();
  const t = useCookieStrings();
  // A file of another program does not show to whom these cookies belong.
  const isSeen = isSeenFromOutside(record);
  const roleOf = ({ name, role }: ReceivedCookie): string => {
    if (!isSeen) return t.receivedRole[role];
    if (role === 'session') return recording.seenRole.session;
    const kind = record.evidence?.cookies.find((cookie) => cookie.name === name)?.kind;
    return kind === undefined || kind === 'other' ? recording.seenRole.other : t.seenKind[kind];
  };
  const hasNews = record.receivedCookies.some(({ role, problems }) => role !== 'session' || problems.length > 0);
  if (!hasNews) return null;
  return (
    <section className={styles.card} aria-label={t.received}>
      <div className={styles.head}>
        <h3>{t.received}</h3>
      </div>
      <table className={styles.received} aria-label={t.received}>
        <thead>
          <tr>
            <th scope="col">{t.receivedColumns.name}</th>
            <th scope="col">{t.receivedColumns.size}</th>
            <th scope="col">{t.receivedColumns.role}</th>
          </tr>
        </thead>
        <tbody>
          {byPlace(record.receivedCookies).map(({ key, item: cookie, item: { name, value, role, problems } }) => (
            <tr key={key}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.link}
                  aria-label={t.openThis(name === '' ? t.unnamed : name)}
                  onClick={() =>
                    openInCookies(name === '' ? value : `${name}=${value}`, { kind: 'request', id: record.id })
                  }
                >
                  <HostileText text={name === '' ? t.unnamed : name} />
                </button>
              </th>
              <td>{holdsPseudonym(value) ? common.unknown : cookieBytes(name, value)}</td>
              <td>
                <b>{roleOf(cookie)}</b>
                {!isSeen && !problems.some(isUnread) && `, ${t.receivedRoleWhy[role]}`}
                {problems.map((problem) => (
                  <p key={problem} className={styles.problem}>
                    <TriangleAlert size={12} />
                    {t.problem[problem]}
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
