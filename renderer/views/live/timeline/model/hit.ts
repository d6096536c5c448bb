import type { Mark } from '../../../../../server/contract/mark.ts';
import type { CookieEnd, Lane } from './lane.ts';
import { msAt, type View, xOf } from './scale.ts';

/** The index of the first mark at or after `atMs` in a list ordered by time. The list's length if there is none. */
export function firstSince(marks: readonly Mark[], atMs: number): number {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((marks[middle]?.atMs ?? 0) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The mark nearest to a place in a lane, at most `reach` pixels away; of two at the same place the later, which is
 * drawn on top.
 */
export function markAt(lane: Lane, view: View, width: number, x: number, reach: number): Mark | null {
  // One ms more on each side, because a time that is computed from a place is rounded. The distance decides.
  const fromMs = msAt(view, width, x - reach) - 1;
  const endMs = msAt(view, width, x + reach) + 1;
  let nearest: Mark | null = null;
  let least = reach;
  for (let index = firstSince(lane.marks, fromMs); index < lane.marks.length; index++) {
    const mark = lane.marks[index];
    if (mark === undefined || mark.atMs > endMs) break;
    const distance = Math.abs(xOf(view, width, mark.atMs) - x);
    if (distance <= least) [nearest, least] = [mark, distance];
  }
  return nearest;
}

/** The distance between the end of a cookie and the mark of its row, so that both are visible. */
const BESIDE_MARK_PX = 13;

/** The position of the end of a cookie: at its moment, or next to the mark of the lane at that moment. */
export function xOfCookieEnd(lane: Lane, { atMs }: CookieEnd, view: View, width: number): number {
  const isAtMark = lane.marks[firstSince(lane.marks, atMs)]?.atMs === atMs;
  return xOf(view, width, atMs) + (isAtMark ? BESIDE_MARK_PX : 0);
}

/** The end of a cookie nearest to a place in a lane, at most `reach` pixels away. */
export function cookieEndAt(lane: Lane, view: View, width: number, x: number, reach: number): CookieEnd | null {
  let nearest: CookieEnd | null = null;
  let least = reach;
  for (const end of lane.cookieEnds) {
    const distance = Math.abs(xOfCookieEnd(lane, end, view, width) - x);
    if (distance <= least) [nearest, least] = [end, distance];
  }
  return nearest;
}

/** How many marks lie between two times, both included. */
export function countBetween(lanes: readonly Lane[], fromMs: number, toMs: number): number {
  return lanes.reduce((sum, { marks }) => sum + firstSince(marks, toMs + 1) - firstSince(marks, fromMs), 0);
}
