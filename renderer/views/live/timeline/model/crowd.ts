import type { Mark } from '../../../../../server/contract/mark.ts';
import { type MarkShape, shapeOf } from './shape.ts';

/** Marks closer than this to their neighbour form a crowd. */
const CLOSE_PX = 3.5;
/** Fewer marks than this can still be distinguished, one above the other. */
const CROWD_SIZE = 8;
/** The width of one column of a crowd. */
export const COLUMN_PX = 2;

/** One column of a crowd: the number of marks of each shape. */
export interface CrowdColumn {
  /** Its left edge, in pixels. */
  readonly x: number;
  readonly counts: ReadonlyMap<MarkShape, number>;
  readonly total: number;
}

export interface Crowded {
  /** The places in the list of marks that are far enough apart to be drawn with their shape. */
  readonly free: readonly number[];
  readonly columns: readonly CrowdColumn[];
  /** The most marks that a column holds. */
  readonly most: number;
}

/**
 * Divides the marks of a stretch of a lane (from place `first` up to, not including, `end`) into separate marks and
 * crowds, which are counted in columns. Columns are on a grid of the time itself, so that they move with it and do not
 * flicker.
 */
export function partCrowds(marks: readonly Mark[], first: number, end: number, fromMs: number, perMs: number): Crowded {
  const free: number[] = [];
  const columns: CrowdColumn[] = [];
  let most = 0;
  const xAt = (index: number) => ((marks[index]?.atMs ?? 0) - fromMs) * perMs;
  for (let start = first; start < end; ) {
    let next = start + 1;
    while (next < end && xAt(next) - xAt(next - 1) < CLOSE_PX) next++;
    if (next - start < CROWD_SIZE) for (let index = start; index < next; index++) free.push(index);
    else most = Math.max(most, countColumns(marks, start, next, fromMs, perMs, columns));
    start = next;
  }
  return { free, columns, most };
}

function countColumns(
  marks: readonly Mark[],
  start: number,
  end: number,
  fromMs: number,
  perMs: number,
  columns: CrowdColumn[],
): number {
  const columnMs = COLUMN_PX / perMs;
  let most = 0;
  for (let index = start; index < end; ) {
    const slot = Math.floor((marks[index]?.atMs ?? 0) / columnMs);
    const counts = new Map<MarkShape, number>();
    const from = index;
    for (; index < end; index++) {
      const mark = marks[index];
      if (mark === undefined || Math.floor(mark.atMs / columnMs) !== slot) break;
      const shape = shapeOf(mark);
      counts.set(shape, (counts.get(shape) ?? 0) + 1);
    }
    columns.push({ x: (slot * columnMs - fromMs) * perMs, counts, total: index - from });
    most = Math.max(most, index - from);
  }
  return most;
}
