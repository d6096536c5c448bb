import { memo, type ReactNode } from 'react';
import styles from './data-grid.module.css';

export interface DataGridRowProps<T> {
  readonly id: string;
  readonly item: T;
  readonly index: number;
  readonly isSelected: boolean;
  readonly isMarked: boolean;
  readonly isFresh: boolean;
  /** Must be the same function from one drawing to the next, or every row is drawn again. */
  readonly renderCells: (item: T) => ReactNode;
}

function Row<T>({ id, item, index, isSelected, isMarked, isFresh, renderCells }: DataGridRowProps<T>) {
  return (
    <tr
      id={id}
      // The header is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      data-fresh={isFresh || undefined}
      data-marked={isMarked || undefined}
      className={styles.row}
    >
      {renderCells(item)}
    </tr>
  );
}

/** One row of a grid. Items never change, so a row with the same item object is not drawn again. */
export const DataGridRow = memo(Row) as typeof Row;
