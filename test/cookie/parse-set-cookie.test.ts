import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSetCookie } from '../../server/cookie/parse-set-cookie.ts';
import { anyHeader } from './cookie-arbitraries.ts';

const nothing = {
  path: null,
  domain: null,
  expiresAtMs: null,
  maxAgeSeconds: null,
  httpOnly: false,
  secure: false,
  sameSite: null,
};

test('reads what express-session sends', () => {
  const header = 'sid=s%3Aabc.mac; Path=/; Expires=Sun, 22 Nov 2026 20:15:00 GMT; HttpOnly; Secure; SameSite=Lax';
  expect(parseSetCookie(header)).toEqual({
    ...nothing,
    name: 'sid',
    value: 's%3Aabc.mac',
    attributes: [
      { name: 'Path', value: '/' },
      { name: 'Expires', value: 'Sun, 22 Nov 2026 20:15:00 GMT' },
      { name: 'HttpOnly', value: null },
      { name: 'Secure', value: null },
      { name: 'SameSite', value: 'Lax' },
    ],
    path: '/',
    expiresAtMs: Date.UTC(2026, 10, 22, 20, 15),
    httpOnly: true,
    secure: true,
    sameSite: 'lax',
  });
});

test('keeps unknown, empty and repeated attributes in order; the last valid one counts', () => {
  const header =
    'a="b" ; max-age=5;MAX-AGE=x; Max-Age = -0 ;; Partitioned; Domain=.Example.COM; domain=; path=/x; secure=no';
  expect(parseSetCookie(header)).toEqual({
    ...nothing,
    name: 'a',
    value: '"b"',
    attributes: [
      { name: 'max-age', value: '5' },
      { name: 'MAX-AGE', value: 'x' },
      { name: 'Max-Age', value: '-0' },
      { name: '', value: null },
      { name: 'Partitioned', value: null },
      { name: 'Domain', value: '.Example.COM' },
      { name: 'domain', value: '' },
      { name: 'path', value: '/x' },
      { name: 'secure', value: 'no' },
    ],
    maxAgeSeconds: 0,
    domain: 'example.com',
    path: '/x',
    secure: true,
  });
});

test.each([
  ['', { name: '', value: '' }],
  ['nameless', { name: '', value: 'nameless' }],
  ['=v', { name: '', value: 'v' }],
  ['a=b=c', { name: 'a', value: 'b=c' }],
  ['a=1; Path=/x; Path=nowhere', { path: null }],
  ['a=1; SameSite=Strict; SameSite=bogus', { sameSite: null }],
  ['a=1; Expires=tomorrow', { expiresAtMs: null }],
  ['a=1; Max-Age=99999999999999999999', { maxAgeSeconds: Number.MAX_SAFE_INTEGER }],
  ['a=1; Max-Age=-99999999999999999999', { maxAgeSeconds: -Number.MAX_SAFE_INTEGER }],
  [`a=1; Path=/${'x'.repeat(1024)}`, { path: null }],
  [`a=1; Path=/${'x'.repeat(1023)}`, { path: `/${'x'.repeat(1023)}` }],
  ['a=1; __proto__=x; constructor=y', { name: 'a', value: '1' }],
])('reads %j by the rules of browsers', (header, expected) => {
  expect(parseSetCookie(header)).toMatchObject(expected);
});

test('never throws, loses no attribute and pollutes nothing', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      expect(parseSetCookie(header).attributes).toHaveLength(header.split(';').length - 1);
    }),
    { numRuns: 1000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
