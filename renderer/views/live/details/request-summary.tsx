import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { entryLink } from '../../../navigation/entry-link.ts';
import { arrivalText, requestLine } from '../../../sentences/request-words.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { StatusCode } from '../../../shared/status-code.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import { RequestToolButtons } from '../tools/request-tool-buttons.tsx';
import styles from './request-details.module.css';

/** Which request this is: the line that stays in sight over all tabs. */
export function RequestSummary({ record }: { record: RequestRecord }) {
  const t = useStrings();
  const { resendOf, durationMs } = record;
  return (
    <div className={styles.summary}>
      <div className={styles.what}>
        <span className={styles.target}>
          <HostileText text={requestLine(record, t)} /> <StatusCode record={record} />
        </span>
        <ActorName actor={record.actor} />
        <span className={styles.fact}>{arrivalText(record, t)}</span>
        <span className={styles.fact}>
          {durationMs === null ? t.details.durationUnknown : t.details.durationMs(t.live.milliseconds(durationMs))}
        </span>
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
