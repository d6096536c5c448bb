/** Where a request is in the log. */
export interface Placed {
  readonly id: number;
  readonly arrivedAtMs: number;
}

/**
 * The ids of requests that have none of their own. The log is in the order of arrival, by id, and everything that reads
 * it by time relies on that; a HAR need not be. So the ids are dealt out in the order of the file, and where that was
 * not the order of time, the file is read once more with the ids that belong. A request that does not say when it began
 * counts as one of the time of the request before it in the file, or after it where none is before.
 */
export class OrderOfTime {
  readonly #times: number[] = [];
  #ids: Uint32Array | null = null;
  #isOrdered = true;
  /** So many requests at the beginning have no time. */
  #timeless = 0;

  /** For the reader: where the request at this place of the file is. */
  readonly placeOf = (place: number, startedAtMs: number | null): Placed => {
    if (this.#ids !== null) return { id: this.#ids[place] as number, arrivedAtMs: this.#times[place] as number };
    const last = this.#times.at(-1);
    const arrivedAtMs = startedAtMs ?? last ?? 0;
    if (startedAtMs === null && this.#timeless === place) this.#timeless++;
    else if (place > 0 && (this.#timeless === place || (last !== undefined && arrivedAtMs < last))) {
      this.#isOrdered = false;
    }
    this.#times.push(arrivedAtMs);
    return { id: place + 1, arrivedAtMs };
  };

  /** True: the file must be read again, and `placeOf` gives other places then. */
  mustRepeat(): boolean {
    if (this.#isOrdered || this.#ids !== null) return false;
    const times = this.#times;
    times.fill(times[this.#timeless] ?? 0, 0, this.#timeless);
    const places = times.map((_, place) => place).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
    const ids = new Uint32Array(times.length);
    for (const [rank, place] of places.entries()) ids[place] = rank + 1;
    this.#ids = ids;
    return true;
  }
}
