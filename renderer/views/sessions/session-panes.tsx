import { useEffect, useState } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { GroupMenu } from '../../commands/group-menu.tsx';
import { useAskedSession } from '../../navigation/asked-session.ts';
import { useNoteSelectedSession } from '../../navigation/selected-session.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import type { MenuPlace } from '../../ui/menu-place.ts';
import { CompareStrip } from './compare-strip.tsx';
import { DriftStrip } from './drift-strip.tsx';
import { SessionDetails } from './session-details.tsx';
import { SessionTable } from './session-table.tsx';
import styles from './sessions-view.module.css';
import { TableAndDetails, useDetailsPane } from './table-and-details.tsx';
import { useSession } from './use-session.ts';

export interface SessionPanesProps {
  readonly hasDrift: boolean;
  /** Called with whether a session is shown. Must be the same function from one drawing to the next. */
  readonly onLook?: (isLookedAt: boolean) => void;
}

/** The table of rows, the differences above it, and the selected session beside it. */
export function SessionPanes({ hasDrift, onLook }: SessionPanesProps) {
  const t = useStringsWithLater();
  const [selectedSid, setSelectedSid] = useState<string | null>(null);
  const pane = useDetailsPane(selectedSid, setSelectedSid);
  const selected = useSession(selectedSid);
  const [marked, setMarked] = useState<StoredSession | null>(null);
  const pair = (sid: string) => {
    setMarked((now) => now ?? selected ?? null);
    setSelectedSid(sid);
  };
  const [menuAt, setMenuAt] = useState<MenuPlace | null>(null);

  useAskedSession(setSelectedSid);
  const isLookedAt = selectedSid !== null;
  useEffect(() => onLook?.(isLookedAt), [onLook, isLookedAt]);
  useNoteSelectedSession(selectedSid);

  return (
    <div className={styles.panes}>
      {hasDrift && <DriftStrip onSelect={setSelectedSid} />}
      <CompareStrip marked={marked} selected={selected ?? null} onForget={() => setMarked(null)} />
      <TableAndDetails
        pane={pane}
        label={t.sessions.detail}
        table={
          <SessionTable
            gridRef={pane.gridRef}
            selectedSid={selectedSid}
            markedSid={marked?.sid ?? null}
            onSelect={setSelectedSid}
            onPair={pair}
            onClose={pane.close}
            onOpen={pane.open}
            onMenu={setMenuAt}
          />
        }
        details={
          selectedSid === null
            ? null
            : selected !== undefined && (
                <SessionDetails
                  key={selectedSid}
                  sid={selectedSid}
                  session={selected}
                  onSelect={setSelectedSid}
                  onMark={setMarked}
                  onClose={pane.close}
                />
              )
        }
      />
      <GroupMenu group="session" at={menuAt} onClose={() => setMenuAt(null)} />
    </div>
  );
}
