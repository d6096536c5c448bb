import { firstSince, xOfCookieEnd } from './hit.ts';
import type { Lane } from './lane.ts';
import { msAt, type View, xOf } from './scale.ts';

/** Half a mark, with its rim. */
const MARK_HALF_PX = 8;
/** Clear of the ring of a mark that is selected. */
const RING_ROOM_PX = 14;
const PRESENT_ROOM_PX = 4;
/** Marks this close to an end belong to its picture; a word on the left of them is still beside the end. */
const CROWD_PX = 40;

export interface WordRoom {
  readonly lane: Lane;
  /** Which of the lane's lives it is the end of. */
  readonly lifeIndex: number;
  /** Where the end is, in pixels, and how wide its word is. */
  readonly endX: number;
  readonly wordWidth: number;
  readonly view: View;
  /** Of the plot. */
  readonly width: number;
  readonly nowMs: number;
}

/**
 * The left edge of the word for an end. The word is next to its end: on the right, if it does not reach the next mark
 * or the present, else on the left, if it does not reach the marks there. Null if there is no space or the end is not
 * visible. A partly covered word would be unreadable, and the mark and the list contain the same information.
 */
export function leftOfWord(room: WordRoom): number | null {
  const { lane, lifeIndex, endX, wordWidth, view, width, nowMs } = room;
  if (endX < 0) return null;
  const life = lane.lives[lifeIndex];
  const after = endX + RING_ROOM_PX;
  const next = lane.marks[firstSince(lane.marks, (life?.toMs ?? nowMs) + 1)];
  const nextMarkX = next === undefined ? width : xOf(view, width, next.atMs) - MARK_HALF_PX;
  const ends = lane.cookieEnds.map((end) => xOfCookieEnd(lane, end, view, width) - MARK_HALF_PX);
  const nextX = Math.min(nextMarkX, ...ends.filter((x) => x + MARK_HALF_PX > endX));
  const nowX = xOf(view, width, nowMs) - PRESENT_ROOM_PX;
  const limit = Math.min(width, nextX, after < nowX ? nowX : width);
  if (after + wordWidth <= limit && (life?.toMs == null || endX <= nowX)) return after;
  return leftOfEnd(room);
}

/** On the left of the end and of the marks that crowd there. */
function leftOfEnd({ lane, lifeIndex, endX, wordWidth, view, width }: WordRoom): number | null {
  const { marks, lives } = lane;
  let place = firstSince(marks, msAt(view, width, endX + 1)) - 1;
  const markX = () => {
    const mark = marks[place];
    return mark === undefined ? Number.NEGATIVE_INFINITY : xOf(view, width, mark.atMs);
  };
  let edge = endX;
  while (edge - markX() < RING_ROOM_PX && endX - markX() <= CROWD_PX) {
    edge = markX();
    place--;
  }
  const left = edge - RING_ROOM_PX - wordWidth;
  const lastEndMs = lives[lifeIndex - 1]?.toMs;
  const lastEndX = lastEndMs == null ? Number.NEGATIVE_INFINITY : xOf(view, width, lastEndMs) + RING_ROOM_PX;
  return left >= Math.max(0, markX() + MARK_HALF_PX, lastEndX) ? left : null;
}
