import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { ROW_HEIGHT } from '../ui/use-rows-in-sight.ts';

/** Closer to the end than this counts as at the end. */
const END_PX = 6;
/** Closer to the top than this asks for earlier entries. */
const NEAR_TOP_PX = 40 * ROW_HEIGHT;

export interface FollowTail {
  readonly isFollowing: boolean;
  readonly jumpToEnd: () => void;
}

/**
 * Keeps the newest row in sight until the reader scrolls up, and again once they are back at the end. Rows that come in above
 * (an earlier page) move nothing that is in sight. `onNearTop` is called when the reader comes near the oldest row.
 */
export function useFollowTail(
  scroller: RefObject<HTMLTableElement | null>,
  entries: readonly LogEntry[],
  onNearTop: () => void,
): FollowTail {
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
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const isAtEnd = scrollHeight - clientHeight - scrollTop < END_PX;
      // Only moving up leaves the end: rows that arrive before this event is handled must not look like scrolling.
      if (isAtEnd) follow(true);
      // At once: the rows over the last ones are drawn only now.
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
  }, [scroller, follow, toEnd, onNearTop]);

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
