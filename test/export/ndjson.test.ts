import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logEntrySchema } from '../../server/contract/log-entry.ts';
import { exportedText } from './exported-text.ts';
import { anEdit, anyEntry, aRequest } from './log-entries.ts';

const linesOf = (text: string): unknown[] => {
  expect(text.endsWith('\n')).toBe(true);
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
};

test('starts with a line about itself, and is that line for an empty log', async () => {
  const head = { format: 'session-inspector/1', exportedAt: '2026-11-22T20:30:00.000Z' };
  expect(linesOf(await exportedText([], 'ndjson'))).toEqual([{ ...head, redacted: true }]);
  expect(linesOf(await exportedText([], 'ndjson', { raw: true }))).toEqual([{ ...head, redacted: false }]);
});

test('writes each entry whole, in order', async () => {
  const entries = [aRequest({ id: 1 }), anEdit({ id: 2 }), { kind: 'gap' as const, id: 3, fromMs: 1, toMs: 2 }];
  expect(linesOf(await exportedText(entries, 'ndjson', { raw: true })).slice(1)).toEqual(entries);
});

test('gives back every entry exactly when read again through the contract, if its time is known', async () => {
  const timed = anyEntry.filter((entry) => entry.kind !== 'request' || entry.isTimeUnknown === undefined);
  await fc.assert(
    fc.asyncProperty(fc.array(timed, { maxLength: 4 }), async (entries) => {
      const [, ...lines] = linesOf(await exportedText(entries, 'ndjson', { raw: true }));
      expect(lines).toEqual(entries);
      expect(lines.map((line) => logEntrySchema.safeParse(line).success)).toEqual(entries.map(() => true));
    }),
    { numRuns: 1000 },
  );
});

test('writes null for a time that is not known, and nothing else of the entry changes', async () => {
  const entry = aRequest({ id: 4, arrivedAtMs: 0, isTimeUnknown: true });
  for (const raw of [true, false]) {
    const [, line] = linesOf(await exportedText([entry], 'ndjson', { raw }));
    expect(line).toMatchObject({ id: 4, arrivedAtMs: null, isTimeUnknown: true });
  }
  const [, whole] = linesOf(await exportedText([entry], 'ndjson', { raw: true }));
  expect(whole).toEqual({ ...entry, arrivedAtMs: null });
});

test('keeps a session key named __proto__ as data', async () => {
  const session = JSON.parse('{"__proto__":{"admin":true}}');
  const [, line] = (await exportedText([aRequest({ sessionAfter: session })], 'ndjson')).split('\n');
  expect(line).toContain('"sessionAfter":{"__proto__":{"admin":true}}');
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
});
