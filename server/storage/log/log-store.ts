import type { Database } from 'better-sqlite3';
import type { LogEntry } from '../../contract/log-entry.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import { deleteInChunks } from '../database/delete-in-chunks.ts';
import { LogInserts } from './log-inserts.ts';
import { logRow, timeOf } from './log-row.ts';
import { RequestCount } from './request-count.ts';

export interface RetentionLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/**
 * Retention looks after this many entries, and removes at most `pruneChunk` a look: more than comes in, yet never
 * long.
 */
const pruneEvery = 256;
const pruneChunk = 512;
/** A chunk of a clear. Each entry has a page or more of its own, which is overwritten. */
const clearChunk = 128;

type Removed = [id: number, kind: string];

/**
 * Writes the log. Ids are the order of arrival, the page cursor and the row key at once; none is used twice, not even
 * after a clear. The oldest entries go when the log passes its limits of number, bytes or age.
 */
export class LogStore {
  readonly #queue: CommitQueue;
  readonly #limits: () => RetentionLimits;
  readonly #inserts;
  readonly #deleteNext;
  readonly #prune;
  readonly #lastOfOldest;
  readonly #lastEntryAtMs;
  readonly #oldestEntryAtMs;
  readonly #usedBytes;
  #nextId: number;
  readonly #requests: RequestCount;
  #sincePrune = 0;
  /** The ids written since each clear that is under way was asked for: they stay. */
  readonly #writtenSinceClear = new Set<Set<number>>();

  /** `knownCount`: how many requests the log holds, null if that must be found out. */
  constructor(database: Database, queue: CommitQueue, limits: () => RetentionLimits, knownCount: number | null = null) {
    this.#queue = queue;
    this.#limits = limits;
    this.#inserts = new LogInserts(database, queue);
    this.#deleteNext = database
      .prepare<[number, string], Removed>(
        `DELETE FROM log WHERE id IN (
           SELECT id FROM log WHERE id > ? AND id NOT IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT ${clearChunk}
         ) RETURNING id, kind`,
      )
      .raw();
    this.#prune = database
      .prepare<{ belowId: number; beforeMs: number }, Removed>(
        `DELETE FROM log
         WHERE id IN (SELECT id FROM log ORDER BY id LIMIT ${pruneChunk}) AND (id < @belowId OR at_ms < @beforeMs)
         RETURNING id, kind`,
      )
      .raw();
    this.#lastOfOldest = database
      .prepare<[number], number | null>(
        `SELECT max(id) FROM (
           SELECT id, sum(bytes) OVER (ORDER BY id) - bytes AS older_bytes
           FROM (SELECT id, octet_length(entry_json) AS bytes FROM log ORDER BY id LIMIT ${pruneChunk})
         ) WHERE older_bytes < ?`,
      )
      .pluck();
    this.#lastEntryAtMs = database.prepare<[], number>('SELECT at_ms FROM log ORDER BY id DESC LIMIT 1').pluck();
    this.#oldestEntryAtMs = database.prepare<[], number>('SELECT at_ms FROM log ORDER BY id LIMIT 1').pluck();
    this.#usedBytes = database
      .prepare<[], number>(
        `SELECT (page_count - freelist_count) * page_size
         FROM pragma_page_count, pragma_freelist_count, pragma_page_size`,
      )
      .pluck();
    const lastUsedId = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'log'").pluck();
    this.#nextId = (lastUsedId.get() ?? 0) + 1;
    this.#requests = new RequestCount(database, knownCount, this.#nextId);
  }

  /** The id of the next entry: taken when a request arrives, so that ids keep the order of arrival. */
  takeId(): number {
    return this.#nextId++;
  }

  /** How many requests the log holds; after a start that must count them, fewer until that is done. */
  get requestCount(): number {
    return this.#requests.value;
  }

  /** The same for the next start, null if they have not all been counted. */
  get exactRequestCount(): number | null {
    return this.#requests.isExact ? this.#requests.value : null;
  }

  /** Bytes of the database in use: log, sessions and indexes. */
  usedBytes(): number {
    return this.#usedBytes.get() ?? 0;
  }

  /** When the newest entry happened, null if the log is empty. */
  lastEntryAtMs(): number | null {
    return this.#lastEntryAtMs.get() ?? null;
  }

  /** When the oldest entry happened, null if the log is empty. */
  oldestEntryAtMs(): number | null {
    return this.#oldestEntryAtMs.get() ?? null;
  }

  /**
   * Writes an entry. A record of a request goes with the next batch, within milliseconds: its response has left.
   * `done` runs after the commit, or with the error that kept it out.
   */
  append(entry: LogEntry, done: (error: Error | null) => void): void {
    for (const kept of this.#writtenSinceClear) kept.add(entry.id);
    const isRequest = entry.kind === 'request';
    const answer = (error: Error | null): void => {
      if (error === null && isRequest) this.#requests.added();
      done(error);
    };
    const row = () => logRow(entry);
    if (isRequest) this.#inserts.addPatiently(row, answer);
    else this.#inserts.add(row, answer);
    if (++this.#sincePrune >= pruneEvery) this.prune(timeOf(entry));
  }

  /**
   * Removes the oldest entries beyond the limits, a chunk of them. For a log that gets few entries: they age all the
   * same.
   */
  prune(nowMs: number): void {
    this.#sincePrune = 0;
    this.#queue.writePatiently(
      () => this.#prune.all(this.#beyondLimits(nowMs)),
      (error, removed) => {
        // A prune that failed is tried again after the next entries; nothing is lost by waiting.
        if (error === null) this.#forget(removed ?? []);
      },
    );
  }

  /**
   * Removes every entry there is at this moment, a chunk at a time; one that is written meanwhile stays. What is
   * deleted is overwritten, so this writes as much as it removes: each chunk waits until `isReady`.
   */
  clear(done: (error: Error | null) => void, isReady?: () => boolean): void {
    const kept = new Set<number>();
    this.#writtenSinceClear.add(kept);
    let lastId = 0;
    const deleteChunk = (keptJson: string): Removed[] => {
      const removed = this.#deleteNext.all(lastId, keptJson);
      lastId = removed.reduce((last, [id]) => Math.max(last, id), lastId);
      return removed;
    };
    const onDeleted = (removed: Removed[]) => this.#forget(removed);
    const order = { queue: this.#queue, deleteChunk, chunkRows: clearChunk, kept, onDeleted };
    deleteInChunks(isReady === undefined ? order : { ...order, isReady }, (error) => {
      this.#writtenSinceClear.delete(kept);
      done(error);
    });
  }

  #forget(removed: readonly Removed[]): void {
    this.#requests.removed(removed.flatMap(([id, kind]) => (kind === 'request' ? [id] : [])));
  }

  #beyondLimits(nowMs: number): { belowId: number; beforeMs: number } {
    const { maxEntries, maxBytes, maxAgeMs } = this.#limits();
    const excessBytes = this.usedBytes() - maxBytes;
    const lastOfExcess = excessBytes > 0 ? (this.#lastOfOldest.get(excessBytes) ?? 0) : 0;
    return { belowId: Math.max(this.#nextId - maxEntries, lastOfExcess + 1), beforeMs: nowMs - maxAgeMs };
  }
}
