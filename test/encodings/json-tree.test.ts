import fc from 'fast-check';
import { expect, test } from 'vitest';
import { walkJson } from '../../server/encodings/json-tree.ts';

const faultOf = (text: string) => {
  const walked = walkJson(Buffer.from(text));
  return walked.ok ? null : [walked.reason, walked.at];
};

test.each([
  ['{"user":"ali', 'cut', 12],
  ['{"user":"a\\', 'cut', 11],
  ['{"user":', 'cut', 8],
  ['{"user"', 'cut', 7],
  ['{', 'cut', 1],
  ['[1, tr', 'cut', 6],
  ['{"é":"ü', 'cut', 9],
  ['{"a":1}}', 'not-this', 7],
  ['{"é":nope}', 'not-this', 6],
  ["{'a':1}", 'not-this', 1],
  ['[1,]', 'not-this', 3],
])('%j is %s at byte %i', (text, reason, at) => {
  expect(faultOf(text)).toEqual([reason, at]);
});

test('an object or a list that ends early is cut, wherever it ends', () => {
  const whole = fc.oneof(
    fc.dictionary(fc.string(), fc.json(), { minKeys: 1 }),
    fc.array(fc.string(), { minLength: 1 }),
  );
  fc.assert(
    fc.property(whole, fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (value, share) => {
      const characters = [...JSON.stringify(value)];
      const text = characters.slice(0, 1 + Math.floor(share * (characters.length - 1))).join('');
      // A number may end anywhere, and a cut escape such as \\u00 is within an open string.
      expect(faultOf(text)?.[0]).toBe('cut');
    }),
  );
});
