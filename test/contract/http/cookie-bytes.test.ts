import { expect, test } from 'vitest';
import { cookieBytes } from '../../../server/contract/http/cookie-bytes.ts';

test('counts octets of name and value without the equals sign', () => {
  expect(cookieBytes('sid', 'abc', 'latin1')).toBe(6);
  expect(cookieBytes('', '', 'utf8')).toBe(0);
});

test('a character is one octet in a header that Node read, and as many as UTF-8 needs in typed text', () => {
  expect(cookieBytes('é', 'ü', 'latin1')).toBe(2);
  expect(cookieBytes('é', '😀', 'utf8')).toBe(6);
  expect(cookieBytes('a', '\ud800', 'utf8')).toBe(4);
});

test('text beyond Latin-1 was decoded before it came here, so it is counted in UTF-8', () => {
  expect(cookieBytes('é', '好', 'latin1')).toBe(5);
});
