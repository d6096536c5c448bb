import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { SessionSummary } from '../../../server/contract/session-page.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { DataGrid, type GridColumn } from '../../ui/data-grid.tsx';
import type { MenuPlace } from '../../ui/menu-place.ts';
import { SessionCells, WaitingCells } from './session-cells.tsx';
import { SessionFinder } from './session-finder.tsx';
import type { SessionColumn, SessionRowsQuery } from './session-rows.ts';
import styles from './sessions-view.module.css';
import { useSessionRows } from './use-session-rows.ts';

export interface SessionTableProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  readonly selectedSid: string | null;
  /** The session to compare with. */
  readonly markedSid: string | null;
  readonly onSelect: (sid: string) => void;
  /** A second session was chosen, to be seen with the selected one. */
  readonly onPair: (sid: string) => void;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  /** The menu of the selected session was requested. */
  readonly onMenu: (place: MenuPlace) => void;
}

const COLUMNS = ['session', 'state', 'actor', 'keys', 'created', 'used', 'expires', 'bytes'] as const;
const USED_LAST: SessionRowsQuery = { sort: 'used', isDescending: true, text: '', state: 'all' };

type Item = SessionSummary | number;

const keyOf = (item: Item) => (typeof item === 'number' ? item : item.sid);
const renderCells = (item: Item) =>
  typeof item === 'number' ? <WaitingCells columns={COLUMNS.length} /> : <SessionCells session={item} />;
const sidOf = (item: Item | undefined) => (typeof item === 'object' ? item.sid : null);

/** Every live session as a row, used last first unless another order is chosen. */
export function SessionTable(props: SessionTableProps) {
  const { gridRef, selectedSid, markedSid, onSelect, onPair, onClose, onOpen, onMenu } = props;
  const t = useStringsWithLater().sessions;
  const [query, setQuery] = useState(USED_LAST);
  const { rows, matching, all, isPaged, onSight } = useSessionRows(query);
  const columns = useColumns(query, isPaged);
  // A row that was chosen by the keyboard before its page had come.
  const [awaited, setAwaited] = useState<number | null>(null);
  const select = useCallback(
    (index: number) => {
      const sid = sidOf(rows[index]);
      setAwaited(sid === null ? index : null);
      if (sid !== null) onSelect(sid);
    },
    [rows, onSelect],
  );
  const pairIndex = (index: number) => {
    const sid = sidOf(rows[index]);
    if (sid !== null) onPair(sid);
  };
  const arrived = awaited === null ? null : sidOf(rows[awaited]);
  useEffect(() => {
    if (arrived === null) return;
    setAwaited(null);
    onSelect(arrived);
  }, [arrived, onSelect]);
  const order = useCallback((column: string) => setQuery((before) => reordered(before, column as SessionColumn)), []);
  return (
    <div className={styles.list}>
      <SessionFinder query={query} onChange={setQuery} />
      <div className={styles.table}>
        {matching === 0 && all > 0 ? (
          <p className={styles.none}>{t.find.none}</p>
        ) : (
          <DataGrid
            label={t.title}
            columns={columns}
            items={rows}
            keyOf={keyOf}
            renderCells={renderCells}
            selectedIndex={awaited ?? indexOf(rows, selectedSid)}
            markedIndex={indexOf(rows, markedSid)}
            onSelect={select}
            onPair={pairIndex}
            onEscape={() => {
              setAwaited(null);
              onClose();
            }}
            onOpen={onOpen}
            onMenu={onMenu}
            onOrder={order}
            onDrawn={onSight}
            scrollerRef={gridRef}
            className={styles.grid}
          />
        )}
      </div>
      <p className={styles.foot} role="status">
        {t.shown(matching, all)}
      </p>
    </div>
  );
}

function indexOf(rows: readonly Item[], sid: string | null): number {
  return sid === null ? -1 : rows.findIndex((item) => sidOf(item) === sid);
}

/** The same column again turns the order round; texts begin at A, numbers with the largest. */
function reordered(before: SessionRowsQuery, sort: SessionColumn): SessionRowsQuery {
  if (sort === before.sort) return { ...before, isDescending: !before.isDescending };
  return { ...before, sort, isDescending: sort !== 'session' && sort !== 'actor' && sort !== 'expires' };
}

function useColumns(query: SessionRowsQuery, isPaged: boolean): readonly GridColumn[] {
  const { columns: title, columnHints } = useStringsWithLater().sessions;
  return useMemo(() => {
    const hint: Partial<Record<SessionColumn, string>> = columnHints;
    const direction = query.isDescending ? ('descending' as const) : ('ascending' as const);
    return COLUMNS.map((id): GridColumn => {
      const { [id]: text } = hint;
      return {
        id,
        title: title[id],
        ...(text === undefined ? {} : { hint: text }),
        ...(id === 'bytes' ? { align: 'end' as const } : {}),
        // The owner of a session is in the log, not in the store.
        ...(id === 'actor' && isPaged ? {} : { order: id === query.sort ? direction : ('none' as const) }),
      };
    });
  }, [title, columnHints, query, isPaged]);
}
