import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { entryLink } from '../../../navigation/entry-link.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { StatusCode } from '../../../shared/status-code.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { RequestToolButtons } from '../tools/request-tool-buttons.tsx';
import styles from './request-details.module.css';

/** Which request this is: the line that stays in sight over all tabs. */
export function RequestSummary({ record }: { record: RequestRecord }) {
  const t = useStrings();
  const { resendOf } = record;
  return (
    <div className={styles.summary}>
      <div className={styles.what}>
        <span className={styles.target}>
          <HostileText text={`${record.method} ${record.url}`} /> <StatusCode status={record.status} />
        </span>
        <ActorName actor={record.actor} />
        <span className={styles.fact}>{t.format.timeOfDay(record.arrivedAtMs)}</span>
        <span className={styles.fact}>{t.details.durationMs(t.live.milliseconds(record.durationMs))}</span>
        {resendOf !== undefined && (
          <a className={styles.origin} href={entryLink(resendOf)} aria-label={t.requests.resentFromLink(resendOf)}>
            {t.requests.resentFrom(resendOf)}
          </a>
        )}
      </div>
      <RequestToolButtons record={record} />
    </div>
  );
}
