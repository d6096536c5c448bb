import { Database } from 'lucide-react';
import { useState } from 'react';
import { useInspector } from '../../data/use-inspector.ts';
import { useWatchedApp, useWorkspaceKind } from '../../data/use-watching.ts';
import { useIsSessionAsked } from '../../navigation/asked-session.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import clientSide from './client-side-sessions.module.css';
import { ClientSideSessions } from './client-side-sessions.tsx';
import { RecordedSessions } from './recorded-sessions.tsx';
import { SessionPanes } from './session-panes.tsx';
import styles from './sessions-view.module.css';
import { StoreSessions } from './store/lazy-store-sessions.ts';

/** The sessions in the store; with the client-side engine, which stores none, the place of the data instead. */
export function SessionsView() {
  const t = useStringsWithLater().sessions;
  const isClientSide = useInspector((state) => state.settings?.engine === 'client-side');
  const rowCount = useInspector((state) => state.sessions.length);
  // A request for a row shows the rows.
  const [showsRows, setShowsRows] = useState(useIsSessionAsked());
  const kind = useWorkspaceKind();
  const app = useWatchedApp();

  const stored = app?.store?.shown ?? app?.telling?.listed ?? null;
  if (stored !== null) return <StoreSessions key={stored} />;
  if (kind !== 'tutorial') return <RecordedSessions />;
  if (!isClientSide) return <StoredSessions />;
  if (rowCount === 0 || !showsRows) {
    return (
      <div className={styles.scroller}>
        <ClientSideSessions>
          {rowCount > 0 && (
            <div className={clientSide.rows}>
              <span>{t.clientSide.rows(rowCount)}</span>
              <Button onClick={() => setShowsRows(true)}>{t.clientSide.showRows}</Button>
            </div>
          )}
        </ClientSideSessions>
      </div>
    );
  }
  return (
    <div className={styles.left}>
      <div className={styles.leftNote}>
        <span>{t.clientSide.rows(rowCount)}</span>
        <Button onClick={() => setShowsRows(false)}>{t.clientSide.hideRows}</Button>
      </div>
      <SessionPanes hasDrift={false} />
    </div>
  );
}

/**
 * An actor's cookie may outlive the last row, so an empty table still has a message. A shown session stays in sight,
 * with the typed text, even if it was the last one.
 */
function StoredSessions() {
  const t = useStringsWithLater().sessions;
  const [isLookedAt, setIsLookedAt] = useState(false);
  const isEmpty = useInspector(
    (state) => state.sessions.length === 0 && state.actors.every(({ cookieValue }) => cookieValue === null),
  );
  if (!isEmpty || isLookedAt) return <SessionPanes hasDrift onLook={setIsLookedAt} />;
  return (
    <EmptyState icon={<Database size={24} strokeWidth={1.6} />} text={t.empty}>
      <a className={styles.link} href="#live">
        {t.emptyLink}
      </a>
    </EmptyState>
  );
}
