import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, type RefObject, useEffect, useId } from 'react';
import { asGrid } from './as-grid.ts';
import styles from './data-grid.module.css';
import { DataGridRow } from './data-grid-row.tsx';
import { gridKeyHandler } from './grid-keys.ts';
import { Tooltip } from './tooltip.tsx';

export const ROW_HEIGHT = 28;
const HEAD_HEIGHT = 26;
/** Rows drawn beyond each edge: as many as may arrive in one frame before the scroll position follows. */
const OVERSCAN = 16;

export interface GridColumn {
  readonly id: string;
  readonly title: string;
  readonly hint?: string;
  readonly align?: 'start' | 'end';
  /** Whether rows can be put in order by it, and whether they are. */
  readonly order?: 'ascending' | 'descending' | 'none';
}

export interface DataGridProps<T> {
  readonly label: string;
  readonly columns: readonly GridColumn[];
  readonly items: readonly T[];
  readonly keyOf: (item: T) => string | number;
  /** Gives one `td` for each column, or one that spans them all. */
  readonly renderCells: (item: T) => ReactNode;
  readonly isFresh?: (item: T) => boolean;
  /** The reader is at the end and stays there: the last rows are drawn without first drawing where the scroll position was. */
  readonly isHeldAtEnd?: boolean;
  readonly selectedIndex: number;
  readonly onSelect: (index: number) => void;
  readonly onEscape?: () => void;
  readonly onOpen?: () => void;
  /** A column with an `order` was chosen to put the rows in order by. */
  readonly onOrder?: (columnId: string) => void;
  /** Told which rows are drawn, when these have changed. Must be the same function from one drawing to the next. */
  readonly onDrawn?: (first: number, last: number) => void;
  readonly scrollerRef: RefObject<HTMLTableElement | null>;
  /** Sets `--columns`, the grid's template. */
  readonly className: string | undefined;
}

/**
 * A table of many rows of which only those in sight are in the page. The grid itself scrolls and holds the focus; the selected
 * row is its active descendant, so the keyboard works the same whether that row is drawn or not.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { label, columns, items, keyOf, renderCells, isFresh, selectedIndex, onSelect, onEscape, onOpen } = props;
  const { isHeldAtEnd = false, scrollerRef, className, onOrder, onDrawn } = props;
  const baseId = useId();
  const rowId = (item: T) => `${baseId}-${keyOf(item)}`;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    rangeExtractor: isHeldAtEnd ? lastRows : defaultRangeExtractor,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
  });

  useEffect(() => {
    if (selectedIndex >= 0) virtualizer.scrollToIndex(selectedIndex, { align: 'auto' });
  }, [selectedIndex, virtualizer]);

  const selectPressed = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null;
    if (row !== null) onSelect(Number(row.dataset.index));
  };
  const shown = virtualizer.getVirtualItems();
  const selected = items[selectedIndex];
  const [firstDrawn, lastDrawn] = [shown[0]?.index ?? 0, shown.at(-1)?.index ?? 0];
  useEffect(() => onDrawn?.(firstDrawn, lastDrawn), [onDrawn, firstDrawn, lastDrawn]);
  const isSelectedDrawn = shown.some((row) => row.index === selectedIndex);
  return (
    <table
      {...asGrid('grid', label, selected !== undefined && isSelectedDrawn ? rowId(selected) : undefined)}
      ref={scrollerRef}
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length}
      className={`${styles.grid} ${className ?? ''}`}
      onClick={selectPressed}
      onKeyDown={gridKeyHandler({ count: items.length, selected: selectedIndex, onSelect, onEscape, onOpen })}
    >
      <thead className={styles.head}>
        <tr aria-rowindex={1} className={styles.titles}>
          {columns.map((column) => (
            <GridHead key={column.id} column={column} onOrder={onOrder} />
          ))}
        </tr>
      </thead>
      <tbody className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
        {shown.map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          return (
            <DataGridRow
              key={keyOf(item)}
              id={rowId(item)}
              item={item}
              index={row.index}
              top={row.start - HEAD_HEIGHT}
              isSelected={row.index === selectedIndex}
              isFresh={isFresh?.(item) ?? false}
              renderCells={renderCells}
            />
          );
        })}
      </tbody>
    </table>
  );
}

/** Above the rows in sight when the end is held: rows that come move through, so each would be drawn for nothing. */
const OVERSCAN_AT_END = 3;

/** As many rows as are in sight and a few more, counted from the last one. */
function lastRows({ startIndex, endIndex, count }: Range): number[] {
  const first = Math.max(0, count - (endIndex - startIndex + 1) - OVERSCAN_AT_END);
  return Array.from({ length: count - first }, (_, place) => first + place);
}

function GridHead({ column, onOrder }: { column: GridColumn; onOrder: ((columnId: string) => void) | undefined }) {
  const { id, title, hint, align, order } = column;
  const head = (
    <th
      scope="col"
      data-column={id}
      data-align={align}
      className={styles.title}
      aria-sort={order === undefined || order === 'none' ? undefined : order}
    >
      {order === undefined || onOrder === undefined ? (
        title
      ) : (
        <button type="button" className={styles.order} data-order={order} onClick={() => onOrder(id)}>
          {title}
        </button>
      )}
    </th>
  );
  return hint === undefined ? head : <Tooltip text={hint}>{head}</Tooltip>;
}
