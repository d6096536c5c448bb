/**
 * The ids of requests that have none of their own. The log is in the order of arrival, by id, and everything that
 * reads it by time relies on that; a HAR need not be. So the ids are dealt out in the order of the file, and where
 * that was not the order of time, the file is read once more with the ids that belong.
 */
export class OrderOfTime {
  readonly #times: number[] = [];
  #ids: Uint32Array | null = null;
  #isOrdered = true;

  /** For the reader: the id of the request at this place. */
  readonly idOf = (place: number, arrivedAtMs: number): number => {
    if (this.#ids !== null) return this.#ids[place] as number;
    const last = this.#times.at(-1);
    if (last !== undefined && arrivedAtMs < last) this.#isOrdered = false;
    this.#times.push(arrivedAtMs);
    return place + 1;
  };

  /** True: the file must be read again, and `idOf` gives other ids then. */
  mustRepeat(): boolean {
    if (this.#isOrdered || this.#ids !== null) return false;
    const times = this.#times;
    const places = times.map((_, place) => place).sort((a, b) => (times[a] as number) - (times[b] as number) || a - b);
    const ids = new Uint32Array(times.length);
    for (const [rank, place] of places.entries()) ids[place] = rank + 1;
    this.#ids = ids;
    return true;
  }
}
