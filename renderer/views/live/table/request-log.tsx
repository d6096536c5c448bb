import { type CSSProperties, type ReactNode, type RefObject, useCallback, useEffect, useRef } from 'react';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import { indexOfId } from '../../../data/log-window.ts';
import { useFiltered, useHasData, useLiveInspector, useShown, useShownLog } from '../../../data/use-inspector.ts';
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

export interface RequestLogProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  /** Shown above the table. */
  readonly lead: ReactNode;
  readonly selectedId: number | null;
  /** The request to compare with. */
  readonly markedId: number | null;
  readonly onSelect: (id: number) => void;
  /** A second request was chosen, to compare it with the selected one. */
  readonly onPair: (id: number) => void;
  /** Esc. */
  readonly onClose: () => void;
  /** Enter. */
  readonly onOpen: () => void;
  /** The menu of the selected row was requested. */
  readonly onMenu: (place: MenuPlace) => void;
}

const keyOf = (entry: LogEntry) => entry.id;

/** The shown log as a table. With another filter, the table is made again and starts at its end. */
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
  /** Whether the table before this one had the focus when it was removed. */
  readonly isFocusWanted: RefObject<boolean>;
}

/** Newest last, staying at its end until the reader scrolls up. */
function LogTable(props: LogTableProps) {
  const { gridRef, selectedId, markedId, onSelect, onPair, onClose, onOpen, onMenu, isFocusWanted } = props;
  const t = useStrings().live;
  const { loadEarlier, returnToNewest, setFollowing } = useShownLog();
  const log = useShown((state) => state.log);
  const arrivedCount = useShown((state) => state.arrivedCount);
  const isLoadingEarlier = useShown((state) => state.isLoadingEarlier);
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
  const hasData = useHasData();
  const isEmpty = hasData && log.entries.length === 0 && !log.hasEarlier;
  const hasOnlyNotices = useHasOnlyNotices();
  useKeptFocus(gridRef, !isEmpty, isFocusWanted);
  return (
    <div className={styles.log}>
      {isEmpty ? (
        <NothingToShow />
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
      {hasOnlyNotices && (
        <div className={styles.below} style={{ '--rows': log.entries.length } as CSSProperties}>
          <LogEmpty />
        </div>
      )}
      {!isEmpty && !hasOnlyNotices && <RowHint rows={log.entries.length} isOpen={selectedId !== null} />}
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

/** The rows beside which the first screen has room. */
const MOST_NOTICES = 4;

/** The log has notices, of the start for example, and no request so far: the ways to begin are shown below them. */
function useHasOnlyNotices(): boolean {
  const isWhole = useFiltered((state) => state.phase) === 'off';
  const { entries, hasEarlier } = useShown((state) => state.log);
  const isShort = entries.length > 0 && entries.length <= MOST_NOTICES && !hasEarlier;
  return isWhole && isShort && entries.every(({ kind }) => kind === 'notice');
}

function NothingToShow() {
  const phase = useFiltered((state) => state.phase);
  return phase === 'off' ? <LogEmpty /> : <FilterEmpty isSearching={phase === 'searching'} />;
}
