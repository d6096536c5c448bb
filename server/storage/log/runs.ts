import type { Database } from 'better-sqlite3';

/**
 * The start of a run that ended without closing its log. It is remembered until `noted`, so that a start that fails
 * before the gap is in the log leaves it to the next start. Null if the last run closed its log.
 */
export type UnfinishedRun = { readonly startedAtMs: number; noted(): void } | null;

export interface Run {
  readonly unfinished: UnfinishedRun;
  end(atMs: number): void;
  /** Writes an existing value again, to find out whether writing works. */
  touch(): void;
}

/**
 * Notes that a run starts, and whether an earlier one ended without closing, in which case its last records may be
 * missing. `end` marks this run as closed; it is the last write of all.
 */
export function beginRun(database: Database, nowMs: number): Run {
  const firstUnfinished = database
    .prepare<[], number>('SELECT started_at_ms FROM runs WHERE ended_at_ms IS NULL ORDER BY id LIMIT 1')
    .pluck();
  const insert = database.prepare<[number, number]>('INSERT INTO runs (started_at_ms, pid) VALUES (?, ?)');
  const forgetClosed = database.prepare('DELETE FROM runs WHERE id < ? AND ended_at_ms IS NOT NULL');
  const forgetEarlier = database.prepare('DELETE FROM runs WHERE id < ?');
  const end = database.prepare('UPDATE runs SET ended_at_ms = ? WHERE id = ?');
  const touch = database.prepare('UPDATE runs SET started_at_ms = started_at_ms WHERE id = ?');
  const { startedAtMs, id } = database
    .transaction(() => {
      const startedAtMs = firstUnfinished.get();
      const { lastInsertRowid } = insert.run(nowMs, process.pid);
      forgetClosed.run(lastInsertRowid);
      return { startedAtMs, id: lastInsertRowid };
      // IMMEDIATE, because SQLite waits for the lock of another process only before the first read.
    })
    .immediate();
  return {
    unfinished: startedAtMs === undefined ? null : { startedAtMs, noted: () => void forgetEarlier.run(id) },
    end: (atMs) => void end.run(atMs, id),
    touch: () => void touch.run(id),
  };
}
