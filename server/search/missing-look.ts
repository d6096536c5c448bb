/** The pauses between two checks for skipped ids. They become longer as long as none of the ids appears. */
const pauseMs = { first: 250, longest: 30_000 };

/** When the ids that were skipped are searched for in the log again. All times are monotonic milliseconds. */
export class MissingLook {
  #nextMs = 0;
  #pauseMs = pauseMs.first;

  isDue(nowMs: number): boolean {
    return nowMs >= this.#nextMs;
  }

  /** More ids were skipped: they may appear soon. */
  hurry(nowMs: number): void {
    this.#pauseMs = pauseMs.first;
    this.#nextMs = Math.min(this.#nextMs, nowMs + pauseMs.first);
  }

  /** `isFound`: whether at least one of the ids appeared. */
  looked(nowMs: number, isFound: boolean): void {
    this.#pauseMs = isFound ? pauseMs.first : Math.min(this.#pauseMs * 2, pauseMs.longest);
    this.#nextMs = nowMs + this.#pauseMs;
  }
}
