import fc from 'fast-check';
import { expect, test } from 'vitest';
import { requestRecordSchema } from '../../server/contract/log-entry.ts';
import { fitting, fittingJson } from '../../server/export/member-source.ts';

test('JSON of a member is accepted exactly if its value is, whatever was tested before', () => {
  const name = fc.constantFrom(...Object.keys(requestRecordSchema.shape));
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.stringify(value)),
    fc.constantFrom('007', '1.', '-1', '1e3', '0.5', '200', 'null', 'true', '"GET"', '999999999999999999', '', 'x'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.integer().map(String),
  );
  fc.assert(
    fc.property(name, json, (name, json) => {
      const isFitting = (check: () => unknown) => {
        try {
          check();
          return true;
        } catch {
          return false;
        }
      };
      const expected = isFitting(() => fitting(name, JSON.parse(json)));
      for (let round = 0; round < 2; round++) expect(isFitting(() => fittingJson(name, json))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});
