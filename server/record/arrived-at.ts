import type { Clock } from '../base/clock.ts';

/** When a request arrived, by both clocks. */
export interface ArrivedAt {
  readonly arrivedAtMs: number;
  /** By the monotonic clock. */
  readonly startedMs: number;
}

/** Now, as the time of an arrival. */
export function arrivesNow(clock: Clock): ArrivedAt {
  return { arrivedAtMs: clock.now(), startedMs: clock.monotonicMs() };
}
