import type { ExpectedCookie } from '../../../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { lostCookieReason } from '../../../sentences/lost-cookie.ts';
import { PhraseText } from '../../../shared/phrase-text.tsx';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './cookie-tab.module.css';

/** Every cookie that was expected with a request, and why those that are missing did not come. */
export function ExpectedCard({ record }: { record: RequestRecord }) {
  const t = useStringsWithLater().expectedCard;

  const expected = record.expectedCookies ?? [];
  const shown = expected.filter(({ about }) => about?.isOfOtherSite !== true);
  if (shown.length === 0) return null;
  const others = expected.length - shown.length;
  return (
    <section className={styles.card} aria-label={t.title}>
      <div className={styles.head}>
        <h3>{t.title}</h3>
      </div>
      <table className={styles.received} aria-label={t.title}>
        <thead>
          <tr>
            <th scope="col">{t.columns.name}</th>
            <th scope="col">{t.columns.came}</th>
            <th scope="col">{t.columns.why}</th>
          </tr>
        </thead>
        <tbody>
          {byPlace(shown).map(({ key, item }) => (
            <tr key={key} data-came={item.came}>
              <th scope="row">
                <HostileText text={item.name} />
              </th>
              <td>{item.came ? t.came : t.missing}</td>
              <td>
                <Why cookie={item} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 && <p className={styles.note}>{t.ofOtherSites(others)}</p>}
    </section>
  );
}

function Why({ cookie }: { cookie: ExpectedCookie }) {
  const strings = useStringsWithLater();
  const t = strings.expectedCard;
  const { came, decidedBy, about } = cookie;
  if (!came) return <PhraseText phrase={lostCookieReason(cookie, strings)} />;
  const isAgainst = about?.predicted !== undefined && about.predicted !== 'unknown';
  return (
    <>
      <PhraseText phrase={decidedBy === null ? t.setBefore() : t.setBy(decidedBy)} />
      {about?.predicted !== undefined && <p className={styles.note}>{isAgainst ? t.differs : t.unexpected}</p>}
    </>
  );
}
