import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { createLogRows, type LogRows } from '../../../server/storage/log/log-rows.ts';
import type { StoredEntry } from '../../../server/storage/log/stored-entry.ts';
import { aRecord } from '../../support/log-entries.ts';

interface RowOfLog {
  readonly id: number;
  readonly sid?: string;
  readonly oldSid?: string;
  readonly url?: string;
}

function logOf(entries: readonly RowOfLog[]): { rows: LogRows; add(entry: RowOfLog): void; remove(id: number): void } {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare(
    "INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json) VALUES (?, 'request', 0, ?, ?, ?)",
  );
  const add = ({ id, sid, oldSid, url = '/' }: RowOfLog) =>
    void insert.run(id, sid ?? null, oldSid ?? null, JSON.stringify(aRecord({ id, url })));
  entries.forEach(add);
  const remove = (id: number) => void database.prepare('DELETE FROM log WHERE id = ?').run(id);
  return { rows: createLogRows(database), add, remove };
}

const idsOf = (rows: Iterable<StoredEntry>): number[] => [...rows].map(({ id }) => id);

test('the entries of a session come in order, each once, those before a regeneration and after it too', () => {
  const entries = Array.from({ length: 1_200 }, (_, n) => {
    const id = n + 1;
    if (id % 3 === 0) return { id, sid: 'wanted' };
    if (id % 3 === 1) return { id, sid: 'next', oldSid: 'wanted' };
    return { id, sid: 'other' };
  });
  const { rows } = logOf([...entries, { id: 2_000, sid: 'wanted', oldSid: 'wanted' }]);
  const expected = [...entries.filter(({ id }) => id % 3 !== 2).map(({ id }) => id), 2_000];
  expect(idsOf(rows.ofSession('wanted'))).toEqual(expected);
  expect(rows.countOfSession('wanted', 10_000)).toBe(expected.length);
  expect(rows.countOfSession('wanted', 500)).toBe(500);
  expect([idsOf(rows.ofSession('nobody')), rows.countOfSession('nobody', 9)]).toEqual([[], 0]);
});

test('entries that a session gets while it is read are left out', () => {
  const { rows, add } = logOf(Array.from({ length: 600 }, (_, n) => ({ id: n + 1, sid: 'wanted' })));
  const met: number[] = [];
  for (const row of rows.ofSession('wanted')) {
    met.push(row.id);
    add({ id: 10_000 + met.length, sid: 'wanted' });
  }
  expect(met).toHaveLength(600);
});

test('for given ids it returns the rows that still exist, adjacent or not', () => {
  const { rows, remove } = logOf(Array.from({ length: 900 }, (_, n) => ({ id: (n + 1) * 3 })));
  remove(300);
  const there = (id: number) => id % 3 === 0 && id !== 300 && id <= 2_700;
  for (const step of [1, 2, 3, 5, 90]) {
    const ids = Float64Array.from({ length: Math.ceil(3_000 / step) }, (_, n) => n * step);
    expect(idsOf(rows.byId(ids))).toEqual([...ids].filter((id) => id > 0 && there(id)));
  }
  const clustered = Float64Array.from([3, 6, 9, 1_200, 1_203, 2_700, 9_999]);
  expect(idsOf(rows.byId(clustered))).toEqual([3, 6, 9, 1_200, 1_203, 2_700]);
  expect(idsOf(rows.byId([]))).toEqual([]);
});

test('large rows are read a few at a time, and none is left out', () => {
  const { rows } = logOf(Array.from({ length: 30 }, (_, n) => ({ id: n + 1, url: `/${'x'.repeat(200_000)}` })));
  const ids = Float64Array.from({ length: 30 }, (_, n) => n + 1);
  expect(idsOf(rows.byId(ids))).toEqual([...ids]);
  const wanted = [...ids].filter((id) => id % 3 !== 2);
  expect(idsOf(rows.byId(wanted))).toEqual(wanted);
});

test('a row near a fraction of the log is found, with any ids missing', () => {
  const { rows } = logOf([10, 11, 90, 110].map((id) => ({ id })));
  expect([0, 0.01, 0.5, 1].map((share) => rows.near(share)?.id)).toEqual([10, 11, 90, 110]);
  expect(logOf([]).rows.near(0.5)).toBeNull();
});
