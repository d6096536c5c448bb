import type { Database } from 'better-sqlite3';
import type { CommitQueue } from './commit-queue.ts';

/** Small enough not to hold up a request: deleting this many rows takes well under a millisecond or two. */
const chunkRows = 200;

/**
 * Removes expired sessions, a chunk per turn of the event loop, and tells their sids. Resolves when none is left.
 */
export async function sweepExpired(
  database: Database,
  queue: CommitQueue,
  nowMs: number,
  onExpired: (sids: string[]) => void,
): Promise<void> {
  const deleteChunk = database
    .prepare<[number, number], string>(
      `DELETE FROM sessions WHERE sid IN (SELECT sid FROM sessions WHERE expires_at_ms <= ? ORDER BY expires_at_ms LIMIT ?)
       RETURNING sid`,
    )
    .pluck();
  for (;;) {
    const sids = await new Promise<string[]>((resolve, reject) => {
      queue.write(
        () => deleteChunk.all(nowMs, chunkRows),
        (error, value) => (error === null ? resolve(value ?? []) : reject(error)),
      );
    });
    if (sids.length > 0) onExpired(sids);
    if (sids.length < chunkRows) return;
  }
}
