import type { SessionSummary } from '../../../server/contract/session-page.ts';
import { useInspector } from '../../data/use-inspector.ts';
import { useNow } from '../../data/use-now.ts';
import { sharedSessions } from '../../model/session-holders.ts';
import { sessionState } from '../../model/session-state.ts';
import { shortSid } from '../../model/short-sid.ts';
import { ActorName } from '../../shared/actor-name.tsx';
import { HoldersMark } from '../../shared/holders-mark.tsx';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './sessions-view.module.css';
import { StateMark } from './state-mark.tsx';

/** One session as a row; its ages are updated by themselves. */
export function SessionCells({ session }: { session: SessionSummary }) {
  const t = useStringsWithLater().sessions;
  const now = useNow();
  const owner = useInspector((state) => state.owners.get(session.sid));
  const actors = useInspector((state) => state.actors);
  const { keys } = session;
  return (
    <>
      <td data-column="session" className={styles.mono}>
        <HostileText text={shortSid(session.sid)} />
        <HoldersMark holders={sharedSessions(actors).get(session.sid) ?? []} />
      </td>
      <td data-column="state">
        <StateMark state={sessionState(session, actors, now)} />
      </td>
      <td data-column="actor">
        {owner === undefined ? <span className={styles.muted}>{t.unknownActor}</span> : <ActorName actor={owner} />}
      </td>
      <td data-column="keys">
        {!session.isReadable ? (
          <span className={styles.bad}>{t.unreadable}</span>
        ) : keys.length === 0 ? (
          <span className={styles.muted}>{t.noKeys}</span>
        ) : (
          <span className={styles.mono}>
            <HostileText text={(session.keyCount ?? 0) > keys.length ? `${keys.join(', ')}, …` : keys.join(', ')} />
          </span>
        )}
      </td>
      <td data-column="created">{t.ago(now - session.createdAtMs)}</td>
      <td data-column="used">{t.ago(now - session.lastUsedAtMs)}</td>
      <td data-column="expires">{t.in(session.expiresAtMs - now)}</td>
      <td data-column="bytes" data-align="end">
        {t.bytes(session.bytes)}
      </td>
    </>
  );
}

/** A row whose session has not been loaded yet. */
export function WaitingCells({ columns }: { columns: number }) {
  const t = useStringsWithLater().sessions;
  return (
    <td colSpan={columns} className={styles.waiting}>
      {t.loadingRow}
    </td>
  );
}
