import type { Database } from 'better-sqlite3';
import type { SessionPage, SessionPageQuery, SessionSort, SessionSummary } from '../../contract/session-page.ts';
import { isReadable, readableObject } from './session-row.ts';

/** A page as it is requested from the index. The store does not know which browser has a cookie. */
export interface SessionIndexQuery extends SessionPageQuery {
  readonly heldSids: readonly string[];
  readonly nowMs: number;
}

interface Row {
  rowid: number;
  sid: string;
  created: number;
  used: number;
  expires: number;
  bytes: number;
  keys: number | null;
  isReadable: number;
}

const columns = `rowid, sid, created_at_ms AS created, last_used_at_ms AS used, expires_at_ms AS expires,
  octet_length(data_json) + octet_length(cookie_json) AS bytes,
  CASE WHEN ${isReadable('data_json')} THEN (SELECT count(*) FROM json_each(data_json)) END AS keys,
  ${isReadable('data_json')} AND ${isReadable('cookie_json', true)} AS isReadable`;
const keysShown = 12;

/**
 * The sessions of a store in memory, without their data, for lists in any order. SQLite has an index for two of the
 * orders; for the others it would read every row for each page. Each call reads the changes since the last one. It must
 * not run on the connection of a busy site, because the first call reads all rows.
 */
