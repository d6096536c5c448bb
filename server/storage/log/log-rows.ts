import type { Database } from 'better-sqlite3';
import { takeRows } from '../database/take-rows.ts';
import { type StoredEntry, storedEntryColumns } from './stored-entry.ts';

/** The maximum that a long read holds in memory, but at least one entry. */
const readChunk = { entries: 250, characters: 1024 * 1024 } as const;

/**
 * Long reads of the log, for exports: stored rows for `readEntry`, oldest first. The read covers the entries that are
 * in the log at its start, one bounded chunk at a time. No cursor stays open between chunks, so writers never wait. A
 * second read ends with the same entry.
 */
export interface LogRows {
  all(): Iterable<StoredEntry>;
  /** The newest entries, `count` of them or slightly fewer. */
  newest(count: number): Iterable<StoredEntry>;
  /** Requests with this sid before or after them, and edits of the session. */
  ofSession(sid: string): Iterable<StoredEntry>;
  /** The entries with these ids, in order, that still exist. */
  byId(ids: ArrayLike<number>): Iterable<StoredEntry>;
  /** The number of ids from the oldest entry to the newest, which is the number of entries or slightly more. */
  idSpan(): number;
  /** The number of entries of a session. Counting stops at `most`. */
  countOfSession(sid: string, most: number): number;
  /** The row at about this fraction of the log (0 the oldest, 1 the newest). Null if the log is empty. */
  near(share: number): StoredEntry | null;
}

/** Works with any connection, including a read-only one. */
export function createLogRows(database: Database): LogRows {
  // Two separate look-ups, because a SELECT with both min and max would read the whole table.
  const ends = database.prepare<[], { oldestId: number | null; newestId: number | null }>(
    'SELECT (SELECT min(id) FROM log) AS oldestId, (SELECT max(id) FROM log) AS newestId',
  );
  const after = database.prepare<[number, number, number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
  );
  const ofSession = database.prepare<[string, number, number, string, number, number, number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id IN (
       SELECT id FROM log WHERE sid = ? AND id > ? AND id <= ?
       UNION SELECT id FROM log WHERE old_sid = ? AND id > ? AND id <= ?
       ORDER BY id LIMIT ?
     ) ORDER BY id`,
  );
  const countOfSession = database
    .prepare<[string, string, number], number>(
      `SELECT count(*) FROM (
         SELECT id FROM log WHERE sid = ? UNION SELECT id FROM log WHERE old_sid = ? LIMIT ?
       )`,
    )
    .pluck();
  const byId = database.prepare<[number], StoredEntry>(`SELECT ${storedEntryColumns} FROM log WHERE id = ?`);
  const from = database.prepare<[number], StoredEntry>(
    `SELECT ${storedEntryColumns} FROM log WHERE id >= ? ORDER BY id LIMIT 1`,
  );

  type ChunkAfter = (after: number, lastId: number, limit: number) => Iterable<StoredEntry>;

  function inChunks(chunkAfter: ChunkAfter, most = Number.POSITIVE_INFINITY): Iterable<StoredEntry> {
    let lastId: number | null = null;
    return {
      [Symbol.iterator]() {
        lastId ??= ends.get()?.newestId ?? 0;
        return chunksBetween(Math.max(0, lastId - most), lastId, chunkAfter);
      },
    };
  }

  function* chunksBetween(firstId: number, lastId: number, chunkAfter: ChunkAfter): Generator<StoredEntry> {
    let afterId = firstId;
    for (;;) {
      const next = chunkAfter(afterId, lastId, readChunk.entries + 1);
      const { rows, isAll } = takeRows(next, readChunk.entries, charactersOf, readChunk.characters);
      for (const row of rows) {
        afterId = row.id;
        yield row;
      }
      if (isAll) return;
    }
  }

  const takeStretch = (fromId: number, toId: number) =>
    takeRows(after.iterate(fromId - 1, toId, -1), readChunk.entries * 2, charactersOf, readChunk.characters);

  function* byIds(ids: ArrayLike<number>): Generator<StoredEntry> {
    let place = 0;
    while (place < ids.length) {
      const nearPlace = Math.min(place + readChunk.entries, ids.length) - 1;
      const [id, lastId] = [ids[place] as number, ids[nearPlace] as number];
      // If most of a range is needed, reading the range is faster than looking up each id.
      if (lastId - id < (nearPlace - place + 1) * 2) {
        const { rows, isAll } = takeStretch(id, lastId);
        for (const row of rows) {
          while ((ids[place] as number) < row.id) place++;
          if (ids[place] !== row.id) continue;
          yield row;
          place++;
        }
        if (isAll) place = nearPlace + 1;
      } else {
        const row = byId.get(id);
        if (row !== undefined) yield row;
        place++;
      }
    }
  }

  const chunkOfAll: ChunkAfter = (afterId, lastId, limit) => after.iterate(afterId, lastId, limit);
  return {
    all: () => inChunks(chunkOfAll),
    newest: (count) => inChunks(chunkOfAll, count),
    ofSession: (sid) =>
      inChunks((afterId, lastId, limit) => ofSession.iterate(sid, afterId, lastId, sid, afterId, lastId, limit)),
    byId: (ids) => ({ [Symbol.iterator]: () => byIds(ids) }),
    idSpan() {
      const { oldestId, newestId } = ends.get() ?? { oldestId: null, newestId: null };
      return oldestId === null || newestId === null ? 0 : newestId - oldestId + 1;
    },
    countOfSession: (sid, most) => countOfSession.get(sid, sid, most) ?? 0,
    near(share) {
      const { oldestId, newestId } = ends.get() ?? { oldestId: null, newestId: null };
      if (oldestId === null || newestId === null) return null;
      return from.get(Math.round(oldestId + share * (newestId - oldestId))) ?? null;
    },
  };
}

function charactersOf(row: StoredEntry): number {
  return row.json.length;
}
