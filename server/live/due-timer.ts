import type { Clock } from '../base/clock.ts';

/** The longest that a timer of Node can wait, in ms. */
const longestMs = 2 ** 31 - 1;
/** A moment that is over already, by another clock than this one, must not keep the process busy. */
const shortestMs = 50;

/** Runs `onDue` once when a moment has come. Setting another moment replaces it; null waits for none. */
export interface DueTimer {
  /** Wall-clock ms. A moment that is further away than timers reach is due when they end: `onDue` looks again. */
  set(atMs: number | null): void;
}

export function createDueTimer(clock: Pick<Clock, 'now'>, onDue: () => void): DueTimer {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(atMs) {
      clearTimeout(timer);
      if (atMs === null) return;
      // A millisecond later, so that the moment is over by any clock that counts in whole ones.
      timer = setTimeout(onDue, Math.min(longestMs, Math.max(shortestMs, atMs - clock.now() + 1)));
      timer.unref();
    },
  };
}
