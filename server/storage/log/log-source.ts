import type { Database } from 'better-sqlite3';
import { type StoredEntry, storedEntryColumns } from './stored-entry.ts';

/** The part of the log that a search reads: rows by id, for `readEntry`. */
export interface LogSource {
  /** The ids of the oldest and the newest entry. Null if the log is empty. */
  ends(): { oldestId: number; newestId: number } | null;
  /** The first entries from an id on, in order of id. */
  from(id: number, limit: number): StoredEntry[];
  /** The last entries below an id, newest first. */
  below(id: number, limit: number): StoredEntry[];
  /** Null if the log does not contain the entry. */
  rowOf(id: number): StoredEntry | null;
}

/** The same source, which also reports each read error before it is thrown. */
export function tellingErrors(source: LogSource, tell: (error: unknown) => void): LogSource {
  const telling = <Answer>(read: () => Answer): Answer => {
    try {
      return read();
    } catch (error) {
      tell(error);
      throw error;
    }
  };
  return {
    ends: () => telling(() => source.ends()),
    from: (id, limit) => telling(() => source.from(id, limit)),
    below: (id, limit) => telling(() => source.below(id, limit)),
    rowOf: (id) => telling(() => source.rowOf(id)),
  };
}

/** Works with any connection, including a read-only one. No cursor stays open. */
export function createLogSource(database: Database): LogSource {
  const ends = database.prepare<[], { oldestId: number | null; newestId: number | null }>(
    'SELECT (SELECT min(id) FROM log) AS oldestId, (SELECT max(id) FROM log) AS newestId',
  );
  const from = database.prepare<[number, number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id >= ? ORDER BY id LIMIT ?`,
  );
  const below = database.prepare<[number, number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id < ? ORDER BY id DESC LIMIT ?`,
  );
  const row = database.prepare<[number], StoredEntry>(`SELECT ${storedEntryColumns} FROM log WHERE id = ?`);
  return {
    ends: () => {
      const { oldestId, newestId } = ends.get() ?? { oldestId: null, newestId: null };
      return oldestId === null || newestId === null ? null : { oldestId, newestId };
    },
    from: (id, limit) => from.all(id, limit),
    below: (id, limit) => below.all(id, limit),
    rowOf: (id) => row.get(id) ?? null,
  };
}
