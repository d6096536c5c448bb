import type { Database } from 'better-sqlite3';
import type { LogEntry } from '../contract/log-entry.ts';
import type { CommitQueue } from './commit-queue.ts';

export interface RetentionLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** Retention looks after this many entries, and removes at most this many at a time. */
const pruneEvery = 256;
const pruneChunk = 512;

interface Row {
  id: number;
  entry_json: string;
}

/**
 * The log on SQLite: entries by id, which is the order of arrival, the page cursor and the row key at once. Ids are never used
 * twice, not even after a clear.
 */
export class LogStore {
  readonly #queue: CommitQueue;
  readonly #insert;
  readonly #newest;
  readonly #before;
  readonly #after;
  readonly #countRequests;
  readonly #lastEntry;
  readonly #hasSid;
  readonly #deleteAll;
  readonly #prune;
  readonly #pages;
  readonly #limits: () => RetentionLimits;
  #nextId: number;
  #requestCount: number;
  #sincePrune = 0;

  constructor(database: Database, queue: CommitQueue, limits: () => RetentionLimits) {
    this.#queue = queue;
    this.#limits = limits;
    this.#insert = database.prepare('INSERT INTO log (id, kind, at_ms, sid, entry_json) VALUES (?, ?, ?, ?, ?)');
    this.#newest = database.prepare<[number], Row>('SELECT id, entry_json FROM log ORDER BY id DESC LIMIT ?');
    this.#before = database.prepare<[number, number], Row>(
      'SELECT id, entry_json FROM log WHERE id < ? ORDER BY id DESC LIMIT ?',
    );
    this.#after = database.prepare<[number, number], Row>(
      'SELECT id, entry_json FROM log WHERE id > ? ORDER BY id LIMIT ?',
    );
    this.#countRequests = database.prepare<[], number>("SELECT count(*) FROM log WHERE kind = 'request'").pluck();
    this.#lastEntry = database.prepare<[], { at_ms: number }>('SELECT at_ms FROM log ORDER BY id DESC LIMIT 1');
    this.#hasSid = database.prepare<[string], number>('SELECT 1 FROM log WHERE sid = ? LIMIT 1').pluck();
    this.#deleteAll = database.prepare('DELETE FROM log');
    this.#prune = database
      .prepare<{ belowId: number; beforeMs: number; chunk: number }, string>(`
      DELETE FROM log WHERE id IN (
        SELECT id FROM log WHERE id < @belowId OR at_ms < @beforeMs ORDER BY id LIMIT @chunk
      ) AND (id < @belowId OR at_ms < @beforeMs) RETURNING kind`)
      .pluck();
    this.#pages = database.prepare<[], { bytes: number }>(
      `SELECT (SELECT page_count FROM pragma_page_count) * (SELECT page_size FROM pragma_page_size)
            - (SELECT freelist_count FROM pragma_freelist_count) * (SELECT page_size FROM pragma_page_size) AS bytes`,
    );
    const lastUsed = database.prepare<[], number>("SELECT seq FROM sqlite_sequence WHERE name = 'log'").pluck().get();
    this.#nextId = (lastUsed ?? 0) + 1;
    this.#requestCount = this.#countRequests.get() ?? 0;
  }

  /** The id of the next entry: taken when a request arrives, so ids keep the order of arrival. */
  takeId(): number {
    return this.#nextId++;
  }

  get requestCount(): number {
    return this.#requestCount;
  }

  /** Bytes of the database in use: log, sessions and indexes. */
  get bytes(): number {
    return this.#pages.get()?.bytes ?? 0;
  }

  /** Writes an entry in the next batch. `done` runs after its commit, or with the error that kept it out. */
  append(entry: LogEntry, done: (error: Error | null) => void): void {
    this.#queue.write(
      () => this.#insert.run(entry.id, entry.kind, timeOf(entry), sidOf(entry), JSON.stringify(entry)),
      (error) => {
        if (error === null && entry.kind === 'request') this.#requestCount++;
        done(error);
      },
    );
    if (++this.#sincePrune >= pruneEvery) this.#pruneSoon(timeOf(entry));
  }

  /** The newest entries, oldest first. */
  newest(limit: number): { entries: LogEntry[]; hasEarlier: boolean } {
    return pageOf(this.#newest.all(limit + 1), limit);
  }

  /** The entries just older than `before`, oldest first. */
  before(before: number, limit: number): { entries: LogEntry[]; hasEarlier: boolean } {
    return pageOf(this.#before.all(before, limit + 1), limit);
  }

  /** The entries just newer than `after`, oldest first; an empty page is the end. */
  after(after: number, limit: number): LogEntry[] {
    return this.#after.all(after, limit).map(rowToEntry);
  }

  lastEntryAtMs(): number | null {
    return this.#lastEntry.get()?.at_ms ?? null;
  }

  hasSid(sid: string): boolean {
    return this.#hasSid.get(sid) !== undefined;
  }

  clear(done: (error: Error | null) => void): void {
    this.#queue.write(
      () => this.#deleteAll.run(),
      (error) => {
        if (error === null) this.#requestCount = 0;
        done(error);
      },
    );
  }

  /** Removes one chunk of what passes the limits; comes again soon while there is more. */
  #pruneSoon(nowMs: number): void {
    this.#sincePrune = 0;
    const limits = this.#limits();
    const overBytes = this.bytes > limits.maxBytes;
    const oldest = this.#after.get(0, 1)?.id ?? this.#nextId;
    const belowId = Math.max(this.#nextId - limits.maxEntries, overBytes ? oldest + pruneChunk : 0);
    this.#queue.write(
      () => this.#prune.all({ belowId, beforeMs: nowMs - limits.maxAgeMs, chunk: pruneChunk }),
      (error, kinds) => {
        // A prune that failed is tried again with the next batch of entries; nothing is lost by waiting.
        if (error === null) this.#requestCount -= (kinds ?? []).filter((kind) => kind === 'request').length;
      },
    );
  }
}

function pageOf(newestFirst: Row[], limit: number): { entries: LogEntry[]; hasEarlier: boolean } {
  const hasEarlier = newestFirst.length > limit;
  return { entries: newestFirst.slice(0, limit).reverse().map(rowToEntry), hasEarlier };
}

function rowToEntry(row: Row): LogEntry {
  return JSON.parse(row.entry_json) as LogEntry;
}

/** When an entry happened, for retention by age. */
function timeOf(entry: LogEntry): number {
  if (entry.kind === 'request') return entry.arrivedAtMs;
  return entry.kind === 'gap' ? entry.toMs : entry.atMs;
}

/** The sid under which an entry is found. */
function sidOf(entry: LogEntry): string | null {
  if (entry.kind === 'request') return entry.sidAfter ?? entry.sidBefore;
  return entry.kind === 'edit' ? entry.sid : null;
}
