import { expect, test } from 'vitest';
import { replaceRanges, type SecretRange } from '../../../server/export/redaction/secret-range.ts';

const range = (start: number, end: number, secret: string, kind: SecretRange['kind'] = 'token'): SecretRange => ({
  start,
  end,
  kind,
  secret,
});
const replace = (text: string, ...ranges: SecretRange[]) =>
  replaceRanges(text, ranges, (kind, secret) => `<${kind} ${secret}>`);

test('replaces ranges in any order and leaves the rest', () => {
  expect(replace('abcdef', range(4, 5, 'e'), range(1, 2, 'b'))).toBe('a<token b>cd<token e>f');
  expect(replace('abc')).toBe('abc');
  expect(replace('abc', range(1, 1, ''))).toBe('abc');
});

test('a range within another gives way to it', () => {
  expect(replace('abcdef', range(2, 3, 'c'), range(1, 5, 'bcde'))).toBe('a<token bcde>f');
});

test('ranges that cross become one, so that no end of either is left', () => {
  expect(replace('abcdef', range(1, 4, 'bcd'), range(3, 5, 'de'))).toBe('a<token bcde>f');
});

test('the first of equal ranges names the secret', () => {
  expect(replace('abc', range(0, 3, 'abc', 'sid'), range(0, 3, 'abc'))).toBe('<sid abc>');
});
