/** As many entries may come at once, after a while with few. */
const burst = 500;
/**
 * In the long run. Twenty-five rows pass forty times a second then: nobody reads what comes faster, and a page that
 * shares its cores with a flooded site takes no more.
 */
const perSecond = 1_000;

/** How many entries one reader can still be sent. `now` counts milliseconds. */
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
