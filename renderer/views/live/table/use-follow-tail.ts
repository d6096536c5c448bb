import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LogWindow } from '../../../data/log-window.ts';
import { ROW_HEIGHT } from '../../../ui/use-rows-in-sight.ts';

/** Closer to the end than this counts as at the end. */
const END_PX = 6;
/** At less than this distance from the top, earlier entries are loaded. */
const NEAR_TOP_PX = 40 * ROW_HEIGHT;
/**
 * A table with free space loads earlier entries if none has arrived for this long. Otherwise it would load all the time
 * while many requests arrive.
 */
const CALM_MS = 300;

export interface FollowTail {
  readonly isFollowing: boolean;
  readonly jumpToEnd: () => void;
}

/**
 * Keeps the newest row in sight until the reader scrolls up, and again after a return to the end. Rows that are added
 * above (an earlier page) do not move the visible ones. `onNearTop` is called when the reader comes near the oldest
 * row.
 */
export function useFollowTail(
  scroller: RefObject<HTMLTableElement | null>,
  log: LogWindow,
  onNearTop: () => void,
): FollowTail {
  const { entries, hasEarlier } = log;
  const isShown = entries.length > 0;
  const [isFollowing, setIsFollowing] = useState(true);
  const following = useRef(true);
  const lastTop = useRef(0);
  const firstId = useRef<number | undefined>(undefined);

  const follow = useCallback((next: boolean) => {
    following.current = next;
    setIsFollowing(next);
  }, []);
  const toEnd = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    element.scrollTop = element.scrollHeight;
    lastTop.current = element.scrollTop;
  }, [scroller]);

  useEffect(() => {
    // There is no table to observe while there are no entries.
    const element = isShown ? scroller.current : null;
    if (element === null) return;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const isAtEnd = scrollHeight - clientHeight - scrollTop < END_PX;
      // Only scrolling up leaves the end. Rows that arrive before this event is handled must not look like scrolling.
      if (isAtEnd) follow(true);
      // Immediately, because the rows above the last ones are drawn only now.
      else if (scrollTop < lastTop.current && following.current) flushSync(() => follow(false));
      lastTop.current = scrollTop;
      if (!following.current && scrollTop < NEAR_TOP_PX) onNearTop();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    const resize = new ResizeObserver(() => {
      if (following.current) toEnd();
    });
    resize.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      resize.disconnect();
    };
  }, [isShown, scroller, follow, toEnd, onNearTop]);

  // A table with few rows cannot be scrolled, so the reader could not come near its top.
  useEffect(() => {
    const rowsInSight = (scroller.current?.clientHeight ?? 0) / ROW_HEIGHT;
    if (!hasEarlier || entries.length > rowsInSight) return;
    const timer = setTimeout(onNearTop, CALM_MS);
    return () => clearTimeout(timer);
  }, [entries, hasEarlier, scroller, onNearTop]);

  useLayoutEffect(() => {
    const element = scroller.current;
    const before = firstId.current;
    firstId.current = entries[0]?.id;
    if (element === null) return;
    if (following.current) return toEnd();
    const added = before === undefined ? -1 : entries.findIndex((entry) => entry.id === before);
    if (added > 0) element.scrollTop += added * ROW_HEIGHT;
  }, [entries, scroller, toEnd]);

  const jumpToEnd = useCallback(() => {
    follow(true);
    toEnd();
  }, [follow, toEnd]);
  return { isFollowing, jumpToEnd };
}
