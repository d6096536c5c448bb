import type { Database } from 'better-sqlite3';
import type { CommitQueue } from '../database/commit-queue.ts';
import { type Deleted, deleteInChunks, firstChunkOf } from '../database/delete-in-chunks.ts';
import { bytesOfSession } from '../database/migrations/0004-totals.ts';
import type { Totals } from '../database/totals.ts';
import type { SessionChange } from './session-change.ts';

export interface SessionLimits {
  readonly maxCount: number;
  readonly maxBytes: number;
}

/**
 * A limit of the stored sessions that was exceeded, and the number of live sessions that were removed since the last
 * such report.
 */
export interface SessionsRemoved {
  readonly limit: 'count' | 'bytes';
  /** The limit itself: a number of sessions, or bytes. */
  readonly max: number;
  readonly removed: number;
}

export interface SessionRetentionOptions {
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly limits: () => SessionLimits;
  readonly totals: () => Totals;
  /** The sids of the sessions of the app's own browsers, which are never removed. */
  readonly heldSids: () => Iterable<string>;
  readonly publish: (change: SessionChange) => void;
  /** Called when a limit starts to remove sessions, then once a minute at most. */
  readonly onRemoved: (removed: SessionsRemoved) => void;
}

const chunkRows = 200;
const reportEveryMs = 60_000;
/** The delay after a removal that failed (for example on a full disk) or found nothing to remove. */
const inVainMs = 5_000;

interface Excess {
  readonly passed: Omit<SessionsRemoved, 'removed'>;
  readonly rows: number;
  readonly bytes: number;
}

/**
 * Removes stored sessions when there are too many, or they take too much space: first the expired ones, and then those
 * that were not used for the longest time. Any client can make a site store sessions, so their number must be limited.
 */
export class SessionRetention {
  readonly #options: SessionRetentionOptions;
  readonly #removeExpired;
  readonly #removeUnused;
  #isRemoving = false;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #unreported = 0;
  #passed: Excess['passed'] | null = null;
  #reportedAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: SessionRetentionOptions) {
    this.#options = options;
    const { database } = options;
    const remove = (chunk: string) =>
      `DELETE FROM sessions WHERE rowid IN (${chunk}) RETURNING sid, ${bytesOfSession('')}`;
    const bytes = `${bytesOfSession('')} AS bytes`;
    this.#removeExpired = database
      .prepare<{ nowMs: number }, Deleted<string>>(
        remove(
          firstChunkOf(
            `SELECT rowid AS key, expires_at_ms, ${bytes} FROM sessions
             WHERE expires_at_ms <= @nowMs ORDER BY expires_at_ms LIMIT ${chunkRows}`,
            'expires_at_ms, key',
          ),
        ),
      )
      .raw();
    // The most recently used session stays, however large it is, because it has just been saved.
    this.#removeUnused = database
      .prepare<{ held: string; rows: number; bytes: number }, Deleted<string>>(
        remove(
          firstChunkOf(
            `SELECT rowid AS key, last_used_at_ms, ${bytes} FROM sessions
             WHERE sid NOT IN (SELECT value FROM json_each(@held))
               AND rowid <> (SELECT rowid FROM sessions ORDER BY last_used_at_ms DESC, rowid DESC LIMIT 1)
             ORDER BY last_used_at_ms, rowid LIMIT @rows`,
            'last_used_at_ms, key',
            'older_bytes < @bytes',
          ),
        ),
      )
      .raw();
  }

  /** Must be called after each commit. The call costs almost nothing while the limits are kept. */
  look(nowMs: number): void {
    if (this.#isRemoving || nowMs < this.#notBeforeMs) return;
    if (this.#excess() === null) this.#report(nowMs);
    else this.#remove(nowMs);
  }

  #remove(nowMs: number): void {
    this.#isRemoving = true;
    const { queue, publish } = this.#options;
    let type: 'expired' | 'removed' = 'expired';
    const deleteChunk = (): Deleted<string>[] => {
      if (this.#excess() === null) return [];
      type = 'expired';
      const expired = this.#removeExpired.all({ nowMs });
      if (expired.length > 0) return expired;
      type = 'removed';
      return this.#removeBeyond();
    };
    const onDeleted = (sids: string[]): void => {
      for (const sid of sids) publish({ type, sid });
      if (type === 'removed') this.#unreported += sids.length;
    };
    // Chunks are removed until the limits are kept. A short chunk may consist of expired sessions only.
    deleteInChunks({ queue, deleteChunk, chunkRows: 1, onDeleted }, (error, deleted) => {
      this.#isRemoving = false;
      const isInVain = error !== null || deleted === 0;
      this.#notBeforeMs = isInVain ? nowMs + inVainMs : Number.NEGATIVE_INFINITY;
      this.#report(nowMs);
    });
  }

  #removeBeyond(): Deleted<string>[] {
    const excess = this.#excess();
    if (excess === null) return [];
    this.#passed = excess.passed;
    const held = JSON.stringify([...this.#options.heldSids()]);
    return this.#removeUnused.all({ held, rows: excess.rows, bytes: excess.bytes });
  }

  /** The number and bytes beyond the limits. Null if the limits are kept. */
  #excess(): Excess | null {
    const { maxCount, maxBytes } = this.#options.limits();
    const { sessions, sessionBytes } = this.#options.totals();
    if (sessions > maxCount) {
      const rows = Math.min(chunkRows, sessions - maxCount);
      return { passed: { limit: 'count', max: maxCount }, rows, bytes: Number.MAX_SAFE_INTEGER };
    }
    if (sessionBytes <= maxBytes) return null;
    return { passed: { limit: 'bytes', max: maxBytes }, rows: chunkRows, bytes: sessionBytes - maxBytes };
  }

  #report(nowMs: number): void {
    const passed = this.#passed;
    if (passed === null || this.#unreported === 0 || nowMs - this.#reportedAtMs < reportEveryMs) return;
    const removed = this.#unreported;
    this.#unreported = 0;
    this.#reportedAtMs = nowMs;
    this.#options.onRemoved({ ...passed, removed });
  }
}
