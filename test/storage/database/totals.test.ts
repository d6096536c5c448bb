import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { createTotals } from '../../../server/storage/database/totals.ts';
import { tempDir } from '../../support/temp-dir.ts';

const step = fc.record({
  table: fc.constantFrom('log', 'sessions'),
  op: fc.constantFrom('add', 'change', 'remove', 'undone'),
  key: fc.nat({ max: 8 }),
  length: fc.nat({ max: 10_000 }),
});

test('the totals match the rows after any additions, replacements, removals and rollbacks', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const { database } = openDatabase(':memory:');
      try {
        const run = (sql: string, ...values: unknown[]) => void database.prepare(sql).run(...values);
        const put = (table: string, key: number, length: number) => {
          const json = JSON.stringify('é'.repeat(length));
          if (table === 'log') {
            run(`INSERT OR IGNORE INTO log (id, kind, at_ms, entry_json) VALUES (?, ?, 1, ?)`, key, kindOf(key), json);
          } else {
            run(
              `INSERT INTO sessions VALUES (?, ?, '{}', 0, 1, 1, 1)
               ON CONFLICT (sid) DO UPDATE SET data_json = excluded.data_json`,
              `sid-${key}`,
              json,
            );
          }
        };
        for (const { table, op, key, length } of steps) {
          if (op === 'add') put(table, key, length);
          else if (op === 'change')
            run('UPDATE sessions SET cookie_json = ? WHERE sid = ?', '{}'.padEnd(length), `sid-${key}`);
          else if (op === 'remove') run(`DELETE FROM ${table} WHERE rowid % 9 = ?`, key);
          else {
            database.exec('BEGIN');
            put(table, key, length);
            run(`DELETE FROM ${table}`);
            database.exec('ROLLBACK');
          }
        }
        const totals = createTotals(database)();
        const count = (sql: string) => database.prepare<[], number>(sql).pluck().get();
        expect(totals.requests).toBe(count("SELECT count(*) FROM log WHERE kind = 'request'"));
        expect(totals.sessions).toBe(count('SELECT count(*) FROM sessions'));
        // Each row counts the same however it came to be what it is.
        database.exec('CREATE TEMP TABLE l AS SELECT * FROM log; CREATE TEMP TABLE s AS SELECT * FROM sessions');
        database.exec('DELETE FROM main.log; DELETE FROM main.sessions');
        expect(createTotals(database)()).toEqual({ requests: 0, logBytes: 0, sessions: 0, sessionBytes: 0 });
        database.exec('INSERT INTO main.log SELECT * FROM l; INSERT INTO main.sessions SELECT * FROM s');
        expect(createTotals(database)()).toEqual(totals);
      } finally {
        database.close();
      }
    }),
    { numRuns: 60 },
  );
});

function kindOf(key: number): string {
  return key % 3 === 0 ? 'notice' : 'request';
}

test('the totals are in a single row', () => {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  expect(() => database.exec('INSERT INTO totals VALUES (2, 0, 0, 0, 0)')).toThrow('CHECK');
});

test.each([
  ['a missing row', 'DELETE FROM totals'],
  ['negative numbers', 'UPDATE totals SET requests = -5, sessions = -1'],
  ['more bytes than the file has', 'UPDATE totals SET log_bytes = 9000000000000000'],
  ['more requests than there were ids', 'UPDATE totals SET requests = 1000'],
])('%s is counted anew when the database is opened', (_what, damage) => {
  const path = join(tempDir(), 'inspector.db');
  const { database } = openDatabase(path);
  database.exec(`INSERT INTO log (id, kind, at_ms, entry_json) VALUES (1, 'request', 1, '{}'), (2, 'gap', 1, '{}');
    INSERT INTO sessions VALUES ('a', '{}', '{}', 0, 1, 1, 1)`);
  const right = createTotals(database)();
  expect(right).toMatchObject({ requests: 1, sessions: 1 });
  database.exec(damage);
  database.close();
  const again = openDatabase(path).database;
  onTestFinished(() => void again.close());
  expect(createTotals(again)()).toEqual(right);
});
