import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../server/store/database.ts';
import { decodeEntry } from '../../server/store/entry-codec/entry-codec.ts';
import { createLogRows, type LogRows } from '../../server/store/log-rows.ts';
import { aRecord } from '../support/log-entries.ts';

interface RowOfLog {
  readonly id: number;
  readonly sid?: string;
  readonly oldSid?: string;
}

function logOf(entries: readonly RowOfLog[]): { rows: LogRows; add(entry: RowOfLog): void; remove(id: number): void } {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare(
    "INSERT INTO log (id, kind, at_ms, sid, old_sid, entry_json) VALUES (?, 'request', 0, ?, ?, ?)",
  );
  const add = ({ id, sid = null, oldSid = null }: { id: number; sid?: string | null; oldSid?: string | null }) =>
    void insert.run(id, sid, oldSid, JSON.stringify(aRecord({ id })));
  entries.forEach(add);
  const remove = (id: number) => void database.prepare('DELETE FROM log WHERE id = ?').run(id);
  return { rows: createLogRows(database), add, remove };
}

const idsOf = (rows: Iterable<string>): number[] => [...rows].map((row) => decodeEntry(row).id);

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

test('what comes to a session while it is read is left out', () => {
  const { rows, add } = logOf(Array.from({ length: 600 }, (_, n) => ({ id: n + 1, sid: 'wanted' })));
  const met: number[] = [];
  for (const row of rows.ofSession('wanted')) {
    met.push(decodeEntry(row).id);
    add({ id: 10_000 + met.length, sid: 'wanted' });
  }
  expect(met).toHaveLength(600);
});

test('of ids, those that are still there', () => {
  const { rows, remove } = logOf([1, 2, 3, 4].map((id) => ({ id })));
  const reading = rows.byId([1, 2, 4, 9]);
  expect(decodeEntry(reading.next().value ?? '').id).toBe(1);
  remove(2);
  expect(idsOf(reading)).toEqual([4]);
});

test('a row near a share of the log, whatever ids are missing', () => {
  const { rows } = logOf([10, 11, 90, 110].map((id) => ({ id })));
  expect([0, 0.01, 0.5, 1].map((share) => decodeEntry(rows.near(share) ?? '').id)).toEqual([10, 11, 90, 110]);
  expect(logOf([]).rows.near(0.5)).toBeNull();
});
