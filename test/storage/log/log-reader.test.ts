import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { LogReader } from '../../../server/storage/log/log-reader.ts';
import { storedEntryColumns } from '../../../server/storage/log/stored-entry.ts';
import { createSessionList } from '../../../server/storage/sessions/session-list.ts';
import { aRecord, idsOf } from '../../support/log-entries.ts';

function logOf(ids: readonly number[]): { database: Database; reader: LogReader; add(id: number): void } {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare("INSERT INTO log (id, kind, at_ms, sid, entry_json) VALUES (?, 'request', ?, ?, ?)");
  const add = (id: number) => void insert.run(id, id * 1_000, `sid-${id}`, JSON.stringify(aRecord({ id })));
  for (const id of ids) add(id);
  return { database, reader: new LogReader(database), add };
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

test('an empty log has an empty page, and nothing before it', () => {
  const { reader } = logOf([]);
  expect(reader.newest(10)).toEqual({ entries: [], hasEarlier: false });
  expect(reader.before(5, 10)).toEqual({ entries: [], hasEarlier: false });
});

test('the newest page is oldest first, and knows whether there is more', () => {
  const { reader } = logOf(upTo(5));
  expect([idsOf(reader.newest(3).entries), reader.newest(3).hasEarlier]).toEqual([[3, 4, 5], true]);
  expect([idsOf(reader.newest(5).entries), reader.newest(5).hasEarlier]).toEqual([upTo(5), false]);
});

test('paging back from the newest returns every entry once, with any ids missing', () => {
  const ids = upTo(1_000).filter((id) => id % 7 !== 0);
  const { reader } = logOf(ids);
  let page = reader.newest(37);
  let met = idsOf(page.entries);
  while (page.hasEarlier) {
    page = reader.before(met[0] as number, 37);
    met = [...idsOf(page.entries), ...met];
  }
  expect(met).toEqual(ids);
});

const idOf = ({ id }: { id: number }): number => id;

test('reading everything gives every entry once, oldest first', () => {
  const ids = upTo(1_003).filter((id) => id % 7 !== 0);
  const { reader } = logOf(ids);
  const met: number[] = [];
  for (const json of reader.rows.all()) met.push(idOf(json));
  expect(met).toEqual(ids);
});

test('reading everything leaves out later entries, and continues if entries are removed meanwhile', () => {
  const { database, reader, add } = logOf(upTo(600));
  const met: number[] = [];
  for (const json of reader.rows.all()) {
    met.push(idOf(json));
    if (idOf(json) === 100) {
      add(601);
      database.exec('DELETE FROM log WHERE id BETWEEN 300 AND 310');
    }
  }
  expect(met).toEqual(upTo(600).filter((id) => id < 300 || id > 310));
});

test('reading everything holds no cursor open: a write goes through between two entries', () => {
  const { database, reader, add } = logOf(upTo(600));
  for (const json of reader.rows.all()) add(idOf(json) + 1_000);
  expect(database.prepare('SELECT count(*) FROM log').pluck().get()).toBe(1_200);
});

test('knows whether an entry belongs to a sid', () => {
  const { reader } = logOf([7]);
  expect([reader.knowsSid('sid-7'), reader.knowsSid('sid-8')]).toEqual([true, false]);
});

test('counts the ids from the oldest entry to the newest', () => {
  expect(logOf([]).reader.rows.idSpan()).toBe(0);
  expect(logOf([7]).reader.rows.idSpan()).toBe(1);
  expect(logOf([7, 8, 12]).reader.rows.idSpan()).toBe(6);
});

/** What SQLite would do for each statement that is prepared while `prepare` runs. */
function plansOf(prepare: (database: Database) => void): Record<string, string> {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const plans: Record<string, string> = {};
  const preparing = new Proxy(database, {
    get: (target, name) =>
      name === 'prepare'
        ? (sql: string) => {
            const explained = target.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
            const values = Array.from(sql.matchAll(/\?/g), () => null);
            plans[sql.replaceAll(/\s+/g, ' ')] = explained
              .all(...values)
              .map((step) => step.detail)
              .join('; ');
            return target.prepare(sql);
          }
        : Reflect.get(target, name, target),
  });
  prepare(preparing);
  return plans;
}

test('no list of the log scans or sorts it: each uses the key or an index', () => {
  expect(plansOf((database) => new LogReader(database))).toEqual({
    [`SELECT ${storedEntryColumns} FROM log ORDER BY id DESC LIMIT ?`]: 'SCAN log',
    [`SELECT ${storedEntryColumns} FROM log WHERE id < ? ORDER BY id DESC LIMIT ?`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid<?)',
    [`SELECT ${storedEntryColumns} FROM log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    'SELECT EXISTS (SELECT 1 FROM sessions WHERE sid = ?) OR EXISTS (SELECT 1 FROM log WHERE sid = ?) OR EXISTS (SELECT 1 FROM log WHERE old_sid = ?)':
      'SCAN CONSTANT ROW; SCALAR SUBQUERY 1; SEARCH sessions USING COVERING INDEX sqlite_autoindex_sessions_1 (sid=?); SCALAR SUBQUERY 2; SEARCH log USING COVERING INDEX log_by_sid (sid=?); SCALAR SUBQUERY 3; SEARCH log USING COVERING INDEX log_by_old_sid (old_sid=?)',
    [`SELECT ${storedEntryColumns} FROM log WHERE id IN ( SELECT id FROM log WHERE sid = ? AND id < ? ` +
      `UNION SELECT id FROM log WHERE old_sid = ? AND id < ? ORDER BY id DESC LIMIT ? ) ORDER BY id DESC`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid=?); LIST SUBQUERY 2; MERGE (UNION); ' +
      'LEFT; SEARCH log USING COVERING INDEX log_by_sid (sid=? AND rowid<?); ' +
      'RIGHT; SEARCH log USING COVERING INDEX log_by_old_sid (old_sid=? AND rowid<?)',
    [`SELECT ${storedEntryColumns} FROM log WHERE id IN ( SELECT id FROM log WHERE sid = ? AND id > ? AND id <= ? ` +
      `UNION SELECT id FROM log WHERE old_sid = ? AND id > ? AND id <= ? ORDER BY id LIMIT ? ) ORDER BY id`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid=?); LIST SUBQUERY 2; MERGE (UNION); ' +
      'LEFT; SEARCH log USING COVERING INDEX log_by_sid (sid=? AND rowid>? AND rowid<?); ' +
      'RIGHT; SEARCH log USING COVERING INDEX log_by_old_sid (old_sid=? AND rowid>? AND rowid<?)',
    'SELECT count(*) FROM ( SELECT id FROM log WHERE sid = ? UNION SELECT id FROM log WHERE old_sid = ? LIMIT ? )':
      'CO-ROUTINE (subquery-2); MERGE (UNION); LEFT; SEARCH log USING COVERING INDEX log_by_sid (sid=?); ' +
      'RIGHT; SEARCH log USING COVERING INDEX log_by_old_sid (old_sid=?); SCAN (subquery-2)',
    [`SELECT ${storedEntryColumns} FROM log WHERE id >= ? ORDER BY id LIMIT 1`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid>?)',
    'SELECT (SELECT min(id) FROM log) AS oldestId, (SELECT max(id) FROM log) AS newestId':
      'SCAN CONSTANT ROW; SCALAR SUBQUERY 1; SEARCH log; SCALAR SUBQUERY 2; SEARCH log',
    [`SELECT ${storedEntryColumns} FROM log WHERE id = ?`]: 'SEARCH log USING INTEGER PRIMARY KEY (rowid=?)',
    'SELECT id, at_ms FROM log WHERE id >= ? ORDER BY id LIMIT 1': 'SEARCH log USING INTEGER PRIMARY KEY (rowid>?)',
    [`SELECT ${storedEntryColumns} FROM log WHERE id >= ? ORDER BY id LIMIT ?`]:
      'SEARCH log USING INTEGER PRIMARY KEY (rowid>?)',
  });
});

test('no list of the sessions scans or sorts them', () => {
  const plans = plansOf(createSessionList);
  expect(plans).toEqual({
    'SELECT * FROM sessions WHERE expires_at_ms > ? ORDER BY last_used_at_ms DESC LIMIT ?':
      'SCAN sessions USING INDEX sessions_by_last_use',
    'SELECT * FROM sessions WHERE sid = ?': 'SEARCH sessions USING INDEX sqlite_autoindex_sessions_1 (sid=?)',
    'SELECT * FROM sessions WHERE sid = ? AND expires_at_ms > ?':
      'SEARCH sessions USING INDEX sqlite_autoindex_sessions_1 (sid=?)',
    'SELECT count(*) FROM sessions WHERE expires_at_ms <= ?':
      'SEARCH sessions USING COVERING INDEX sessions_by_expiry (expires_at_ms<?)',
    'SELECT requests, log_bytes AS logBytes, sessions, session_bytes AS sessionBytes FROM totals': 'SCAN totals',
    'SELECT 1 FROM sessions WHERE sid = ?': 'SEARCH sessions USING COVERING INDEX sqlite_autoindex_sessions_1 (sid=?)',
  });
});

test('paging forward from the oldest meets every entry once', () => {
  const ids = upTo(200).filter((id) => id % 7 !== 0);
  const { reader } = logOf(ids);
  let page = reader.page({ after: 0, limit: 37 });
  const met = idsOf(page.entries);
  expect(page.hasEarlier).toBe(false);
  while (page.hasLater) {
    page = reader.page({ after: met.at(-1) as number, limit: 37 });
    expect(page.hasEarlier).toBe(true);
    met.push(...idsOf(page.entries));
  }
  expect(met).toEqual(ids);
});

test.each([
  [{ id: 50 }, 50],
  [{ atMs: 50_000 }, 50],
  [{ atMs: 49_001 }, 50],
  [{ atMs: 0 }, 1],
  [{ atMs: 1e15 }, 100],
  [{ fraction: 0 }, 1],
  [{ fraction: 0.5 }, 51],
  [{ fraction: 1 }, 100],
])('a page around %o has entries on both sides of it', (around, id) => {
  const { reader } = logOf(upTo(100));
  const { entries, hasEarlier, hasLater } = reader.page({ around, limit: 10 });
  expect(idsOf(entries)).toContain(id);
  expect(hasEarlier).toBe((entries[0]?.id ?? 0) > 1);
  expect(hasLater).toBe((entries.at(-1)?.id ?? 0) < 100);
  expect(entries.length).toBeGreaterThanOrEqual(5);
});
