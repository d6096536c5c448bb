import fc from 'fast-check';
import { parseDate } from 'tough-cookie';
import { expect, test } from 'vitest';
import { parseCookieDate } from '../../server/cookie/cookie-date.ts';

test.each([
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['6 november 2026 8:9:7 +0200', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['01-Jan-69 00:00:00', Date.UTC(2069, 0, 1)],
  ['01 Jan 1600 00:00:00', null],
  ['31 Feb 2026 00:00:00', null],
  ['01 Jan 2026 24:00:00', null],
  ['01 Jan 2026', null],
  ['2026-11-22T20:15:00Z', null],
  ['', null],
])('reads %j as RFC 6265 tells browsers to', (text, expected) => {
  expect(parseCookieDate(text)).toBe(expected);
});

test('reads every date that Date.toUTCString writes from 1970 on', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 253_402_300_799 }), (seconds) => {
      expect(parseCookieDate(new Date(seconds * 1000).toUTCString())).toBe(seconds * 1000);
    }),
    { numRuns: 1000 },
  );
});

test('agrees with the jar of the simulated browsers', () => {
  const token = fc.oneof(
    fc.constantFrom(
      'jan',
      'Februar',
      'MAR',
      'mon',
      'GMT',
      '12:34:56',
      '1:2:3',
      '23:59:60',
      '31',
      '07',
      '1999',
      '70',
      '69',
      '2026',
    ),
    fc.string({ unit: fc.constantFrom('1', '2', ':', 'a', 'p', 'r'), maxLength: 5 }),
  );
  const delimiter = fc.constantFrom(' ', ',', '-', ', ', '\t');
  const text = fc.array(fc.tuple(token, delimiter), { maxLength: 8 }).map((tokens) => tokens.flat().join(''));
  fc.assert(
    fc.property(text, (text) => {
      expect(parseCookieDate(text)).toBe(parseDate(text)?.getTime() ?? null);
    }),
    { numRuns: 1000 },
  );
});
