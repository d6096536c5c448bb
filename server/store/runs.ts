import type { Database } from 'better-sqlite3';

/** What the previous run left behind: null if it closed its log, else when it began. */
export type UnfinishedRun = { startedAtMs: number } | null;

/**
 * Notes that a run begins, and finds out whether the last one ended without closing: its final records may then be missing.
 * `end` marks this run as closed; it is the last write of all.
 */
export function beginRun(database: Database, nowMs: number): { unfinished: UnfinishedRun; end(atMs: number): void } {
  const last = database
    .prepare<[], { started_at_ms: number; ended_at_ms: number | null }>(
      'SELECT started_at_ms, ended_at_ms FROM runs ORDER BY id DESC LIMIT 1',
    )
    .get();
  const insert = database.prepare<[number]>('INSERT INTO runs (started_at_ms) VALUES (?)');
  const forget = database.prepare('DELETE FROM runs WHERE id < ?');
  const id = database.transaction(() => {
    const { lastInsertRowid } = insert.run(nowMs);
    forget.run(lastInsertRowid);
    return lastInsertRowid;
  })();
  const end = database.prepare('UPDATE runs SET ended_at_ms = ? WHERE id = ?');
  return {
    unfinished: last !== undefined && last.ended_at_ms === null ? { startedAtMs: last.started_at_ms } : null,
    end: (atMs) => void end.run(atMs, id),
  };
}
