/** The maximum number of cached rows. Few requests share a turn, and they belong to few sessions. */
const mostRows = 64;

/**
 * Caches the rows that were read since the last batch of writes. Only this process writes to the database, so a row
 * stays the same until the next batch. If a page makes ten requests at once, its session is read once. This saves the
 * locks that SQLite takes for each read.
 */
export class RowsOfTurn<Row> {
  readonly #batchCount: () => number;
  #rows = new Map<string, Row>();
  #readAtBatch = 0;

  /** `batchCount` returns the number of batches, including the one that is being written. */
  constructor(batchCount: () => number) {
    this.#batchCount = batchCount;
  }

  get(key: string): Row | undefined {
    return this.#batchCount() === this.#readAtBatch ? this.#rows.get(key) : undefined;
  }

  put(key: string, row: Row): void {
    const batch = this.#batchCount();
    if (batch !== this.#readAtBatch || this.#rows.size >= mostRows) this.#rows = new Map();
    this.#readAtBatch = batch;
    this.#rows.set(key, row);
  }
}
