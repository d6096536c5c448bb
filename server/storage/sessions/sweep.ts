import type { Database } from 'better-sqlite3';
import type { CommitQueue } from '../database/commit-queue.ts';
import { type Deleted, deleteInChunks, firstChunkOf } from '../database/delete-in-chunks.ts';
import { bytesOfSession } from '../database/migrations/0004-totals.ts';

/** Small enough not to delay a request: deleting this many rows takes less than two milliseconds. */
const chunkRows = 200;

/** How long ago a session may have expired to count as just expired. The sweep runs every minute. */
const latelyMs = 90_000;

/**
 * Removes expired sessions, one chunk in each turn of the event loop, each as soon as `isReady`, and reports their
 * sids. Resolves when none is left. If they cannot be removed, the sids of the sessions that have just expired are
 * still reported, and the promise rejects.
 */
export function sweepExpired(
  database: Database,
  queue: CommitQueue,
  nowMs: number,
  onExpired: (sids: string[]) => void,
  isReady: () => boolean = () => true,
): Promise<void> {
  const statement = database
    .prepare<[number, number], Deleted<string>>(
      `DELETE FROM sessions WHERE rowid IN (${firstChunkOf(
        `SELECT rowid AS key, expires_at_ms, ${bytesOfSession('')} AS bytes FROM sessions
         WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?`,
        'expires_at_ms',
      )}) RETURNING sid, ${bytesOfSession('')}`,
    )
    .raw();
  const lately = database
    .prepare<[number, number], string>('SELECT sid FROM sessions WHERE expires_at_ms <= ? AND expires_at_ms > ?')
    .pluck();
  const deleteChunk = () => statement.all(nowMs, chunkRows);
  const onDeleted = (sids: string[]) => {
    if (sids.length > 0) onExpired(sids);
  };
  return new Promise((resolve, reject) => {
    deleteInChunks({ queue, deleteChunk, chunkRows, isReady, onDeleted }, (error) => {
      if (error === null) return resolve();
      if (database.open) onDeleted(lately.all(nowMs, nowMs - latelyMs));
      reject(error);
    });
  });
}
