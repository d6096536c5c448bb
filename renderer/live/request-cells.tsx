import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { useLiveInspector } from '../data/use-inspector.ts';
import { FindingMark } from '../findings/finding-mark.tsx';
import { cookieBytes } from '../model/cookie-bytes.ts';
import { shortSid } from '../model/short-sid.ts';
import { whatHappened } from '../model/what-happened.ts';
import { useStrings } from '../strings/use-strings.ts';
import { ActorName } from '../ui/actor-name.tsx';
import { HostileText } from '../ui/hostile-text.tsx';
import { StatusCode } from '../ui/status-code.tsx';
import { HappenedCell } from './happened-cell.tsx';
import styles from './request-cells.module.css';

/** One request as a row: when, what was asked, by whom, in which session, and what came of it. */
export function RequestCells({ record }: { record: RequestRecord }) {
  const t = useStrings();
  const sid = record.sidAfter ?? record.sidBefore;
  const owner = useLiveInspector((state) =>
    record.sidBefore === null ? undefined : state.owners.get(record.sidBefore),
  );
  return (
    <>
      <td data-column="time" className={styles.time}>
        {t.format.timeOfDay(record.arrivedAtMs)}
      </td>
      <td data-column="request" className={styles.request}>
        <span className={styles.path}>
          <span className={styles.method}>
            <HostileText text={record.method} />
          </span>{' '}
          <HostileText text={record.url} />
        </span>
        <StatusCode status={record.status} />
        <FindingMark findings={record.findings} />
      </td>
      <td data-column="actor">
        <ActorName actor={record.actor} />
      </td>
      <td data-column="session" className={styles.session}>
        {sid === null ? <span className={styles.none}>{t.live.noSession}</span> : <HostileText text={shortSid(sid)} />}
      </td>
      <HappenedCell happened={whatHappened(record, owner ?? null, t.happened)} />
      <td data-column="cookie" data-align="end">
        {t.live.cookieBytes(record.cookieValue === null ? 0 : cookieBytes(record.cookieName, record.cookieValue))}
      </td>
      <td data-column="ms" data-align="end">
        {t.live.milliseconds(record.durationMs)}
      </td>
    </>
  );
}
