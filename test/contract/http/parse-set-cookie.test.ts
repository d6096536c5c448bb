import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';
import { anyHeader } from '../../cookie/cookie-arbitraries.ts';

const nothing = {
  path: null,
  domain: null,
  expiresAtMs: null,
  maxAgeSeconds: null,
  httpOnly: false,
  secure: false,
  partitioned: false,
  sameSite: null,
};

test('parses the cookies of express-session', () => {
  const header = 'sid=s%3Aabc.mac; Path=/; Expires=Sun, 22 Nov 2026 20:15:00 GMT; HttpOnly; Secure; SameSite=Lax';
  expect(parseSetCookie(header)).toEqual({
    ...nothing,
    name: 'sid',
    value: 's%3Aabc.mac',
    attributes: [
      { name: 'Path', value: '/', fate: 'counts' },
      { name: 'Expires', value: 'Sun, 22 Nov 2026 20:15:00 GMT', fate: 'counts' },
      { name: 'HttpOnly', value: null, fate: 'counts' },
      { name: 'Secure', value: null, fate: 'counts' },
      { name: 'SameSite', value: 'Lax', fate: 'counts' },
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
    'a="b" ; max-age=5;MAX-AGE=x; Max-Age = -0 ;; Partitioned; Domain=; domain=.Example.COM; path=/x; secure=no';
  expect(parseSetCookie(header)).toEqual({
    ...nothing,
    name: 'a',
    value: '"b"',
    attributes: [
      { name: 'max-age', value: '5', fate: 'overridden' },
      { name: 'MAX-AGE', value: 'x', fate: 'invalid' },
      { name: 'Max-Age', value: '-0', fate: 'counts' },
      { name: '', value: null, fate: 'unknown' },
      { name: 'Partitioned', value: null, fate: 'counts' },
      { name: 'Domain', value: '', fate: 'overridden' },
      { name: 'domain', value: '.Example.COM', fate: 'counts' },
      { name: 'path', value: '/x', fate: 'counts' },
      { name: 'secure', value: 'no', fate: 'counts' },
    ],
    partitioned: true,
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
  [`a=1; Path=/x; Path=/${'x'.repeat(1024)}`, { path: '/x' }],
  [`a=1; Secure=${'x'.repeat(1025)}`, { secure: false }],
  [`a=1; Domain=${'a'.repeat(1024)}.test; Domain=app.test`, { domain: 'app.test' }],
  ['a=1; Domain=.; Domain=', { domain: null }],
  // Octets of UTF-8 are not letters, so they have no lower case.
  ['a=1; Domain=.B\u00c3\u009cCHER.Test', { domain: 'b\u00c3\u009ccher.test' }],
  ['a=1; Domain=app.test; Domain=', { domain: null }],
  ['a=1; Domain=one.test; Domain=two.test', { domain: 'two.test' }],
  ['a=1; Max-Age=50; Expires=Thu, 01 Jan 1970 00:00:00 GMT', { maxAgeSeconds: 50, expiresAtMs: 0 }],
  ['a=1; Max-Age=50; Max-Age=-0', { maxAgeSeconds: 0 }],
  ...['', '-', '+5', '1.5', '5 0', '"5"', '0x5', '50,399', '٥', '--1'].map((age): [string, object] => [
    `a=1; Max-Age=${age}`,
    { maxAgeSeconds: null },
  ]),
  ['a=1; "Secure"; Secure qux; HttpOnly2', { secure: false, httpOnly: false }],
  ['a=1; Partitioned=false; HTTPONLY=0', { partitioned: true, httpOnly: true }],
  [' \t a \t = \t 1 \t ; \t Path \t = \t /x \t ', { name: 'a', value: '1', path: '/x' }],
  ['a=1\u00a0; Path=/', { value: '1\u00a0' }],
  ['a="b;c"; Path=/', { value: '"b', path: '/' }],
  ['; Path=/', { name: '', value: '', path: '/' }],
  ['a=1; __proto__=x; constructor=y', { name: 'a', value: '1' }],
])('reads %j by the rules of browsers', (header, expected) => {
  expect(parseSetCookie(header)).toMatchObject(expected);
});

test.each<[string, string[]]>([
  ['a=1; Path=/a; Path=/b; path=c', ['overridden', 'overridden', 'counts']],
  ['a=1; Expires=0; Expires=Sun, 22 Nov 2026 20:15:00 GMT', ['invalid', 'counts']],
  ['a=1; Expires=Sun, 22 Nov 2026 20:15:00 GMT; Expires=-1', ['counts', 'invalid']],
  [`a=1; Path=/; Path=/${'x'.repeat(1024)}`, ['counts', 'too-long']],
  ['a=1; Secure; secure', ['overridden', 'counts']],
  ['a=1; Priority=High; =x; ', ['unknown', 'unknown', 'unknown']],
])('of %j tells what becomes of each attribute', (header, fates) => {
  expect(parseSetCookie(header).attributes.map(({ fate }) => fate)).toEqual(fates);
});

test('counts the octets of an attribute, not its characters', () => {
  expect(parseSetCookie(`a=1; Path=/${'好'.repeat(342)}`).path).toBeNull();
  expect(parseSetCookie(`a=1; Path=/${'好'.repeat(341)}`).path).toHaveLength(342);
});

test('never throws, keeps every attribute and pollutes no prototype', () => {
  fc.assert(
    fc.property(anyHeader, (header) => {
      expect(parseSetCookie(header).attributes).toHaveLength(header.split(';').length - 1);
    }),
    { numRuns: 1000 },
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});