export class SessionIndex {
  readonly #database: Database;
  readonly #all;
  readonly #usedSince;
  readonly #rowids;
  readonly #bySid;
  readonly #count;
  readonly #matching;
  readonly #keys;
  #rows: Row[] = [];
  readonly #placeOf = new Map<number, number>();
  #newestUse = Number.NEGATIVE_INFINITY;
  /** In the mirror of a shared store each change has a new rowid, because its times are those of several clocks. */
  #lastRowid = 0;
  #version = '';
  /** The sorted orders for the present rows. */
  readonly #orders = new Map<string, ArrayLike<number>>();
  #found: { text: string; places: Uint8Array } | null = null;
  /** The expiry of each row by its index in this list, which is checked for every row of every page. */
  #expires = new Float64Array();

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare<[], Row>(`SELECT ${columns} FROM sessions`);
    this.#usedSince = database.prepare<[number, number], Row>(
      `SELECT ${columns} FROM sessions WHERE last_used_at_ms >= ? OR rowid > ?`,
    );
    this.#rowids = database.prepare<[], number>('SELECT rowid FROM sessions').pluck();
    this.#bySid = database.prepare<[], number>('SELECT rowid FROM sessions ORDER BY sid').pluck();
    this.#count = database.prepare<[], number>('SELECT count(*) FROM sessions').pluck();
    this.#matching = database
      .prepare<[string, string], number>(
        "SELECT rowid FROM sessions NOT INDEXED WHERE sid LIKE ? ESCAPE '\\' OR data_json LIKE ? ESCAPE '\\'",
      )
      .pluck();
    this.#keys = createKeyReader(database);
  }

  /** Expired sessions are left out. */
  page(query: SessionIndexQuery): SessionPage {
    this.refresh(query.nowMs);
    const { offset, limit, isDescending, nowMs, state } = query;
    const held = new Set(query.heldSids);
    const isWanted = this.#filter(query.text, state, held);
    const ordered = this.#inOrder(query.sort, held);
    const rows: Row[] = [];
    let [matching, all] = [0, 0];
    for (let rank = 0; rank < ordered.length; rank++) {
      const place = ordered[isDescending ? ordered.length - 1 - rank : rank] as number;
      if ((this.#expires[place] as number) <= nowMs) continue;
      all++;
      if (isWanted !== null && isWanted[place] === 0) continue;
      if (matching >= offset && rows.length < limit) rows.push(this.#rows[place] as Row);
      matching++;
    }
    return { rows: rows.map((row) => summaryOf(row, this.#keys)), matching, all };
  }

  /** 1 at the index of each matching row. Null if all rows match. */
  #filter(text: string, state: SessionPageQuery['state'], held: ReadonlySet<string>): Uint8Array | null {
    const found = this.#placesWith(text);
    if (state === 'all') return found;
    return Uint8Array.from(this.#rows, ({ sid }, place) =>
      held.has(sid) === (state === 'held') && (found === null || found[place] === 1) ? 1 : 0,
    );
  }

  #placesWith(text: string): Uint8Array | null {
    if (text === '') return null;
    if (this.#found?.text === text) return this.#found.places;
    const inJson = JSON.stringify(text).slice(1, -1);
    const places = new Uint8Array(this.#rows.length);
    for (const rowid of this.#matching.all(likeAnywhere(text), likeAnywhere(inJson))) {
      const place = this.#placeOf.get(rowid);
      if (place !== undefined) places[place] = 1;
    }
    this.#found = { text, places };
    return places;
  }

  /**
   * The indexes of all rows in ascending order. Equal rows keep their order, so that no page repeats a row of the
   * previous page.
   */
  #inOrder(sort: SessionSort, held: ReadonlySet<string>): ArrayLike<number> {
    const key = sort === 'state' ? `state ${[...held].sort().join()}` : sort;
    const known = this.#orders.get(key);
    if (known !== undefined) return known;
    const ordered = this.#order(sort, held);
    this.#orders.set(key, ordered);
    return ordered;
  }

  #order(sort: SessionSort, held: ReadonlySet<string>): ArrayLike<number> {
    if (sort === 'session') return this.#bySid.all().map((rowid) => this.#placeOf.get(rowid) ?? 0);
    if (sort === 'state') return placesBy(this.#rows, (row) => (held.has(row.sid) ? 1 : 0));
    return placesBy(this.#rows, (row) => row[sort] ?? -1);
  }

  /** Reads the changes. Every call does this; calling it beforehand makes the first call faster. */
  refresh(nowMs: number): void {
    const version = this.#versionNow();
    if (version === this.#version) return;
    this.#version = version;
    this.#orders.clear();
    this.#found = null;
    this.#readChanges(nowMs);
    this.#expires = new Float64Array(this.#rows.length);
    for (let place = 0; place < this.#rows.length; place++) this.#expires[place] = (this.#rows[place] as Row).expires;
  }

  #readChanges(nowMs: number): void {
    // If the clock was set back, new rows have earlier times than known rows.
    if (this.#rows.length === 0 || nowMs < this.#newestUse) {
      this.#readAll();
      return;
    }
    this.#take(this.#usedSince.all(this.#newestUse, this.#lastRowid));
    if (this.#count.get() === this.#rows.length) return;
    const left = new Set(this.#rowids.all());
    this.#replace(this.#rows.filter(({ rowid }) => left.has(rowid)));
    // Rows that were added with an earlier date than the newest one: from a backup, or while the clock was wrong.
    if (left.size !== this.#rows.length) this.#readAll();
  }

  #readAll(): void {
    this.#newestUse = Number.NEGATIVE_INFINITY;
    this.#lastRowid = 0;
    this.#replace([]);
    this.#take(this.#all.all());
  }

  #replace(rows: Row[]): void {
    this.#rows = rows;
    this.#placeOf.clear();
    for (let place = 0; place < rows.length; place++) this.#placeOf.set((rows[place] as Row).rowid, place);
  }

  #take(rows: readonly Row[]): void {
    for (const row of rows) {
      const place = this.#placeOf.get(row.rowid) ?? this.#rows.length;
      this.#rows[place] = row;
      this.#placeOf.set(row.rowid, place);
      this.#newestUse = Math.max(this.#newestUse, row.used);
      this.#lastRowid = Math.max(this.#lastRowid, row.rowid);
    }
  }

  /** A new number after each change, whether by another connection or by this one. */
  #versionNow(): string {
    const others = this.#database.pragma('data_version', { simple: true }) as number;
    const own = this.#database.prepare('SELECT total_changes()').pluck().get() as number;
    return `${others} ${own}`;
  }
}

/**
 * The most recently used live sessions, newest first, through the index of SQLite. This is fast for the first of them.
 */
export function createRecentSessions(
  database: Database,
): (query: Pick<SessionIndexQuery, 'nowMs' | 'limit' | 'offset'>) => SessionSummary[] {
  const recent = database.prepare<[number, number, number], Row>(
    `SELECT ${columns} FROM sessions WHERE expires_at_ms > ? ORDER BY last_used_at_ms DESC LIMIT ? OFFSET ?`,
  );
  const keys = createKeyReader(database);
  return ({ nowMs, limit, offset }) => recent.all(nowMs, limit, offset).map((row) => summaryOf(row, keys));
}

/** The names of the first keys of a session by its rowid. */
function createKeyReader(database: Database): (rowid: number) => string[] {
  const names = database
    .prepare<[number], string>(
      `SELECT json_group_array(key)
       FROM (SELECT substr(key, 1, 100) AS key FROM sessions, json_each(${readableObject('data_json')}) WHERE sessions.rowid = ? LIMIT ${keysShown})`,
    )
    .pluck();
  return (rowid) => JSON.parse(names.get(rowid) ?? '[]') as string[];
}

function summaryOf(row: Row, keys: (rowid: number) => string[]): SessionSummary {
  return {
    sid: row.sid,
    keys: keys(row.rowid),
    keyCount: row.keys,
    isReadable: row.isReadable === 1,
    createdAtMs: row.created,
    lastUsedAtMs: row.used,
    expiresAtMs: row.expires,
    bytes: row.bytes,
  };
}

/**
 * The indexes of the rows in ascending order of a whole number. Number and index are sorted as one number if that fits,
 * which is much faster than a comparison function.
 */
function placesBy(rows: readonly Row[], numberOf: (row: Row) => number): ArrayLike<number> {
  const { length } = rows;
  const numbers = new Float64Array(length);
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let place = 0; place < length; place++) {
    const number = numberOf(rows[place] as Row);
    numbers[place] = number;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  const places = new Uint32Array(length);
  if ((most - least + 1) * length < Number.MAX_SAFE_INTEGER) {
    for (let place = 0; place < length; place++) numbers[place] = ((numbers[place] as number) - least) * length + place;
    numbers.sort();
    for (let rank = 0; rank < length; rank++) places[rank] = (numbers[rank] as number) % length;
    return places;
  }
  for (let place = 0; place < length; place++) places[place] = place;
  return places.sort((a, b) => (numbers[a] as number) - (numbers[b] as number) || a - b);
}

function likeAnywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
