import { type RefObject, useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

export const ROW_HEIGHT = 28;
export const HEAD_HEIGHT = 26;
/** Rows drawn beyond each edge, so that a quick scroll meets no empty ground. */
const OVERSCAN = 16;
/**
 * No rows above the visible ones while the end is followed: new rows would move through them, and each would be drawn
 * in vain.
 */
const OVERSCAN_AT_END = 1;

export interface RowsInSight {
  /** The rows to draw: from `first`, up to and without `end`. */
  readonly first: number;
  readonly end: number;
  /** Scrolls no further than needed for a row to be in sight. */
  readonly reveal: (index: number) => void;
}

/**
 * Which rows of a table are to be drawn, all of one height under a head that stays. While `isHeldAtEnd` the last rows
 * are, without first drawing where the scroll position was.
 */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  isHeldAtEnd: boolean,
): RowsInSight {
  const [room, setRoom] = useState(0);
  /** The row at the upper edge. It changes with every new row while the end is followed, and is not needed then. */
  const top = useRef(0);
  const isHeld = useRef(isHeldAtEnd);
  isHeld.current = isHeldAtEnd;
  const [, drawAgain] = useReducer((n: number) => n + 1, 0);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      const next = Math.floor(element.scrollTop / ROW_HEIGHT);
      if (next === top.current) return;
      top.current = next;
      // Immediately, or the page would show the new position with the old rows.
      if (!isHeld.current) flushSync(drawAgain);
    };
    const resize = new ResizeObserver(() => setRoom(Math.ceil((element.clientHeight - HEAD_HEIGHT) / ROW_HEIGHT)));
    element.addEventListener('scroll', onScroll, { passive: true });
    resize.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resize.disconnect();
    };
  }, [scroller]);

  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (element === null) return;
      const [above, below] = [index * ROW_HEIGHT, (index + 1) * ROW_HEIGHT + HEAD_HEIGHT - element.clientHeight];
      if (element.scrollTop > above) element.scrollTop = above;
      else if (element.scrollTop < below) element.scrollTop = below;
    },
    [scroller],
  );

  const first = isHeldAtEnd ? count - room - OVERSCAN_AT_END : Math.min(top.current, count) - OVERSCAN;
  const end = isHeldAtEnd ? count : Math.min(count, top.current + room + 1 + OVERSCAN);
  return { first: Math.max(0, first), end, reveal };
}
