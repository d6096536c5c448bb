import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitCookieHeader } from '../../server/cookie/split-cookie-header.ts';
import { anyHeader } from './cookie-arbitraries.ts';

test.each([
  ['', ['']],
  ['a=1; b=2', ['a=1; b=2']],
  ['a=1; b=2\nc=3', ['a=1; b=2', 'c=3']],
  ['a=1 \r\n b=2\n', ['a=1', 'b=2']],
  ['a=1; b=2, c=3', ['a=1; b=2', 'c=3']],
  ['a=1,b=2', ['a=1,b=2']],
  ['a=x, y; b=2', ['a=x, y; b=2']],
])('splits %j', (value, expected) => {
  expect(splitCookieHeader(value)).toEqual(expected);
});

test('any text gives a list of at least one line without line breaks', () => {
  fc.assert(
    fc.property(anyHeader, (value) => {
      const lines = splitCookieHeader(value);
      expect(lines.length).toBeGreaterThan(0);
      for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
    }),
  );
});
