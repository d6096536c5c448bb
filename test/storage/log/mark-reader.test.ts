import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { createMarkReader } from '../../../server/storage/log/mark-reader.ts';
import { aRecord } from '../../support/log-entries.ts';

function readerOf(entries: readonly { id: number; atMs: number; entry?: LogEntry }[]) {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare('INSERT INTO log (id, kind, at_ms, entry_json) VALUES (?, ?, ?, ?)');
  database.transaction(() => {
    for (const { id, atMs, entry = aRecord({ id, arrivedAtMs: atMs }) } of entries) {
      insert.run(id, entry.kind, atMs, JSON.stringify(entry));
    }
  })();
  return createMarkReader(database);
}

test('an empty log has no marks and no beginning', async () => {
  expect(await readerOf([]).stretch({ fromMs: 0, toMs: 1e15, parts: 10 })).toEqual({
    kind: 'marks',
    oldestAtMs: null,
    marks: [],
    others: [],
  });
});

test('a period contains exactly its entries, including both ends, with any ids missing', async () => {
  const steps = fc.array(fc.record({ step: fc.nat(3), skip: fc.nat(2) }), { minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: -5, max: 600 }), fc.nat(300), async (moves, fromMs, lengthMs) => {
      let [id, atMs] = [0, 0];
      const entries = moves.map(({ step, skip }) => {
        id += 1 + skip;
        atMs += step;
        return { id, atMs };
      });
      const toMs = fromMs + lengthMs;
      const stretch = await readerOf(entries).stretch({ fromMs, toMs, parts: 7 });
      const expected = entries.filter((entry) => entry.atMs >= fromMs && entry.atMs <= toMs).map((entry) => entry.id);
      expect(stretch.kind === 'marks' && stretch.marks.map((mark) => mark.id)).toEqual(expected);
      expect(stretch.oldestAtMs).toBe(entries[0]?.atMs);
    }),
    { numRuns: 50 },
  );
});

test('more than twenty thousand marks are returned as a density that adds up to all of them', async () => {
  const entries = Array.from({ length: 20_500 }, (_, index) => ({
    id: index + 1,
    atMs: index < 16_000 ? index : 40_000,
  }));
  const reader = readerOf(entries);
  const stretch = await reader.stretch({ fromMs: 0, toMs: 40_000, parts: 4 });
  expect(stretch).toEqual({ kind: 'density', oldestAtMs: 0, counts: [10_000, 6_000, 0, 4_500] });
  const part = await reader.stretch({ fromMs: 0, toMs: 19_999, parts: 4 });
  expect(part.kind === 'marks' && part.marks).toHaveLength(16_000);
});

test('gaps and notices are returned with the marks', async () => {
  const gap = { kind: 'gap', id: 2, fromMs: 5, toMs: 9 } as const;
  const stretch = await readerOf([
    { id: 1, atMs: 4 },
    { id: 2, atMs: 9, entry: gap },
  ]).stretch({ fromMs: 0, toMs: 10, parts: 1 });
  expect(stretch.kind === 'marks' && [stretch.marks.map(({ id }) => id), stretch.others]).toEqual([[1], [gap]]);
});

test('a reader that went away ends the reading', async () => {
  const reader = readerOf(Array.from({ length: 1_000 }, (_, index) => ({ id: index + 1, atMs: index })));
  const stretch = await reader.stretch({ fromMs: 0, toMs: 1_000, parts: 1 }, AbortSignal.abort());
  expect(stretch.kind === 'marks' && stretch.marks.length).toBeLessThan(1_000);
});

test('large entries are read a few at a time: others have their turn in between', async () => {
  const url = `/${'x'.repeat(200_000)}`;
  const entries = Array.from({ length: 40 }, (_, n) => ({ id: n + 1, atMs: n, entry: aRecord({ id: n + 1, url }) }));
  const reader = readerOf(entries);
  let [turns, isDone] = [0, false];
  const countTurns = () => {
    turns++;
    if (!isDone) setImmediate(countTurns);
  };
  setImmediate(countTurns);
  const stretch = await reader.stretch({ fromMs: 0, toMs: 100, parts: 4 });
  isDone = true;
  expect(stretch.kind === 'marks' && stretch.marks).toHaveLength(40);
  expect(turns).toBeGreaterThanOrEqual(20);
});
