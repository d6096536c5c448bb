import { type ReactNode, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { indexOfId } from '../../../data/log-window.ts';
import { useFiltered, useLiveInspector } from '../../../data/use-inspector.ts';
import { FilterEmpty } from '../../../shared/filter/filter-empty.tsx';
import { FilterStrip } from '../../../shared/filter/filter-strip.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { DataGrid } from '../../../ui/data-grid.tsx';
import type { MenuPlace } from '../../../ui/menu-place.ts';
import { ColumnMenu } from './column-menu.tsx';
import { EntryCells } from './entry-cells.tsx';
import { LogAnnouncer } from './log-announcer.tsx';
import type { LogColumn } from './log-columns.ts';
import { LogEmpty } from './log-empty.tsx';
import { NewRequestsPill } from './new-requests-pill.tsx';
import styles from './request-log.module.css';
import { RowHint } from './row-hint.tsx';
import { useFollowTail } from './use-follow-tail.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLogColumns } from './use-log-columns.ts';
import { type ShownLog, useShownLog } from './use-shown-log.ts';

export interface RequestLogProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  /** Stands over the table. */
  readonly lead: ReactNode;
  readonly selectedId: number | null;
  /** The request to compare with. */
  readonly markedId: number | null;
  readonly onSelect: (id: number) => void;
  /** A second request was chosen, to be seen with the selected one. */
  readonly onPair: (id: number) => void;
  /** Esc. */
  readonly onClose: () => void;
  /** Enter. */
  readonly onOpen: () => void;
  /** What can be done with the selected row is asked for. */
  readonly onMenu: (place: MenuPlace) => void;
}

const keyOf = (entry: LogEntry) => entry.id;

/**
 * The log as a table, or what holds of it for the filter in force. Another filter is another table: at its end again.
 */
export function RequestLog(props: RequestLogProps) {
  const applied = useFiltered((state) => state.applied);
  const isFocusWanted = useRef(false);
  return (
    <div className={styles.panel} data-tour="log">
      {props.lead}
      <FilterStrip />
      <LogTable key={applied} isFocusWanted={isFocusWanted} {...props} />
    </div>
  );
}

interface LogTableProps extends RequestLogProps {
  /** The table before this one had the focus when it went. */
  readonly isFocusWanted: RefObject<boolean>;
}

/** Newest last, staying at its end until the reader scrolls up. */
function LogTable(props: LogTableProps) {
  const { gridRef, selectedId, markedId, onSelect, onPair, onClose, onOpen, onMenu, isFocusWanted } = props;
  const t = useStrings().live;
  const { log, filter, arrivedCount, isLoadingEarlier, loadEarlier, returnToNewest, setFollowing } = useShownLog();
  const freshIds = useLiveInspector((state) => state.freshIds);
  const table = useLogColumns();
  const { shown } = table;
  const renderCells = useCallback((entry: LogEntry) => <EntryCells entry={entry} columns={shown} />, [shown]);
  const { isFollowing, jumpToEnd } = useFollowTail(gridRef, log, loadEarlier);

  useEffect(() => setFollowing(isFollowing), [setFollowing, isFollowing]);

  const jump = async () => {
    if (log.hasLater) await returnToNewest();
    jumpToEnd();
    gridRef.current?.focus();
  };
  const selectIndex = useCallback(
    (index: number) => {
      const entry = log.entries[index];
      if (entry !== undefined) onSelect(entry.id);
    },
    [log, onSelect],
  );
  const pairIndex = (index: number) => {
    const entry = log.entries[index];
    if (entry !== undefined) onPair(entry.id);
  };
  const isEmpty = log.entries.length === 0 && !log.hasEarlier;
  useKeptFocus(gridRef, !isEmpty, isFocusWanted);
  return (
    <div className={styles.log}>
      {isEmpty ? (
        <NothingToShow filter={filter} />
      ) : (
        <DataGrid
          label={t.requests}
          columns={table.columns}
          tracks={table.tracks}
          onResize={(column, width) => table.resize(column as LogColumn, width)}
          items={log.entries}
          keyOf={keyOf}
          renderCells={renderCells}
          isFresh={(entry) => freshIds.has(entry.id)}
          isHeldAtEnd={isFollowing}
          selectedIndex={selectedId === null ? -1 : indexOfId(log.entries, selectedId)}
          markedIndex={markedId === null ? -1 : indexOfId(log.entries, markedId)}
          onSelect={selectIndex}
          onPair={pairIndex}
          onEscape={onClose}
          onOpen={onOpen}
          onMenu={onMenu}
          scrollerRef={gridRef}
          className={styles.grid}
        />
      )}
      {!isEmpty && <RowHint rows={log.entries.length} isOpen={selectedId !== null} />}
      {!isEmpty && <ColumnMenu table={table} />}
      {isLoadingEarlier && <output className={styles.loading}>{t.loadingEarlier}</output>}
      {!isEmpty && (
        <NewRequestsPill
          isFollowing={isFollowing && !log.hasLater}
          arrivedCount={arrivedCount}
          hasLater={log.hasLater}
          onJump={() => void jump()}
        />
      )}
      <LogAnnouncer />
    </div>
  );
}

function NothingToShow({ filter }: { filter: ShownLog['filter'] }) {
  return filter === 'off' ? <LogEmpty /> : <FilterEmpty isSearching={filter === 'searching'} />;
}
