import type { Database } from 'better-sqlite3';
import type { StoredRow } from '../../contract/stored-row.ts';
import type { StoredSession } from '../../contract/stored-session.ts';
import { takeRows } from '../database/take-rows.ts';
import { createTotals } from '../database/totals.ts';
import { readSession } from './session-row.ts';

interface Row {
  sid: string;
  data_json: string;
  cookie_json: string;
  cookie_expires: number;
  expires_at_ms: number;
  created_at_ms: number;
  last_used_at_ms: number;
}

/**
 * Reads stored sessions for the window. It is separate from the express-session store, because reading a list must
 * never change a session.
 */
export interface SessionList {
  /** The most recently used live sessions, newest first; fewer than `limit` if they are large. */
  recent(nowMs: number, limit: number): StoredSession[];
  find(sid: string, nowMs: number): StoredSession | null;
  /**
   * The number of live sessions. This is fast for any number, because only the expired rows that wait for the sweep are
   * counted.
   */
  count(nowMs: number): number;
  countExpired(nowMs: number): number;
  /** The stored row, expired or not. Null if there is none. */
  row(sid: string): StoredRow | null;
  /** Whether a session with this sid is stored, live or expired. */
  has(sid: string): boolean;
}

/** `onUnreadable` is called with the sid of each unreadable session. */
export function createSessionList(database: Database, onUnreadable: (sid: string) => void = () => {}): SessionList {
  const recent = database.prepare<[number, number], Row>(
    'SELECT * FROM sessions WHERE expires_at_ms > ? ORDER BY last_used_at_ms DESC LIMIT ?',
  );
  const find = database.prepare<[string, number], Row>('SELECT * FROM sessions WHERE sid = ? AND expires_at_ms > ?');
  const totals = createTotals(database);
  const countExpired = database
    .prepare<[number], number>('SELECT count(*) FROM sessions WHERE expires_at_ms <= ?')
    .pluck();
  const row = database.prepare<[string], StoredRow>('SELECT * FROM sessions WHERE sid = ?');
  const has = database.prepare<[string], number>('SELECT 1 FROM sessions WHERE sid = ?').pluck();
  const countLive = (nowMs: number) => totals().sessions - (countExpired.get(nowMs) ?? 0);
  const toSession = (row: Row): StoredSession => {
    const session = rowToSession(row);
    if (session.unreadable !== undefined) onUnreadable(row.sid);
    return session;
  };
  return {
    recent: (nowMs, limit) =>
      takeRows(recent.iterate(nowMs, limit), limit, ({ data_json }) => data_json.length).rows.map(toSession),
    find: (sid, nowMs) => {
      const row = find.get(sid, nowMs);
      return row === undefined ? null : toSession(row);
    },
    count: countLive,
    countExpired: (nowMs) => countExpired.get(nowMs) ?? 0,
    row: (sid) => row.get(sid) ?? null,
    has: (sid) => has.get(sid) !== undefined,
  };
}

function rowToSession(row: Row): StoredSession {
  const { data, cookie, unreadable } = readSession(row);
  return {
    sid: row.sid,
    data: data ?? {},
    createdAtMs: row.created_at_ms,
    lastUsedAtMs: row.last_used_at_ms,
    expiresAtMs: row.expires_at_ms,
    cookieExpires: row.cookie_expires === 1,
    cookie: cookieOf(cookie ?? {}),
    ...(unreadable.length === 0 ? {} : { unreadable: [...unreadable] }),
    bytes: Buffer.byteLength(row.data_json) + Buffer.byteLength(row.cookie_json),
  };
}

/** The stored cookie with units in its names. Members that express-session omits because they are off are false. */
function cookieOf(cookie: Readonly<Record<string, unknown>>): StoredSession['cookie'] {
  const { originalMaxAge, expires, sameSite, path } = cookie;
  return {
    originalMaxAgeMs: typeof originalMaxAge === 'number' ? originalMaxAge : null,
    expiresAtMs: typeof expires === 'string' ? momentOf(expires) : null,
    httpOnly: cookie.httpOnly === true,
    secure: cookie.secure === true,
    sameSite: sameSite === true ? 'strict' : typeof sameSite === 'string' ? sameSite : null,
    path: typeof path === 'string' ? path : '/',
  };
}

function momentOf(text: string): number | null {
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : atMs;
}
