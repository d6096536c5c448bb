import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../server/contract/json.ts';
import { createEntryJson } from '../../server/export/entry-json.ts';
import { decodeEntry, encodeEntry } from '../../server/store/entry-codec/entry-codec.ts';
import { packedRow } from '../../server/store/entry-codec/entry-parts.ts';
import { anEdit, anyEntry, aRequest } from './log-entries.ts';

test('gives the JSON of every entry there can be, the second time as the first', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 5 }), (entries) => {
      const jsonOf = createEntryJson();
      for (const row of [...entries, ...entries].map(encodeEntry)) {
        expect(jsonOf(row)).toBe(JSON.stringify(decodeEntry(row)));
      }
    }),
    { numRuns: 1000 },
  );
});

test('rows that no request made, and rows of an older version, are JSON already', () => {
  const jsonOf = createEntryJson();
  for (const entry of [anEdit(), aRequest()]) expect(jsonOf(JSON.stringify(entry))).toBe(JSON.stringify(entry));
});

test('a request is read member by member, not parsed as a whole', () => {
  expect(packedRow(encodeEntry(aRequest()))).not.toBeNull();
  for (const text of ['', '[]', '[1]', '{}', '[2,3', encodeEntry(anEdit())]) expect(packedRow(text)).toBeNull();
});

test('times are put where they belong, also beside numbers and texts that look like their places', () => {
  const jsonOf = createEntryJson();
  const hostile: Json[] = [
    8_000_000_000_000_000,
    '8000000000000001',
    [8_000_000_000_000_002],
    { 8000000000000000: 1 },
    0.5,
  ];
  for (let n = 1; n < 4; n++) {
    for (const after of hostile) {
      const entry = aRequest({
        operations: [
          { atMs: n / 7, op: 'set', key: '8000000000000000', before: n, after },
          { atMs: n, op: 'get', key: 'k', before: after, after },
        ],
        storeOperations: [
          { atMs: n, op: 'get', phase: 'load', sid: 's', durationMs: n / 3, outcome: 'ok' },
          {
            atMs: n + 0.25,
            op: 'set',
            phase: 'end',
            sid: '8000000000000003',
            durationMs: 1e-7,
            outcome: 'failed',
            error: '8000000000000000',
            statement: { microseconds: n, changes: null },
          },
        ],
      });
      expect(JSON.parse(jsonOf(encodeEntry(entry)))).toEqual(entry);
    }
  }
});
