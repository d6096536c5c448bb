import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { StoreCensus, StoreRowSummary, StoreSort } from '../../../../server/contract/store-list.ts';
import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { DataGrid, type GridColumn } from '../../../ui/data-grid.tsx';
import type { MenuPlace } from '../../../ui/menu-place.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import shared from '../sessions-view.module.css';
import { StoreCells } from './store-cells.tsx';
import styles from './store-table.module.css';
import type { StoreList, StoreQuery } from './use-store-list.ts';

export interface StoreTableProps {
  readonly gridRef: RefObject<HTMLTableElement | null>;
  readonly list: StoreList;
  readonly census: StoreCensus;
  readonly isOneWay: boolean;
  readonly query: StoreQuery;
  readonly onQuery: (query: StoreQuery) => void;
  readonly selectedKey: string | null;
  readonly onSelect: (key: string) => void;
  readonly onClose: () => void;
  readonly onOpen: () => void;
  readonly onMenu: (place: MenuPlace) => void;
}

const COLUMNS = ['session', 'state', 'actor', 'keys', 'changed', 'used', 'expires', 'bytes'] as const;

type Item = StoreRowSummary | number;

const keyOf = (item: Item) => (typeof item === 'number' ? item : item.key);
const renderCells = (item: Item) => (typeof item === 'number' ? <Waiting /> : <StoreCells row={item} />);

/** Every row of the store, those that changed last first unless another order is chosen. */
export function StoreTable(props: StoreTableProps) {
  const { gridRef, list, census, query, onQuery, selectedKey, onSelect, onClose, onOpen, onMenu } = props;
  const t = useStoreSessionsStrings();
  const { rows, matching, onSight } = list;
  const columns = useColumns(query, census);
  // A row that was chosen by the keyboard before its page had come.
  const [awaited, setAwaited] = useState<number | null>(null);
  const select = useCallback(
    (index: number) => {
      const row = rows[index];
      setAwaited(typeof row === 'number' ? index : null);
      if (typeof row === 'object') onSelect(row.key);
    },
    [rows, onSelect],
  );
  const arrived = awaited === null ? undefined : rows[awaited];
  useEffect(() => {
    if (typeof arrived !== 'object') return;
    setAwaited(null);
    onSelect(arrived.key);
  }, [arrived, onSelect]);
  const order = (column: string) => onQuery(reordered(query, column as StoreSort));
  const selectedIndex =
    selectedKey === null ? -1 : rows.findIndex((item) => typeof item === 'object' && item.key === selectedKey);
  const isWalking = census.phase === 'first-walk';
  return (
    <div className={shared.list}>
      <search aria-label={t.find.title} className={shared.finder}>
        <TextField
          label={t.find.text}
          placeholder={t.find.text}
          value={query.text}
          onChange={(text) => onQuery({ ...query, text })}
        />
        {query.text !== '' && (
          <Segmented
            label={t.find.where}
            value={query.inValues ? 'values' : 'keys'}
            options={(['keys', 'values'] as const).map((value) => ({ value, label: t.find.places[value] }))}
            onChange={(place) => onQuery({ ...query, inValues: place === 'values' })}
          />
        )}
        <Segmented
          label={t.find.state}
          value={query.state}
          options={(['all', 'logged', 'unlogged', 'gone'] as const).map((value) => ({
            value,
            label: t.find.states[value],
          }))}
          onChange={(state) => onQuery({ ...query, state })}
        />
      </search>
      <div className={shared.table}>
        {matching === 0 && list.answer !== null && census.rows + census.gone > 0 ? (
          <p className={shared.none}>{isWalking ? t.find.noneYet : t.find.none}</p>
        ) : (
          <DataGrid
            label={t.title}
            columns={columns}
            items={rows}
            keyOf={keyOf}
            renderCells={renderCells}
            selectedIndex={awaited ?? selectedIndex}
            onSelect={select}
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
      <Foot census={census} matching={matching} />
    </div>
  );
}

/** How many there are, and how changes of the store are noticed. */
function Foot({ census, matching }: { census: StoreCensus; matching: number }) {
  const t = useStoreSessionsStrings();
  const { rows, gone, otherKeys, news, fault, search } = census;
  const counts = [
    t.shown(matching, rows + gone),
    ...(gone > 0 ? [t.gone(gone)] : []),
    ...(search === null ? [] : [t.searched(search.searched, search.of, search.found)]),
    ...(otherKeys > 0 ? [t.otherKeys(otherKeys)] : []),
  ];
  return (
    <div className={`${shared.foot} ${styles.foot}`}>
      <p role="status">{counts.join(' · ')}</p>
      {fault === null && (
        <Tooltip text={t.newsHints[news]}>
          <button type="button" className={styles.news} data-news={news}>
            <span aria-hidden="true" className={styles.dot} />
            {t.news[news]}
          </button>
        </Tooltip>
      )}
    </div>
  );
}

/** A row whose page has not been loaded yet. */
function Waiting() {
  const t = useStoreSessionsStrings();
  return (
    <td colSpan={COLUMNS.length} className={shared.waiting}>
      {t.loadingRow}
    </td>
  );
}

/** The same column again turns the order round; ids begin at A, the next end first, numbers with the largest. */
function reordered(before: StoreQuery, sort: StoreSort): StoreQuery {
  if (sort === before.sort) return { ...before, isDescending: !before.isDescending };
  return { ...before, sort, isDescending: sort !== 'session' && sort !== 'expires' };
}

function useColumns(query: StoreQuery, { tells }: StoreCensus): readonly GridColumn[] {
  const t = useStoreSessionsStrings();
  const told = tells.join();
  return useMemo(() => {
    const hints: Partial<Record<(typeof COLUMNS)[number], string>> = t.columnHints;
    const direction = query.isDescending ? ('descending' as const) : ('ascending' as const);
    return COLUMNS.map((id): GridColumn => {
      const isSortable = told.split(',').includes(id);
      const title = t.columns[id];
      const hint = hints[id] ?? title;
      const isOrder = id === query.sort;
      const mayOrder = id !== 'state' && id !== 'actor' && id !== 'keys';
      return {
        id,
        title,
        hint: mayOrder && !isSortable ? t.notSortable(hint) : hint,
        ...(id === 'bytes' ? { align: 'end' as const } : {}),
        ...(isSortable || isOrder ? { order: isOrder ? direction : ('none' as const) } : {}),
      };
    });
  }, [t, query, told]);
}
