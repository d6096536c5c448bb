/** The number of entries that may be sent together after a period with few entries. */
const burst = 500;
/**
 * The long-term limit: 25 rows pass 40 times a second, which is faster than anyone reads. It also limits the processor
 * time of the page, which the page shares with a busy site.
 */
const perSecond = 1_000;

/** The number of entries that one reader can be sent at the moment. `now` returns milliseconds. */
export class EntryBudget {
  readonly #now: () => number;
  #atMs: number;
  #left = burst;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#atMs = now();
  }

  get left(): number {
    const nowMs = this.#now();
    this.#left = Math.min(burst, this.#left + ((nowMs - this.#atMs) / 1000) * perSecond);
    this.#atMs = nowMs;
    return Math.floor(this.#left);
  }

  spend(count: number): void {
    this.#left -= count;
  }
}
