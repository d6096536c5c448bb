import { expect, test } from 'vitest';
import { cookieLife, MAX_COOKIE_LIFE_MS } from '../../../server/contract/http/cookie-life.ts';
import { parseSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';

const now = Date.UTC(2026, 10, 22);
const lifeOf = (attributes: string) => cookieLife(parseSetCookie(`a=1; ${attributes}`), now);

test.each([
  'Path=/',
  // No dates by RFC 6265 §5.1.1, although Date.parse takes them: they delete nothing.
  'Expires=0',
  'Expires=-1',
  'Expires=1',
  'Expires=',
  'Expires=2037-12-31T23:59:59Z',
  'Expires=2001-01-01',
  'Expires=1798761599',
  'Max-Age=',
  'Max-Age=soon',
  'Max-Age=1.5',
])('with %s a cookie lasts until the browser closes', (attributes) => {
  expect(lifeOf(attributes)).toEqual({ kind: 'session' });
});

test.each([
  'Max-Age=0',
  'Max-Age=-0',
  'Max-Age=-5',
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'Expires=Sun, 22 Nov 2026 00:00:00 GMT',
  // Six hours ahead by the zone that is named, which is not read: over.
  'Expires=Sat, 21 Nov 2026 23:00:00 GMT-0700',
  'Max-Age=0; Expires=Sun, 22 Nov 2037 00:00:00 GMT',
])('with %s a cookie is over', (attributes) => {
  expect(lifeOf(attributes)).toEqual({ kind: 'over' });
});

test.each([
  ['Max-Age=60', now + 60_000, false],
  ['Max-Age=34560000', now + MAX_COOKIE_LIFE_MS, false],
  ['Max-Age=34560001', now + MAX_COOKIE_LIFE_MS, true],
  ['Max-Age=99999999999999999999', now + MAX_COOKIE_LIFE_MS, true],
  ['Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT', now + 60_000, false],
  ['Expires=Mon, 23 Nov 2026 00:00:00', now + 86_400_000, false],
  ['Expires=Mon, 23 Nov 2026 00:00:00 +0200', now + 86_400_000, false],
  ['Expires=Mon, 23-Nov-26 00:00:00 DST', now + 86_400_000, false],
  ['Expires=Fri, 01 Jan 2038 00:00:00 GMT', now + MAX_COOKIE_LIFE_MS, true],
])('with %s a cookie lasts until %i', (attributes, atMs, isCapped) => {
  expect(lifeOf(attributes)).toEqual({ kind: 'until', atMs, isCapped });
});
