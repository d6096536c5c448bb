import type { Clock } from '../../server/base/clock.ts';

/** A clock that advances only when it is moved. */
export class ManualClock implements Clock {
  #nowMs: number;
  #monotonicMs = 0;

  constructor(nowMs = Date.UTC(2026, 0, 1)) {
    this.#nowMs = nowMs;
  }

  now = (): number => this.#nowMs;
  monotonicMs = (): number => this.#monotonicMs;

  advance(ms: number): void {
    this.#nowMs += ms;
    this.#monotonicMs += ms;
  }
}
