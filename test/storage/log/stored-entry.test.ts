import fc from 'fast-check';
import { expect, test } from 'vitest';
import { logEntrySchema } from '../../../server/contract/log-entry.ts';
import { exportPieces } from '../../../server/export/export-chunks.ts';
import { createRedactor } from '../../../server/export/redact.ts';
import { factsOf } from '../../../server/search/facts.ts';
import { readEntry, type StoredEntry, storedEntryOf } from '../../../server/storage/log/stored-entry.ts';
import { anyEntry, aRequest } from '../../export/log-entries.ts';

const options = { isKnownSid: () => false, signingSecrets: [], pseudonymKey: new Uint8Array(32) };

/** The text with one of its characters replaced by another one, cut off, or with a piece left out. */
const spoiled = (text: string): fc.Arbitrary<string> => {
  const place = fc.nat(text.length - 1);
  return fc.oneof(
    fc
      .tuple(place, fc.constantFrom(...'0129-[]{}",:\\tfn', '\u0000', '\ud800'))
      .map(([at, character]) => text.slice(0, at) + character + text.slice(at + 1)),
    place.map((at) => text.slice(0, at)),
    fc.tuple(place, fc.nat(8)).map(([at, length]) => text.slice(0, at) + text.slice(at + length)),
  );
};
const anySpoiledRow: fc.Arbitrary<StoredEntry> = anyEntry.chain((entry) => {
  const row = storedEntryOf(entry);
  return spoiled(row.json).map((json) => ({ ...row, json }));
});

test('an entry is read as it was stored', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      expect(JSON.parse(JSON.stringify(readEntry(storedEntryOf(entry))))).toEqual(JSON.parse(JSON.stringify(entry)));
    }),
    { numRuns: 200 },
  );
});

test('a row with any changed text is read as an entry of its number that every reader accepts', () => {
  fc.assert(
    fc.property(anySpoiledRow, (row) => {
      const entry = readEntry(row);
      expect(logEntrySchema.safeParse(entry).success).toBe(true);
      expect(entry.id).toBe(row.id);
      factsOf(entry);
    }),
    { numRuns: 2_000 },
  );
});

test('an export says the same of a spoiled row as every other reader, and can be written in each format', () => {
  fc.assert(
    fc.property(anySpoiledRow, (row) => {
      const redactor = createRedactor(options);
      redactor.collect(row);
      const redacted = JSON.parse(redactor.replaced(row)) as { kind: string; id: number };
      const { kind, id } = readEntry(row);
      expect([redacted.kind, redacted.id]).toEqual([kind, id]);
      for (const format of ['ndjson', 'csv', 'har'] as const) {
        for (const raw of [true, false]) {
          const pieces = exportPieces({ ...options, rows: [row], options: { format, raw }, siteUrl: '', nowMs: 0 });
          expect([...pieces].length).toBeGreaterThan(1);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  ['a text that is no JSON', '{"kind":"request",', { code: 'not-json' }],
  ['a version that is not known yet', '[3,7,1]', { code: 'newer', version: 3 }],
  ['a list of no version', '[]', { code: 'not-json' }],
  ['a number', '7', { code: 'misfit', member: null }],
  ['an unknown kind', '{"kind":"dream","id":7}', { code: 'misfit', member: 'kind' }],
  ['the number of another entry', JSON.stringify(aRequest({ id: 8 })), { code: 'misfit', member: 'id' }],
  [
    'a request without its cookies',
    JSON.stringify({ ...aRequest({ id: 7 }), receivedCookies: undefined }),
    { code: 'misfit', member: 'receivedCookies' },
  ],
])('%s is a row that says so', (_, json, reason) => {
  const row = { id: 7, kind: 'request', atMs: 5, json };
  expect(readEntry(row)).toEqual({ kind: 'unreadable', id: 7, atMs: 5, was: 'request', reason });
});

test('a value that is not a text, or has an unknown kind, is reported too', () => {
  const row = { id: 7, kind: 'rfquest', atMs: 5, json: Buffer.from('x') as unknown as string };
  expect(readEntry(row)).toMatchObject({ kind: 'unreadable', was: null, reason: { code: 'not-json' } });
});
