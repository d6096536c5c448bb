import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdSet } from '../../server/export/id-set.ts';

test('has the ids that were added, and no others', () => {
  const id = fc.oneof(fc.nat(20_000), fc.nat(Number.MAX_SAFE_INTEGER));
  fc.assert(
    fc.property(fc.array(id), fc.array(id), (added, others) => {
      const set = new IdSet();
      const plain = new Set(added);
      for (const each of added) set.add(each);
      for (const each of [...added, ...others]) expect(set.has(each)).toBe(plain.has(each));
    }),
  );
});
