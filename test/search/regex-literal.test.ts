import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REGEX_FLAGS } from '../../server/contract/filter/parse.ts';
import { fold } from '../../server/search/fold.ts';
import { literalOf } from '../../server/search/regex-literal.ts';

test.each([
  ['Admin', 'admin'],
  ['^user-\\d+/cart$', 'user-'],
  ['ab|cd', ''],
  ['(ab|cd)efg', ''],
  ['(?:ab)?efg', 'efg'],
  ['colou?r', 'colo'],
  ['ab+c', 'ab'],
  ['ab{2,3}xyz', 'xyz'],
  ['[abc]def', 'def'],
  ['a\\.b', 'a.b'],
  ['abc\\x41', 'abc'],
  ['Ünabc', 'nabc'],
  ['(?!abc)d', 'd'],
  ['.*', ''],
])('%s needs %o', (source, literal) => expect(literalOf(source)).toBe(literal));

const piece = fc.constantFrom(
  'a',
  'B',
  'ab',
  '.',
  '+',
  '*',
  '?',
  '(',
  ')',
  '[',
  ']',
  '{1,2}',
  '^',
  '$',
  '\\d',
  '\\.',
  '\\b',
  '|',
  '-',
  ' ',
  '{',
  '\\x61',
  '(?:',
  '(?=',
  'K',
  'é',
);
const text = fc.array(fc.constantFrom('a', 'b', 'A', 'B', '.', '1', '-', ' ', 'é', 'K', 'k', '{'), { maxLength: 12 });

test('every match of a regex contains its literal', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(text, { minLength: 5, maxLength: 30 }), (pieces, texts) => {
      const source = pieces.join('');
      let regex: RegExp;
      try {
        regex = new RegExp(source, REGEX_FLAGS);
      } catch {
        return;
      }
      const literal = literalOf(source);
      for (const characters of texts) {
        const candidate = characters.join('');
        if (regex.test(candidate)) expect(fold(candidate)).toContain(literal);
      }
    }),
    { numRuns: 5_000 },
  );
});
