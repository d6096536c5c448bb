import type { Database } from 'better-sqlite3';
import type { SessionPage, SessionPageQuery, SessionSort, SessionSummary } from '../contract/session-page.ts';

/** A page as it is asked of the index: who holds a cookie is not in the store. */
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
  keys: number;
}

const columns = `rowid, sid, created_at_ms AS created, last_used_at_ms AS used, expires_at_ms AS expires,
  octet_length(data_json) + octet_length(cookie_json) AS bytes, (SELECT count(*) FROM json_each(data_json)) AS keys`;
const keysShown = 12;

/**
 * The sessions of a store in memory, without their data, for lists in any order. SQLite has an index for two of the orders; for the
 * others it would read every row for every page. Reads what has changed since it was asked last. Not for the connection of a busy
 * site: the first question reads all.
 */
export class SessionIndex {
  readonly #database: Database;
  readonly #all;
  readonly #usedSince;
  readonly #rowids;
  readonly #bySid;
  readonly #count;
  readonly #matching;
  readonly #summary;
  #rows: Row[] = [];
  readonly #placeOf = new Map<number, number>();
  #newestUse = Number.NEGATIVE_INFINITY;
  #version = '';
  /** What was worked out for the rows as they are. */
  readonly #orders = new Map<string, ArrayLike<number>>();
  #found: { text: string; rowids: ReadonlySet<number> } | null = null;

  constructor(database: Database) {
    this.#database = database;
    this.#all = database.prepare<[], Row>(`SELECT ${columns} FROM sessions`);
    this.#usedSince = database.prepare<[number], Row>(`SELECT ${columns} FROM sessions WHERE last_used_at_ms >= ?`);
    this.#rowids = database.prepare<[], number>('SELECT rowid FROM sessions').pluck();
    this.#bySid = database.prepare<[], number>('SELECT rowid FROM sessions ORDER BY sid').pluck();
    this.#count = database.prepare<[], number>('SELECT count(*) FROM sessions').pluck();
    this.#matching = database
      .prepare<[string, string], number>(
        "SELECT rowid FROM sessions NOT INDEXED WHERE sid LIKE ? ESCAPE '\\' OR data_json LIKE ? ESCAPE '\\'",
      )
      .pluck();
    this.#summary = database.prepare<[number], { keys_json: string }>(
      `SELECT json_group_array(key) AS keys_json
       FROM (SELECT substr(key, 1, 100) AS key FROM sessions, json_each(data_json) WHERE sessions.rowid = ? LIMIT ${keysShown})`,
    );
  }

  /** Expired sessions are left out. */
  page(query: SessionIndexQuery): SessionPage {
    this.#refresh(query.nowMs);
    const { offset, limit, isDescending, nowMs, state } = query;
    const held = new Set(query.heldSids);
    const found = this.#rowidsWith(query.text);
    const ordered = this.#inOrder(query.sort, held);
    const rows: Row[] = [];
    let [matching, all] = [0, 0];
    for (let rank = 0; rank < ordered.length; rank++) {
      const row = this.#rows[ordered[isDescending ? ordered.length - 1 - rank : rank] as number] as Row;
      if (row.expires <= nowMs) continue;
      all++;
      if (found !== null && !found.has(row.rowid)) continue;
      if (state !== 'all' && held.has(row.sid) !== (state === 'held')) continue;
      if (matching >= offset && rows.length < limit) rows.push(row);
      matching++;
    }
    return { rows: rows.map((row) => this.#summaryOf(row)), matching, all };
  }

  #summaryOf({ rowid, sid, created, used, expires, bytes, keys }: Row): SessionSummary {
    const { keys_json: keysJson } = this.#summary.get(rowid) ?? { keys_json: '[]' };
    return {
      sid,
      keys: JSON.parse(keysJson) as string[],
      keyCount: keys,
      createdAtMs: created,
      lastUsedAtMs: used,
      expiresAtMs: expires,
      bytes,
    };
  }

  #rowidsWith(text: string): ReadonlySet<number> | null {
    if (text === '') return null;
    if (this.#found?.text === text) return this.#found.rowids;
    const inJson = JSON.stringify(text).slice(1, -1);
    const rowids = new Set(this.#matching.all(likeAnywhere(text), likeAnywhere(inJson)));
    this.#found = { text, rowids };
    return rowids;
  }

  /** The places of all rows, rising; equal ones in the order of their places, so that no page has a row of the one before. */
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
    return placesBy(this.#rows, (row) => row[sort]);
  }

  #refresh(nowMs: number): void {
    const version = this.#versionNow();
    if (version === this.#version) return;
    this.#version = version;
    this.#orders.clear();
    this.#found = null;
    // A clock that was put back dates what is new before what is known.
    if (this.#rows.length === 0 || nowMs < this.#newestUse) {
      this.#readAll();
      return;
    }
    this.#take(this.#usedSince.all(this.#newestUse));
    if (this.#count.get() === this.#rows.length) return;
    const left = new Set(this.#rowids.all());
    this.#replace(this.#rows.filter(({ rowid }) => left.has(rowid)));
    // Rows that came with an older date than the newest: from a backup, or while the clock was wrong.
    if (left.size !== this.#rows.length) this.#readAll();
  }

  #readAll(): void {
    this.#newestUse = Number.NEGATIVE_INFINITY;
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
    }
  }

  /** Another one after each change, by another connection or by this one. */
  #versionNow(): string {
    const others = this.#database.pragma('data_version', { simple: true }) as number;
    const own = this.#database.prepare('SELECT total_changes()').pluck().get() as number;
    return `${others} ${own}`;
  }
}

/** The places of the rows by a whole number, rising. Number and place are sorted as one number where that fits: far quicker than by a comparison. */
function placesBy(rows: readonly Row[], numberOf: (row: Row) => number): ArrayLike<number> {
  const numbers = Float64Array.from(rows, numberOf);
  const least = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const most = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const { length } = numbers;
  if ((most - least + 1) * length >= Number.MAX_SAFE_INTEGER) {
    return Uint32Array.from(rows.keys()).sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0) || a - b);
  }
  const packed = numbers.map((number, place) => (number - least) * length + place).sort();
  return Uint32Array.from(packed, (value) => value % length);
}

function likeAnywhere(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}
