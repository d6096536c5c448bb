import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonItems } from '../../server/base/json-scan.ts';

const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', '\\', '{', '}', '[', ']', ',', ':', '1', '-', 'e', 'é'), maxLength: 8 }),
  fc.string(),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(hostile, tie('value'), { maxKeys: 3 }),
  ),
})).value;

test('finds every item of a list', () => {
  fc.assert(
    fc.property(fc.array(json, { maxLength: 6 }), (list) => {
      expect(jsonItems(JSON.stringify(list))).toEqual(list.map((item) => JSON.stringify(item)));
    }),
    { numRuns: 2000 },
  );
});

test.each(['', '{}', 'null', '"[1]"', '[', '[1', '[1,', '[1,]', '[,1]', '[1}', '[1]]', '[1]x', '["a]', '[[1]'])(
  'takes %j for no list',
  (text) => {
    expect(jsonItems(text)).toBeNull();
  },
);
