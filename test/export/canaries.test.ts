import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogEntry, logEntrySchema, type RequestRecord } from '../../server/contract/log-entry.ts';
import { combinations, countOf, leftIn, plantedLog, readerOf } from './canaries.ts';
import { exportedText } from './exported-text.ts';
import { filesOf } from './files-of.ts';
import { plantedValues } from './schema-places.ts';

test('at every place, in every spelling and format: a sanitised file has no canary, and a raw file has all', {
  timeout: 1_200_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(combinations.length - 1), async (offset) => {
      const { entries, paths, packed } = plantedLog(offset);
      expect(packed.length).toBeGreaterThan(30);
      expect(paths.size).toBeGreaterThan(60);
      const reader = await readerOf(entries);
      for (const [name, file] of await filesOf(reader, false))
        expect({ name, left: leftIn(file, packed) }).toEqual({ name, left: [] });
      // If nothing were planted, nothing would be left either.
      for (const [name, file] of await filesOf(reader, true)) {
        expect({ name, hasAll: countOf(file, packed) > (name === 'csv' ? 60 : paths.size) }).toEqual({
          name,
          hasAll: true,
        });
      }
    }),
    // One log has every combination of a carrier and a spelling many times.
    { numRuns: 1 },
  );
});

test('every place of a text in the contract is planted, and written to a raw file', () => {
  const seen = new Set<string>();
  const plant = (path: string) => {
    seen.add(path);
    return `«${path}»`;
  };
  const entries = plantedValues(logEntrySchema, { text: plant, json: plant, data: (path) => ({ k: plant(path) }) });
  const file = exportedText(entries as LogEntry[], 'ndjson', { raw: true });
  expect([...seen].filter((path) => !file.includes(`«${path}»`))).toEqual([]);
  const known: readonly (keyof RequestRecord)[] = ['url', 'statusText', 'cookieName', 'sessionBefore', 'setCookie'];
  expect(known.filter((name) => !seen.has(`.${name}`))).toEqual([]);
});
