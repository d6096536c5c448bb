/** Few requests meet in one turn, and few of them are of as many sessions. */
const mostRows = 64;

/**
 * The rows that were read since the last batch of writes. Only this process writes to the database, so a row stays the
 * same until the next batch: a page that makes ten requests at once has its session read once. This saves the locks
 * that SQLite takes for each read.
 */
export class RowsOfTurn<Row> {
  readonly #batchCount: () => number;
  #rows = new Map<string, Row>();
  #readAtBatch = 0;

  /** `batchCount` says how many batches have been written, one that is being written included. */
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
