import type { Clock } from '../base/clock.ts';

/** The longest that a timer of Node can wait, in ms. */
const longestMs = 2 ** 31 - 1;
/** The shortest wait. A moment that has already passed, because two clocks differ, must not keep the process busy. */
const shortestMs = 50;

/** Runs `onDue` once at a moment. Setting another moment replaces it; null cancels it. */
export interface DueTimer {
  /**
   * Wall-clock ms. If the moment is further away than the longest timer, `onDue` runs early and must set the moment
   * again.
   */
  set(atMs: number | null): void;
}

export function createDueTimer(clock: Pick<Clock, 'now'>, onDue: () => void): DueTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(atMs) {
      clearTimeout(timer);
      if (atMs === null) return;
      // The timer runs one millisecond late, so that the moment has passed on every clock with a resolution of a
      // millisecond.
      timer = setTimeout(onDue, Math.min(longestMs, Math.max(shortestMs, atMs - clock.now() + 1)));
      timer.unref();
    },
  };
}
