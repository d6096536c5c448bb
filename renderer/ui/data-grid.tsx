import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  type RefObject,
  useEffect,
  useId,
  useRef,
} from 'react';
import { useStrings } from '../strings/use-strings.ts';
import { asGrid } from './as-grid.ts';
import { ColumnHandle } from './column-handle.tsx';
import { CutCellHint } from './cut-cell-hint.tsx';
import styles from './data-grid.module.css';

import { DataGridRow } from './data-grid-row.tsx';
import { gridKeyHandler } from './grid-keys.ts';
import { isMenuKey, type MenuPlace } from './menu-place.ts';
import { type RowSlot, slotsFor } from './row-slots.ts';
import { Tooltip } from './tooltip.tsx';
import { ROW_HEIGHT, useRowsInSight } from './use-rows-in-sight.ts';

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
  /**
   * The reader is at the end and stays there: the last rows are drawn without first drawing where the scroll position
   * was.
   */
  readonly isHeldAtEnd?: boolean;
  readonly selectedIndex: number;
  /** The row that the selected one is to be compared with. */
  readonly markedIndex?: number;
  readonly onSelect: (index: number) => void;
  /** Called when the user chooses a second row (with Ctrl, Cmd or Shift) to compare it with the selected one. */
  readonly onPair?: (index: number) => void;
  readonly onEscape?: () => void;
  readonly onOpen?: () => void;
  /** Called for the menu of a row: by right-click, long touch or keyboard. The row is selected before the call. */
  readonly onMenu?: ((place: MenuPlace) => void) | undefined;
  /** Called when the user sorts the rows by a column. Only columns with an `order` can be chosen. */
  readonly onOrder?: (columnId: string) => void;
  /** Called with the drawn rows when they have changed. Must be the same function from one drawing to the next. */
  readonly onDrawn?: (first: number, last: number) => void;
  /** The grid's template where `className` does not set it, and the width below which it scrolls sideways. */
  readonly tracks?: { readonly template: string; readonly minWidth: number } | null;
  /** Called when the user changes the width of a column. In pixels. */
  readonly onResize?: (columnId: string, width: number) => void;
  readonly scrollerRef: RefObject<HTMLTableElement | null>;
  /** Sets `--columns`, the grid's template. */
  readonly className: string | undefined;
}

/**
 * A table of many rows of which only those in sight are in the page. The grid itself scrolls and holds the focus; the
 * selected row is its active descendant, so the keyboard works the same whether that row is drawn or not.
 */
export function DataGrid<T>(props: DataGridProps<T>) {
  const { label, columns, items, keyOf, renderCells, isFresh, selectedIndex, onSelect, onEscape, onOpen } = props;
  const {
    isHeldAtEnd = false,
    markedIndex = -1,
    onPair,
    scrollerRef,
    className,
    tracks = null,
    onResize,
    onOrder,
    onDrawn,
    onMenu,
  } = props;
  const baseId = useId();
  const rowId = (item: T) => `${baseId}-${keyOf(item)}`;
  const { first, end, reveal } = useRowsInSight(scrollerRef, items.length, isHeldAtEnd);
  const drawn = items.slice(first, end);
  const slots = useSlots(drawn.map(keyOf));

  const selected = items[selectedIndex];
  const selectedKey = selected === undefined ? undefined : keyOf(selected);
  // A selected row is scrolled into sight once. A later change of its place does not scroll.
  const latestIndex = useRef(selectedIndex);
  latestIndex.current = selectedIndex;
  useEffect(() => {
    if (selectedKey !== undefined) reveal(latestIndex.current);
  }, [selectedKey, reveal]);

  const selectPressed = (event: MouseEvent<HTMLElement>) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-index]') : null;
    if (row === null) return false;
    const isSecond =
      onPair !== undefined && event.type === 'click' && (event.ctrlKey || event.metaKey || event.shiftKey);
    (isSecond ? onPair : onSelect)(Number(row.dataset.index));
    return true;
  };
  const askForMenu = (event: MouseEvent<HTMLElement>) => {
    if (onMenu === undefined || !selectPressed(event)) return;
    event.preventDefault();
    onMenu({ x: event.clientX, y: event.clientY });
  };
  const moveInRows = gridKeyHandler({
    count: items.length,
    selected: selectedIndex,
    onSelect,
    onPair,
    onEscape,
    onOpen,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = isMenuKey(event) ? event.currentTarget.querySelector('tr[aria-selected="true"]') : null;
    if (row === null || onMenu === undefined) return moveInRows(event);
    event.preventDefault();
    onMenu(row);
  };
  const lastDrawn = Math.max(first, end - 1);
  useEffect(() => onDrawn?.(first, lastDrawn), [onDrawn, first, lastDrawn]);
  const isSelectedDrawn = selectedIndex >= first && selectedIndex < end;
  return (
    <>
      <table
        {...asGrid('grid', label, selected !== undefined && isSelectedDrawn ? rowId(selected) : undefined)}
        ref={scrollerRef}
        aria-rowcount={items.length + 1}
        aria-colcount={columns.length}
        className={`${styles.grid} ${className ?? ''}`}
        data-own={tracks !== null || undefined}
        style={
          tracks === null
            ? undefined
            : ({ '--columns': tracks.template, '--least': `${tracks.minWidth}px` } as CSSProperties)
        }
        onClick={selectPressed}
        onContextMenu={askForMenu}
        onKeyDown={onKeyDown}
      >
        <GridHead columns={columns} onOrder={onOrder} onResize={onResize} />
        <tbody className={styles.rows} style={{ height: items.length * ROW_HEIGHT, paddingTop: first * ROW_HEIGHT }}>
          {drawn.map((item, place) => (
            <DataGridRow
              key={slots[place]?.slot}
              id={rowId(item)}
              item={item}
              index={first + place}
              isSelected={first + place === selectedIndex}
              isMarked={first + place === markedIndex}
              isFresh={isFresh?.(item) ?? false}
              renderCells={renderCells}
            />
          ))}
        </tbody>
      </table>
      <CutCellHint gridRef={scrollerRef} />
    </>
  );
}

/** How wide a column can be made, in pixels. */
const WIDTH = { min: 40, max: 900, step: 8 };

/** The row of the page for each of the items that are drawn. */
function useSlots(keys: readonly (string | number)[]): readonly RowSlot<string | number>[] {
  const slots = useRef<readonly RowSlot<string | number>[]>([]);
  slots.current = slotsFor(slots.current, keys);
  return slots.current;
}

interface GridHeadProps extends Pick<DataGridProps<unknown>, 'columns'> {
  readonly onOrder: DataGridProps<unknown>['onOrder'] | undefined;
  readonly onResize: DataGridProps<unknown>['onResize'] | undefined;
}

/** Drawn again with other columns only, not with other rows. */
const GridHead = memo(function GridHead({ columns, onOrder, onResize }: GridHeadProps) {
  return (
    <thead className={styles.head}>
      <tr aria-rowindex={1} className={styles.titles}>
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} onOrder={onOrder} onResize={onResize} />
        ))}
      </tr>
    </thead>
  );
});

function ColumnHead({ column, onOrder, onResize }: Omit<GridHeadProps, 'columns'> & { column: GridColumn }) {
  const t = useStrings().common;
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
      {onResize !== undefined && (
        <ColumnHandle label={t.columnWidth(title)} {...WIDTH} onResize={(width) => onResize(id, width)} />
      )}
    </th>
  );
  return hint === undefined ? head : <Tooltip text={hint}>{head}</Tooltip>;
}
