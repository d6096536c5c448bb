import { firstSince } from './hit.ts';
import type { Lane } from './lane.ts';
import { type View, xOf } from './scale.ts';

/** Half a mark, with its rim. */
const MARK_HALF_PX = 8;
/** Clear of the ring of a mark that is selected. */
const RING_ROOM_PX = 14;
const PRESENT_ROOM_PX = 4;

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
 * The left edge of the word for an end: after it, clear of the next mark and of the present, else before the life, if
 * the lane has but one. Null where there is no room: half a word, or one over another, says nothing, and the mark and
 * the list say it too.
 */
export function leftOfWord(room: WordRoom): number | null {
  const { lane, lifeIndex, endX, wordWidth, view, width, nowMs } = room;
  const life = lane.lives[lifeIndex];
  const after = endX + RING_ROOM_PX;
  const next = lane.marks[firstSince(lane.marks, (life?.toMs ?? nowMs) + 1)];
  const nextX = next === undefined ? width : xOf(view, width, next.atMs) - MARK_HALF_PX;
  const nowX = xOf(view, width, nowMs) - PRESENT_ROOM_PX;
  const limit = Math.min(width, nextX, after < nowX ? nowX : width);
  if (after >= 0 && after + wordWidth <= limit && (life?.toMs == null || endX <= nowX)) return after;
  if (lane.lives.length > 1 || life == null || life.fromMs === null) return null;
  const before = xOf(view, width, life.fromMs) - RING_ROOM_PX - wordWidth;
  return before >= 0 && before + wordWidth <= width ? before : null;
}
