import type { Database } from 'better-sqlite3';

/** Rows that are counted in one go: a millisecond or two, since each lies in a page of its own. */
const chunkRows = 500;
const pauseMs = 25;

/**
 * How many requests the log holds. A run that ended in order leaves the number behind. After a sudden end they are
 * counted, from the newest to the oldest, a few at a time: until that is done the number is of those that were
 * counted so far.
 */
export class RequestCount {
  readonly #database: Database;
  readonly #newestBelow;
  #count = 0;
  /** Entries from here on are counted. */
  #countedFrom: number;

  /** `known`: what the run before this one left behind, null if it left nothing. `nextId`: that of the next entry. */
  constructor(database: Database, known: number | null, nextId: number) {
    this.#database = database;
    this.#newestBelow = database.prepare<[number, number], { rows: number; requests: number; lowest: number | null }>(
      `SELECT count(*) AS rows, count(*) FILTER (WHERE kind = 'request') AS requests, min(id) AS lowest
       FROM (SELECT id, kind FROM log WHERE id < ? ORDER BY id DESC LIMIT ?)`,
    );
    this.#count = known ?? 0;
    this.#countedFrom = known === null ? nextId : 0;
    this.#goOn();
  }

  get value(): number {
    return this.#count;
  }

  /** All of them were counted. */
  get isExact(): boolean {
    return this.#countedFrom === 0;
  }

  added(): void {
    this.#count++;
  }

  /** The ids of requests that were removed. */
  removed(ids: readonly number[]): void {
    for (const id of ids) if (id >= this.#countedFrom) this.#count--;
  }

  #goOn(): void {
    if (this.isExact || !this.#database.open) return;
    const { rows, requests, lowest } = this.#newestBelow.get(this.#countedFrom, chunkRows) ?? {
      rows: 0,
      requests: 0,
      lowest: null,
    };
    this.#count += requests;
    this.#countedFrom = rows < chunkRows || lowest === null ? 0 : lowest;
    if (!this.isExact) setTimeout(() => this.#goOn(), pauseMs).unref();
  }
}
