import type { Status } from '../../../server/contract/live-message.ts';
import type { RecordingAbout } from '../../../server/contract/recording.ts';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useRecording } from '../../data/use-recordings.ts';
import { useWatchedApp } from '../../data/use-watching.ts';
import { FindingCount } from '../../shared/findings/finding-count.tsx';
import { useStrings } from '../../strings/use-strings.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { shortUrl } from '../workspaces/use-workspace-menu.tsx';
import styles from './status-bar.module.css';

/** The state of the app in one line: the site, the counts, the faults, the disk space of log and sessions. */
export function StatusBar() {
  const { shell: t, workspaces } = useStrings();
  const site = useInspector((state) => state.site);
  const status = useInspector((state) => state.status);
  const notDrawn = useInspector((state) => state.notDrawnCount);
  const connection = useInspector((state) => state.connection);
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const isClientSide = useInspector((state) => state.settings?.engine === 'client-side');
  const recording = useRecording();
  const app = useWatchedApp();
  const watchingText = ({ app: url, open }: WatchedApp) =>
    open === null ? workspaces.stopped(shortUrl(url)) : workspaces.watching(shortUrl(url), shortUrl(open));
  if (site === null || status === null) return <footer className={styles.bar} />;
  if (recording !== null) return <RecordingStatus status={status} about={recording} />;
  return (
    <footer className={styles.bar}>
      <span className={styles.state}>
        <span
          className={styles.dot}
          data-connection={app !== null && app.upstream.state !== 'running' ? 'lost' : connection}
          aria-hidden="true"
        />
        {connection === 'live' ? (app === null ? t.listening(site.port) : watchingText(app)) : t.connection[connection]}
      </span>
      {/* With the client-side engine the sessions are in the browsers, so this counts the rows that are left in the store. */}
      {app === null && (
        <span>{isClientSide ? t.rowCount(status.sessionCount) : t.sessionCount(status.sessionCount)}</span>
      )}
      <span>{t.requestCount(status.requestCount)}</span>
      {notDrawn > 0 && (
        <Tooltip text={t.notDrawnWhy}>
          <span className={styles.warn}>{t.notDrawn(notDrawn)}</span>
        </Tooltip>
      )}
      {app === null && (
        <Tooltip text={t.notSavedWhy}>
          <span className={status.notSavedCount > 0 ? styles.bad : undefined}>{t.notSaved(status.notSavedCount)}</span>
        </Tooltip>
      )}
      <FindingCount />
      {status.lostRecordCount > 0 && (
        <Tooltip text={t.lostRecordsWhy}>
          <span className={styles.bad}>{t.lostRecords(status.lostRecordCount)}</span>
        </Tooltip>
      )}
      {status.unreadableRowCount > 0 && (
        <Tooltip text={t.unreadableRowsWhy}>
          <span className={styles.bad}>{t.unreadableRows(status.unreadableRowCount)}</span>
        </Tooltip>
      )}
      {!isRecording && <span className={styles.warn}>{t.notRecording}</span>}
      <span className={styles.end}>{t.logBytes(status.logBytes, status.maxLogBytes)}</span>
      {app === null && (
        <span className={status.sharedStore?.state === 'away' ? styles.bad : undefined}>
          {status.sharedStore === undefined
            ? t.sessionBytes(status.sessionBytes, status.maxSessionBytes)
            : t.sessionsIn(status.sharedStore.shown)}
        </span>
      )}
    </footer>
  );
}

/** A file has no site and does not grow, so this shows its counts and findings. */
function RecordingStatus({ about, status }: { about: RecordingAbout; status: Status }) {
  const { sessionCount, unreadableRowCount: unreadableCount } = status;
  const { shell: t, recording } = useStrings();
  return (
    <footer className={styles.bar}>
      <span className={styles.state}>{recording.shown}</span>
      <span>{t.sessionCount(sessionCount)}</span>
      <span>{t.requestCount(about.requestCount)}</span>
      <FindingCount />
      {unreadableCount > 0 && (
        <Tooltip text={t.unreadableRowsWhy}>
          <span className={styles.bad}>{t.unreadableRows(unreadableCount)}</span>
        </Tooltip>
      )}
      <span className={styles.end}>{recording.readOnly}</span>
    </footer>
  );
}
