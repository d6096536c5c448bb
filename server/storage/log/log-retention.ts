import type { Database } from 'better-sqlite3';
import type { CommitQueue } from '../database/commit-queue.ts';
import { type Deleted, deleteInChunks, firstChunkOf } from '../database/delete-in-chunks.ts';
import { bytesOfEntry } from '../database/migrations/0004-totals.ts';
import type { Totals } from '../database/totals.ts';

export interface RetentionLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** A limit of the log that was exceeded, and the number of entries that were removed since the last such report. */
export interface LogShortened {
  readonly limit: 'entries' | 'bytes' | 'age';
  /** The limit itself: a number of entries, bytes, or milliseconds. */
  readonly max: number;
  readonly removed: number;
}

export interface LogRetentionOptions {
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly limits: () => RetentionLimits;
  readonly totals: () => Totals;
  /** Returns the id of the next entry. */
  readonly nextId: () => number;
  /** Called when a limit has removed many more entries than have arrived, at most once a minute. */
  readonly onShortened: (shortened: LogShortened) => void;
}

type Passed = Pick<LogShortened, 'limit' | 'max'>;

interface Oldest {
  readonly id: number;
  readonly at_ms: number;
}

/** The limits are checked after this many entries or bytes, whichever comes first. */
const lookEvery = { entries: 256, bytes: 4 * 1024 * 1024, shareOfLimit: 1 / 8 } as const;
const chunkRows = 512;
const reportEveryMs = 60_000;
/** A notice that stood in the log for this long could be read. One that was pushed out before is told again. */
const readableAfterMs = 10 * 60_000;
/** A log at its limit loses about as many entries as arrive. More than that by these is worth a report. */
const few = { entries: 128, shareOfLog: 1 / 8 } as const;

/**
 * Removes the oldest entries when the log exceeds its limits of number, bytes or age, one chunk at a time and no more
 * than necessary.
 */
export class LogRetention {
  readonly #options: LogRetentionOptions;
  readonly #oldest;
  readonly #removeOldest;
  #sinceLook = { entries: 0, bytes: 0 };
  #isRemoving = false;
  #passed: Passed | null = null;
  /**
   * How many more entries were removed than have arrived, and the removed ones in all: large entries push many small
   * ones out, a few at each look.
   */
  #displaced = { entries: 0, removed: 0 };
  /** The number of removed entries that were not reported yet. */
  #unreported = 0;
  #reportedAtMs = Number.NEGATIVE_INFINITY;
  /** The last report: the lowest id that its notice can have. Null before the first one, and after a clear. */
  #reported: { readonly id: number; readonly removed: number } | null = null;

  constructor(options: LogRetentionOptions) {
    this.#options = options;
    const { database } = options;
    this.#oldest = database.prepare<[], Oldest>('SELECT id, at_ms FROM log ORDER BY id LIMIT 1');
    this.#removeOldest = database
      .prepare<{ belowId: number; beforeMs: number; excessBytes: number }, Deleted<number>>(
        `DELETE FROM log WHERE id IN (${firstChunkOf(
          `SELECT id AS key, at_ms, ${bytesOfEntry('')} AS bytes FROM log ORDER BY id LIMIT ${chunkRows}`,
          'key',
          'key < @belowId OR at_ms < @beforeMs OR older_bytes < @excessBytes',
        )}) RETURNING id, ${bytesOfEntry('')}`,
      )
      .raw();
  }

  /** Must be called for each new entry, with the length of its row. */
  added(bytes: number, nowMs: number): void {
    this.#sinceLook.entries++;
    this.#sinceLook.bytes += bytes;
    const { maxBytes } = this.#options.limits();
    const isLookDue =
      this.#sinceLook.entries >= lookEvery.entries ||
      this.#sinceLook.bytes >= Math.min(lookEvery.bytes, maxBytes * lookEvery.shareOfLimit);
    if (isLookDue) this.look(nowMs);
  }

  /**
   * Removes the entries beyond the limits now. This is for a log that gets few new entries, because its entries also
   * become too old.
   */
  look(nowMs: number): void {
    if (this.#isRemoving) return;
    const added = this.#sinceLook.entries;
    this.#sinceLook = { entries: 0, bytes: 0 };
    this.#isRemoving = true;
    const deleteChunk = () => this.#removeChunk(nowMs);
    deleteInChunks({ queue: this.#options.queue, deleteChunk, chunkRows }, (error, removed) => {
      this.#isRemoving = false;
      // After a failure, the removal is tried again with the next entries; nothing is lost by waiting.
      if (error !== null) return;
      this.#noteRemoved(removed, added);
      this.#report(nowMs);
    });
  }

  #noteRemoved(removed: number, added: number): void {
    const before = Math.max(0, this.#displaced.entries - added);
    const displaced = {
      entries: before + removed,
      removed: before === 0 ? removed : this.#displaced.removed + removed,
    };
    const fewOfAll = Math.max(few.entries, this.#options.totals().requests * few.shareOfLog);
    const isReported = removed > added + few.entries || displaced.entries > added + fewOfAll;
    if (isReported) this.#unreported += displaced.removed;
    this.#displaced = isReported ? { entries: 0, removed: 0 } : displaced;
  }

  /** Must be called when the user removes all entries: nothing of what was reported is of interest then. */
  forget(): void {
    this.#displaced = { entries: 0, removed: 0 };
    this.#unreported = 0;
    this.#reported = null;
  }

  /** The removed entries. None if the log is within its limits. */
  #removeChunk(nowMs: number): Deleted<number>[] {
    const { limits, totals, nextId } = this.#options;
    const { maxEntries, maxBytes, maxAgeMs } = limits();
    const oldest = this.#oldest.get();
    const beyond = {
      belowId: nextId() - maxEntries,
      beforeMs: nowMs - maxAgeMs,
      excessBytes: totals().logBytes - maxBytes,
    };
    if (oldest === undefined) return [];
    if (beyond.excessBytes > 0) this.#passed = { limit: 'bytes', max: maxBytes };
    else if (oldest.id < beyond.belowId) this.#passed = { limit: 'entries', max: maxEntries };
    else if (oldest.at_ms < beyond.beforeMs) this.#passed = { limit: 'age', max: maxAgeMs };
    else return [];
    return this.#removeOldest.all(beyond);
  }

  #report(nowMs: number): void {
    const passed = this.#passed;
    if (passed === null || nowMs - this.#reportedAtMs < reportEveryMs) return;
    const removed = this.#unreported + this.#removedOfLostNotice(nowMs);
    if (removed === 0) return;
    this.#unreported = 0;
    this.#reportedAtMs = nowMs;
    this.#reported = { id: this.#options.nextId(), removed };
    this.#options.onShortened({ ...passed, removed });
  }

  /** What the last report has told, if the limit has removed its notice, too: it has to be told again. */
  #removedOfLostNotice(nowMs: number): number {
    if (this.#reported === null || nowMs - this.#reportedAtMs > readableAfterMs) return 0;
    const oldest = this.#oldest.get();
    return oldest !== undefined && oldest.id > this.#reported.id ? this.#reported.removed : 0;
  }
}
