import { firstSince, xOfCookieEnd } from './hit.ts';
import type { CookieEnd, Lane } from './lane.ts';
import { msAt, type View } from './scale.ts';

/** From the middle of an end to its word. */
const ROOM_PX = 11;
/** From a word to the middle of the next mark. */
const MARK_ROOM_PX = 10;

export interface EndWordRoom {
  readonly lane: Lane;
  readonly end: CookieEnd;
  readonly view: View;
  /** Of the plot, in pixels. */
  readonly width: number;
  readonly wordWidth: number;
}

/** The left edge of the word for the end of a cookie: on its right, else on its left. Null if there is no space. */
export function leftOfEndWord({ lane, end, view, width, wordWidth }: EndWordRoom): number | null {
  const x = xOfCookieEnd(lane, end, view, width);
  const isFree = (left: number) => {
    const [from, to] = [left - MARK_ROOM_PX, left + wordWidth + MARK_ROOM_PX];
    if (left < 0 || left + wordWidth > width) return false;
    const marks = firstSince(lane.marks, msAt(view, width, to)) - firstSince(lane.marks, msAt(view, width, from));
    const isAmong = (other: CookieEnd) => {
      const otherX = xOfCookieEnd(lane, other, view, width);
      return other !== end && otherX > from && otherX < to;
    };
    return marks === 0 && !lane.cookieEnds.some(isAmong);
  };
  const after = x + ROOM_PX;
  const before = x - ROOM_PX - wordWidth;
  return [after, before].find(isFree) ?? null;
}
