import type { Database } from 'better-sqlite3';
import { type Deleted, firstChunkOf } from '../database/delete-in-chunks.ts';
import { bytesOfSession } from '../database/migrations/0004-totals.ts';
import type { SessionTexts } from './session-row.ts';

/** The columns of a session that its store reads. */
export interface SessionRow extends SessionTexts {
  readonly expires_at_ms: number;
}

/** The size of a chunk of a clear, which takes a millisecond or two. */
export const clearChunkRows = 200;

/** The statements of the session store, prepared. The sid of an unknown key is null, which equals nothing. */
export function prepareStatements(database: Database) {
  return {
    find: database.prepare<[string | null], SessionRow>(
      'SELECT data_json, cookie_json, expires_at_ms FROM sessions WHERE sid = ?',
    ),
    upsert: database.prepare(`
      INSERT INTO sessions (sid, data_json, cookie_json, cookie_expires, expires_at_ms, created_at_ms, last_used_at_ms)
      VALUES (@sid, @data, @cookie, @cookieExpires, @expiresAtMs, @nowMs, @nowMs)
      ON CONFLICT (sid) DO UPDATE SET
        created_at_ms = CASE WHEN expires_at_ms <= @nowMs THEN @nowMs ELSE created_at_ms END,
        data_json = excluded.data_json, cookie_json = excluded.cookie_json, cookie_expires = excluded.cookie_expires,
        expires_at_ms = excluded.expires_at_ms, last_used_at_ms = excluded.last_used_at_ms`),
    touch: database.prepare(`
      UPDATE sessions SET cookie_json = @cookie, cookie_expires = @cookieExpires, expires_at_ms = @expiresAtMs,
        last_used_at_ms = @nowMs
      WHERE sid = @sid AND expires_at_ms > @nowMs`),
    destroy: database.prepare<[string | null]>('DELETE FROM sessions WHERE sid = ?'),
    deleteExpired: database.prepare<[string, number]>('DELETE FROM sessions WHERE sid = ? AND expires_at_ms <= ?'),
    deleteNext: database
      .prepare<[number, string], Deleted<number>>(
        `DELETE FROM sessions WHERE rowid IN (${firstChunkOf(
          `SELECT rowid AS key, ${bytesOfSession('')} AS bytes FROM sessions
           WHERE rowid > ? AND sid NOT IN (SELECT value FROM json_each(?)) ORDER BY rowid LIMIT ${clearChunkRows}`,
          'key',
        )}) RETURNING rowid, ${bytesOfSession('')}`,
      )
      .raw(),
    all: database.prepare<[number], SessionRow & { sid: string }>(
      'SELECT sid, data_json, cookie_json, expires_at_ms FROM sessions WHERE expires_at_ms > ?',
    ),
    count: database.prepare<[number], number>('SELECT count(*) FROM sessions WHERE expires_at_ms > ?').pluck(),
  };
}
