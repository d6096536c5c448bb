/** The only source of time for site, engines, store and jars. Tests and experiments pass their own clock. */
export interface Clock {
  /** Wall clock, milliseconds since 1970. */
  now(): number;
  /** Monotonic milliseconds with fractions, for durations only. */
  monotonicMs(): number;
}

/** How long ago a monotonic moment was: milliseconds, to the microsecond. */
export function elapsedMs(clock: Clock, sinceMs: number): number {
  return Math.round((clock.monotonicMs() - sinceMs) * 1000) / 1000;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
};
