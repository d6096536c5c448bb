/** The position of a request in the log. */
export interface Placed {
  readonly id: number;
  readonly arrivedAtMs: number;
}

/**
 * Assigns ids to requests without ids. Ids are in the order of arrival, and every reader by time relies on that, but
 * the entries of a HAR may be in another order. Ids are therefore first assigned in the order of the file. If that is
 * not the order of time, the file is read a second time with the correct ids. A request without a time gets the time of
 * the previous request in the file, or of the next one if there is none before.
 */
export class OrderOfTime {
  readonly #times: number[] = [];
  #ids: Uint32Array | null = null;
  #isOrdered = true;
  /** The number of requests without a time at the start of the file. */
  #timeless = 0;

  /** For the reader: the position of the request at this place in the file. */
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

  /** True if the file must be read again. `placeOf` then returns other positions. */
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
