import type { Database } from 'better-sqlite3';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { CommitQueue } from '../../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { LogInserts } from '../../../server/storage/log/log-inserts.ts';
import type { LogRow } from '../../../server/storage/log/log-row.ts';

let database: Database;
let queue: CommitQueue;
let inserts: LogInserts;

beforeEach(() => {
  database = openDatabase(':memory:').database;
  onTestFinished(() => void database.close());
  queue = new CommitQueue(database);
  inserts = new LogInserts(database, queue);
});

const row = (id: number): LogRow => [id, 'notice', id, null, null, '{}'];
const ids = () => database.prepare<[], number>('SELECT id FROM log ORDER BY id').pluck().all();

/** Adds rows that wait for the same batch, and returns the result of each. */
function addTogether(made: readonly LogRow[]): (string | null)[] {
  const told: (string | null)[] = [];
  for (const [place, row] of made.entries()) {
    inserts.addPatiently(row, (error) => {
      told[place] = error === null ? null : error.message;
    });
  }
  queue.drain();
  return told;
}

test.each([1, 7, 8, 9, 63, 64, 65, 200])('%i rows that wait together are all written, in one batch', (count) => {
  const wanted = Array.from({ length: count }, (_, place) => place + 1);
  expect(addTogether(wanted.map(row))).toEqual(wanted.map(() => null));
  expect(ids()).toEqual(wanted);
  expect(queue.batchCount).toBe(1);
});

test('a row that cannot be written fails alone and is reported; the other rows of the statement are written', () => {
  const errors: unknown[] = [];
  queue.onError = (error) => errors.push(error);
  inserts.add(row(3), throwIfFailed);
  queue.drain();
  const told = addTogether([1, 2, 3, 4, 5, 6, 7, 8, 9].map(row));
  expect(told.map((message) => message === null)).toEqual([true, true, false, true, true, true, true, true, true]);
  expect(told[2]).toContain('UNIQUE constraint failed');
  expect(ids()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(errors).toHaveLength(1);
});

test('rows of many bytes that wait together are several writes, and all are written', () => {
  const large = (id: number): LogRow => [id, 'notice', id, null, null, JSON.stringify('x'.repeat(300_000))];
  const wanted = Array.from({ length: 60 }, (_, place) => place + 1);
  expect(addTogether(wanted.map(large))).toEqual(wanted.map(() => null));
  expect(ids()).toEqual(wanted);
  expect(queue.batchCount).toBeGreaterThan(3);
});

test('on a full disk each row is reported and not written; with free space the next rows are written', () => {
  const pages = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pages}`);
  const large = (id: number): LogRow => [id, 'notice', id, null, null, JSON.stringify('x'.repeat(10_000))];
  const told = addTogether(Array.from({ length: 9 }, (_, place) => large(place + 1)));
  expect(told.every((message) => message?.includes('full'))).toBe(true);
  expect(ids()).toEqual([]);
  database.pragma('max_page_count = 10000');
  expect(addTogether([large(10)])).toEqual([null]);
  expect(ids()).toEqual([10]);
});

function throwIfFailed(error: Error | null): void {
  if (error !== null) throw error;
}
