import type { Lane, Life } from './lane.ts';
import { type View, xOf } from './scale.ts';

/** The space in front of the first known request of a session, so that its beginning is seen to be unknown. */
const BEFORE_FIRST_PX = 16;

/** Where the bar of a life begins, in pixels, and whether that is where the session began. */
export interface Beginning {
  readonly x: number;
  readonly isKnown: boolean;
}

/**
 * The beginning of a life. If it was before the known entries, the bar begins a little before the first of them that
 * used the session: nothing shows that the session existed earlier.
 */
export function beginningOf({ marks }: Lane, life: Life, view: View, width: number): Beginning {
  if (life.fromMs !== null) return { x: xOf(view, width, life.fromMs), isKnown: true };
  const firstMs = marks.find(({ life }) => life !== 'refused')?.atMs ?? life.toMs;
  const x = firstMs === null ? Number.NEGATIVE_INFINITY : xOf(view, width, firstMs) - BEFORE_FIRST_PX;
  return { x, isKnown: false };
}
