import { type RefObject, useCallback, useMemo } from 'react';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import { useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { DataGrid, type GridColumn } from '../ui/data-grid.tsx';
import { SessionCells } from './session-cells.tsx';
import styles from './sessions-view.module.css';

export interface SessionTableProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  readonly sessions: readonly StoredSession[];
  readonly selectedSid: string | null;
  readonly onSelect: (sid: string) => void;
  readonly onClose: () => void;
  readonly onOpen: () => void;
}

const keyOf = (session: StoredSession) => session.sid;
const renderCells = (session: StoredSession) => <SessionCells session={session} />;

/** Every session in memory as a row, used last first. */
export function SessionTable({ gridRef, sessions, selectedSid, onSelect, onClose, onOpen }: SessionTableProps) {
  const t = useStrings().sessions;
  const all = useInspector((state) => state.status?.sessionCount ?? 0);
  const columns = useColumns();
  const select = useCallback(
    (index: number) => {
      const session = sessions[index];
      if (session !== undefined) onSelect(session.sid);
    },
    [sessions, onSelect],
  );
  return (
    <div className={styles.list}>
      <div className={styles.table}>
        <DataGrid
          label={t.title}
          columns={columns}
          items={sessions}
          keyOf={keyOf}
          renderCells={renderCells}
          selectedIndex={sessions.findIndex((session) => session.sid === selectedSid)}
          onSelect={select}
          onEscape={onClose}
          onOpen={onOpen}
          scrollerRef={gridRef}
          className={styles.grid}
        />
      </div>
      {sessions.length < all && <p className={styles.foot}>{t.shown(sessions.length, all)}</p>}
    </div>
  );
}

function useColumns(): readonly GridColumn[] {
  const { columns: title, columnHints: hint } = useStrings().sessions;
  return useMemo(
    () => [
      { id: 'session', title: title.session },
      { id: 'state', title: title.state, hint: hint.state },
      { id: 'actor', title: title.actor, hint: hint.actor },
      { id: 'keys', title: title.keys },
      { id: 'created', title: title.created },
      { id: 'used', title: title.used },
      { id: 'expires', title: title.expires, hint: hint.expires },
      { id: 'bytes', title: title.bytes, hint: hint.bytes, align: 'end' },
    ],
    [title, hint],
  );
}
