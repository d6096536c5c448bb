import type { Database } from 'better-sqlite3';
import { asError } from '../../base/thrown.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import { type Deleted, deleteInChunks, firstChunkOf } from '../database/delete-in-chunks.ts';
import { bytesOfEntry } from '../database/migrations/0004-totals.ts';
import { createTotals, type Totals } from '../database/totals.ts';
import { LogInserts } from './log-inserts.ts';
import { LogRetention, type LogShortened, type RetentionLimits } from './log-retention.ts';
import { type LogRow, logRow, timeOf } from './log-row.ts';

/** A chunk of a clear. Each entry has at least one page, which is overwritten. */
const clearChunk = 128;

/**
 * Writes the log. An id is the order of arrival, the page cursor and the row key; no id is used twice, not even after a
 * clear. The oldest entries are deleted when the log exceeds its limits of number, bytes or age.
 */
export class LogStore {
  readonly #queue: CommitQueue;
  readonly #inserts;
  readonly #deleteNext;
  readonly #retention;
  readonly #lastEntryAtMs;
  readonly #oldestEntryAtMs;
  readonly #totals: () => Totals;
  #nextId: number;
  /** The ids that were written since the start of each running clear. These entries stay. */
  readonly #writtenSinceClear = new Set<Set<number>>();

  /** `onShortened` is called when a limit has removed more than a few of the oldest entries. */
  constructor(
    database: Database,
    queue: CommitQueue,
    limits: () => RetentionLimits,
    onShortened: (shortened: LogShortened) => void = () => {},
  ) {
    this.#queue = queue;
    this.#inserts = new LogInserts(database, queue);
    this.#deleteNext = database
      .prepare<[number, string], Deleted<number>>(
        `DELETE FROM log WHERE id IN (${firstChunkOf(
          `SELECT id AS key, ${bytesOfEntry('')} AS bytes FROM log
           WHERE id > ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ${clearChunk}`,
          'key',
        )}) RETURNING id, ${bytesOfEntry('')}`,
      )
      .raw();
    this.#lastEntryAtMs = database.prepare<[], number>('SELECT at_ms FROM log ORDER BY id DESC LIMIT 1').pluck();
    this.#oldestEntryAtMs = database.prepare<[], number>('SELECT at_ms FROM log ORDER BY id LIMIT 1').pluck();
    this.#totals = createTotals(database);
    const lastUsedId = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'log'").pluck();
    this.#nextId = (lastUsedId.get() ?? 0) + 1;
    this.#retention = new LogRetention({
      database,
      queue,
      limits,
      totals: this.#totals,
      nextId: () => this.#nextId,
      onShortened,
    });
  }

  /** The id of the next entry: taken when a request arrives, so that ids keep the order of arrival. */
  takeId(): number {
    return this.#nextId++;
  }

  /** How many requests the log holds. */
  get requestCount(): number {
    return this.#totals().requests;
  }

  /** The bytes of the log including its indexes. Sessions, pins and cookie jars are not counted. */
  usedBytes(): number {
    return this.#totals().logBytes;
  }

  /** The time of the newest entry. Null if the log is empty. */
  lastEntryAtMs(): number | null {
    return this.#lastEntryAtMs.get() ?? null;
  }

  /** The time of the oldest entry. Null if the log is empty. */
  oldestEntryAtMs(): number | null {
    return this.#oldestEntryAtMs.get() ?? null;
  }

  /**
   * Writes an entry. The record of a request is written with the next batch, within milliseconds, because its response
   * was sent already. `done` runs after the commit, or with the error of the write.
   */
  append(entry: LogEntry, done: (error: Error | null) => void): void {
    for (const kept of this.#writtenSinceClear) kept.add(entry.id);
    let row: LogRow;
    try {
      row = logRow(entry);
    } catch (error) {
      setImmediate(done, asError(error));
      return;
    }
    const answer = (error: Error | null): void => {
      if (error === null) this.#retention.added(row[5].length, timeOf(entry));
      done(error);
    };
    if (entry.kind === 'request') this.#inserts.addPatiently(row, answer);
    else this.#inserts.add(row, answer);
  }

  /** Runs `work`, which may append entries, right before the next batch, at the latest after `patienceMs`. */
  beforeNextBatch(work: () => void, patienceMs: number): void {
    this.#queue.beforeNextBatch(work, patienceMs);
  }

  /**
   * Removes the oldest entries beyond the limits, one chunk at a time. This is for a log that gets few new entries,
   * because its entries also become too old.
   */
  prune(nowMs: number): void {
    this.#retention.look(nowMs);
  }

  /**
   * Removes all present entries, one chunk at a time; entries that are written meanwhile stay. Deleted data is
   * overwritten, so this writes as much as it removes. Therefore each chunk waits until `isReady`.
   */
  clear(done: (error: Error | null) => void, isReady?: () => boolean): void {
    // The requests that have ended are present entries, although their records are made with the next batch.
    this.#queue.runWork();
    const kept = new Set<number>();
    this.#writtenSinceClear.add(kept);
    let lastId = 0;
    const deleteChunk = (keptJson: string): Deleted<number>[] => {
      const rows = this.#deleteNext.all(lastId, keptJson);
      lastId = rows.reduce((last, [id]) => Math.max(last, id), lastId);
      return rows;
    };
    const order = { queue: this.#queue, deleteChunk, chunkRows: clearChunk, kept };
    deleteInChunks(isReady === undefined ? order : { ...order, isReady }, (error) => {
      this.#writtenSinceClear.delete(kept);
      this.#retention.forget();
      done(error);
    });
  }
}
