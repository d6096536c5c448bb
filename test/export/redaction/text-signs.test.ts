import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signsOf } from '../../../server/export/redaction/text-signs.ts';

const SIGNS = [...'\t\n\r !"#$%&\'()*+,./:;<=>?@[\\]^`{|}~'];
const longest = (text: string, pattern: RegExp) =>
  Math.max(0, ...(text.match(pattern) ?? []).map(({ length }) => length));

test('the signs and the runs of any text are those that a search finds', () => {
  const unit = fc.oneof(
    fc.constantFrom(...SIGNS, 'a', 'Z', '0', '_', '-', 'é', '密', '\ud800'),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const text = units.join('');
      const signs = signsOf(text);
      expect(SIGNS.filter((sign) => signs.has(sign))).toEqual(SIGNS.filter((sign) => text.includes(sign)));
      expect(signs.longestWord).toBe(longest(text, /[A-Za-z0-9_-]+/g));
      expect(signs.longestRun).toBe(longest(text, /[A-Za-z0-9_+/%~-]+/g));
      expect(signs.isWide).toBe(/[^\0-\x7f]/.test(text));
    }),
  );
});
