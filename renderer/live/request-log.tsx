import { type RefObject, useCallback, useEffect, useMemo } from 'react';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { indexOfId } from '../data/log-window.ts';
import { useCommands, useInspector, useStore } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { DataGrid, type GridColumn } from '../ui/data-grid.tsx';
import { EntryCells } from './entry-cells.tsx';
import { LogAnnouncer } from './log-announcer.tsx';
import { LogEmpty } from './log-empty.tsx';
import { NewRequestsPill } from './new-requests-pill.tsx';
import styles from './request-log.module.css';
import { useFollowTail } from './use-follow-tail.ts';

export interface RequestLogProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  readonly selectedId: number | null;
  readonly onSelect: (id: number) => void;
  /** Esc. */
  readonly onClose: () => void;
  /** Enter. */
  readonly onOpen: () => void;
}

const keyOf = (entry: LogEntry) => entry.id;
const renderCells = (entry: LogEntry) => <EntryCells entry={entry} />;

/** The log as a table, newest last, staying at its end until the reader scrolls up. */
export function RequestLog({ gridRef, selectedId, onSelect, onClose, onOpen }: RequestLogProps) {
  const t = useStrings().live;
  const store = useStore();
  const { loadEarlier, returnToNewest } = useCommands();
  const log = useInspector((state) => state.log);
  const freshIds = useInspector((state) => state.freshIds);
  const isLoading = useInspector((state) => state.isLoadingEarlier);
  const columns = useColumns();
  const onNearTop = useCallback(() => void loadEarlier(), [loadEarlier]);
  const { isFollowing, jumpToEnd } = useFollowTail(gridRef, log.entries, onNearTop);

  useEffect(() => store.setFollowing(isFollowing), [store, isFollowing]);

  const jump = async () => {
    if (log.hasLater) await returnToNewest();
    jumpToEnd();
    gridRef.current?.focus();
  };
  const selectIndex = useCallback(
    (index: number) => {
      const entry = store.getState().log.entries[index];
      if (entry !== undefined) onSelect(entry.id);
    },
    [store, onSelect],
  );
  const isEmpty = log.entries.length === 0 && !log.hasEarlier;
  return (
    <div className={styles.log}>
      {isEmpty ? (
        <LogEmpty />
      ) : (
        <DataGrid
          label={t.requests}
          columns={columns}
          items={log.entries}
          keyOf={keyOf}
          renderCells={renderCells}
          isFresh={(entry) => freshIds.has(entry.id)}
          isHeldAtEnd={isFollowing}
          selectedIndex={selectedId === null ? -1 : indexOfId(log.entries, selectedId)}
          onSelect={selectIndex}
          onEscape={onClose}
          onOpen={onOpen}
          scrollerRef={gridRef}
          className={styles.grid}
        />
      )}
      {isLoading && <output className={styles.loading}>{t.loadingEarlier}</output>}
      {!isEmpty && <NewRequestsPill isFollowing={isFollowing && !log.hasLater} onJump={() => void jump()} />}
      <LogAnnouncer />
    </div>
  );
}

function useColumns(): readonly GridColumn[] {
  const { columns: title, columnHints: hint } = useStrings().live;
  return useMemo(
    () => [
      { id: 'time', title: title.time },
      { id: 'request', title: title.request },
      { id: 'actor', title: title.actor },
      { id: 'session', title: title.session },
      { id: 'happened', title: title.happened },
      { id: 'cookie', title: title.cookie, hint: hint.cookie, align: 'end' },
      { id: 'ms', title: title.ms, hint: hint.ms, align: 'end' },
    ],
    [title, hint],
  );
}
