import type { Database } from 'better-sqlite3';
import type { LogPageQuery } from '../../contract/inputs.ts';
import type { LogEntry } from '../../contract/log-entry.ts';
import { takeRows } from '../database/take-rows.ts';
import { createLogRows, type LogRows } from './log-rows.ts';
import { createLogSource, type LogSource } from './log-source.ts';
import { readEntry, type StoredEntry, storedEntryColumns } from './stored-entry.ts';

/** A range of the log, oldest first. */
export interface LogPage {
  entries: LogEntry[];
  hasEarlier: boolean;
}

const maxId = Number.MAX_SAFE_INTEGER;

/**
 * Reads the log in pages by id. Every read has a limit and leaves no cursor open, so writers never wait for a reader. A
 * page of large entries ends before its limit, with `hasEarlier` set.
 */
export class LogReader {
  readonly #newest;
  readonly #before;
  readonly #after;
  readonly #ofSession;
  readonly #firstSince;
  readonly #knowsSid;
  readonly #onUnreadable: (id: number) => void;
  /** The source of searches. */
  readonly source: LogSource;
  /** The source of exports. */
  readonly rows: LogRows;
  /** The file that is read. */
  readonly path: string;

  /** `onUnreadable` is called with the id of each unreadable row. */
  constructor(database: Database, onUnreadable: (id: number) => void = () => {}) {
    this.#onUnreadable = onUnreadable;
    this.source = createLogSource(database);
    this.rows = createLogRows(database);
    this.#firstSince = database.prepare<[number], { id: number; at_ms: number }>(
      'SELECT id, at_ms FROM log WHERE id >= ? ORDER BY id LIMIT 1',
    );
    this.path = database.name;
    this.#newest = database.prepare<[number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log ORDER BY id DESC LIMIT ?`,
    );
    this.#before = database.prepare<[number, number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log WHERE id < ? ORDER BY id DESC LIMIT ?`,
    );
    this.#after = database.prepare<[number, number, number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`,
    );
    this.#ofSession = database.prepare<[string, number, string, number, number], StoredEntry>(
      `SELECT ${storedEntryColumns} FROM log WHERE id IN (
         SELECT id FROM log WHERE sid = ? AND id < ?
         UNION SELECT id FROM log WHERE old_sid = ? AND id < ?
         ORDER BY id DESC LIMIT ?
       ) ORDER BY id DESC`,
    );
    this.#knowsSid = database
      .prepare<[string, string, string], number>(
        `SELECT EXISTS (SELECT 1 FROM sessions WHERE sid = ?)
             OR EXISTS (SELECT 1 FROM log WHERE sid = ?)
             OR EXISTS (SELECT 1 FROM log WHERE old_sid = ?)`,
      )
      .pluck();
  }

  /** A range of the log at any place, oldest first. */
  page({ before, after, around, limit }: LogPageQuery): LogPage & { hasLater: boolean } {
    if (before !== undefined) return this.#withLater(this.before(before, limit), before);
    if (after !== undefined) return this.#since(after + 1, limit);
    if (around === undefined) return { ...this.newest(limit), hasLater: false };
    const id = this.#placeOf(around);
    const older = this.before(id, Math.floor(limit / 2));
    const newer = this.#since(id, limit - older.entries.length);
    return { ...newer, entries: [...older.entries, ...newer.entries], hasEarlier: older.hasEarlier };
  }

  newest(limit: number): LogPage {
    return this.#pageOf(this.#newest.iterate(limit + 1), limit);
  }

  /** The entries just older than `before`. */
  before(before: number, limit: number): LogPage {
    return this.#pageOf(this.#before.iterate(before, limit + 1), limit);
  }

  /**
   * The newest entries of one session, older than `before`: requests with this sid before or after them, and edits of
   * the session.
   */
  ofSession(sid: string, before: number, limit: number): LogPage {
    return this.#pageOf(this.#ofSession.all(sid, before, sid, before, limit + 1), limit);
  }

  /** Whether a session with this sid is stored, live or expired, or an entry of the log belongs to it. */
  knowsSid(sid: string): boolean {
    return this.#knowsSid.get(sid, sid, sid) === 1;
  }

  #withLater(page: LogPage, before: number): LogPage & { hasLater: boolean } {
    const ends = this.source.ends();
    return { ...page, hasLater: ends !== null && ends.newestId >= before };
  }

  #since(id: number, limit: number): LogPage & { hasLater: boolean } {
    const { rows, isAll } = takeRows(this.#after.iterate(id - 1, maxId, limit + 1), limit, charactersOf);
    const first = rows[0]?.id ?? id;
    return {
      entries: rows.map(this.#read),
      hasEarlier: (this.source.ends()?.oldestId ?? first) < first,
      hasLater: !isAll,
    };
  }

  #placeOf(place: NonNullable<LogPageQuery['around']>): number {
    if ('id' in place) return place.id;
    const ends = this.source.ends() ?? { oldestId: 0, newestId: 0 };
    if ('atMs' in place) return this.#idSince(place.atMs, ends);
    return Math.round(ends.oldestId + place.fraction * (ends.newestId - ends.oldestId));
  }

  /**
   * The first entry that is not before a moment. Ids are in the order of arrival, so a binary search finds it without
   * an index by time.
   */
  #idSince(atMs: number, { oldestId, newestId }: { oldestId: number; newestId: number }): number {
    let low = oldestId;
    let high = newestId + 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const found = this.#firstSince.get(middle);
      if (found === undefined || found.at_ms >= atMs) high = middle;
      else low = found.id + 1;
    }
    return low;
  }

  #pageOf(newestFirst: Iterable<StoredEntry>, limit: number): LogPage {
    const { rows, isAll } = takeRows(newestFirst, limit, charactersOf);
    return { entries: rows.reverse().map(this.#read), hasEarlier: !isAll };
  }

  readonly #read = (row: StoredEntry): LogEntry => {
    const entry = readEntry(row);
    if (entry.kind === 'unreadable') this.#onUnreadable(entry.id);
    return entry;
  };
}

function charactersOf(row: StoredEntry): number {
  return row.json.length;
}
