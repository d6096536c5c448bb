import type { Database } from 'better-sqlite3';
import { takeRows } from '../database/take-rows.ts';
import { type StoredEntry, storedEntryColumns } from './stored-entry.ts';

/** What a long read holds at a time, at most; one entry at least. */
const readChunk = { entries: 250, characters: 1024 * 1024 } as const;

/**
 * Long reads of the log, for exports: rows as they are stored, for `readEntry`, oldest first. What is in the log
 * when the first is asked for is read, a bounded chunk at a time; no cursor stays open in between, so writers never
 * wait. Read again, they end with the same entry.
 */
export interface LogRows {
  all(): Iterable<StoredEntry>;
  /** The newest, so many or a few less. */
  newest(count: number): Iterable<StoredEntry>;
  /** Requests that came or left with this sid, and edits of it. */
  ofSession(sid: string): Iterable<StoredEntry>;
  /** Those of these ids, in order, that are still there. */
  byId(ids: ArrayLike<number>): Iterable<StoredEntry>;
  /** How many ids there are from the oldest entry to the newest: as many as entries, or a few more. */
  idSpan(): number;
  /** How many entries a session has; no more than `most` are counted. */
  countOfSession(sid: string, most: number): number;
  /** The row at about this share of the log (0 the oldest, 1 the newest), null if the log is empty. */
  near(share: number): StoredEntry | null;
}

/** Over any connection, one that only reads too. */
export function createLogRows(database: Database): LogRows {
  // Look-ups at the ends of the table; min and max in one SELECT would read all of it.
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
      // Where most of a stretch is wanted, walking through it takes less than looking each up.
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
