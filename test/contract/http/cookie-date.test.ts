import fc from 'fast-check';
import { parseDate } from 'tough-cookie';
import { expect, test } from 'vitest';
import { parseCookieDate } from '../../../server/contract/http/cookie-date.ts';

// The kinds of dates that browsers met on the web, as the tests of the IETF's http-state group list them
// (abarth/http-state, tests/data/dates: all 70 of them are read as they say).
test.each([
  ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
  ['Sunday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['Sun Nov  6 08:49:37 1994', Date.UTC(1994, 10, 6, 8, 49, 37)],
  // The weekday may be wrong, unknown, misspelt or missing, and text may be quoted.
  ['Someday, 06-Nov-94 08:49:37 GMT', Date.UTC(1994, 10, 6, 8, 49, 37)],
  [', 6-Nov-1994 08:49:37', Date.UTC(1994, 10, 6, 8, 49, 37)],
  ['"Sun, 06-Nov-94""08:49:37""GMT"', Date.UTC(1994, 10, 6, 8, 49, 37)],
  // Month by its first three letters, any case; any delimiter; any order, where the first number is the day.
  ['6 november 2026 8:9:7', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['06|NOV/2026~8:9:7', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['06\\NOV/2026_8:9:7', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['2026 November 6 08:09:07', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['08:09:07 26 6 Nov', null],
  ['Nov 6 26 08:09:07', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['06-Sun, Nov 08:09:07 GMT 26', Date.UTC(2026, 10, 6, 8, 9, 7)],
  // Zones, offsets, summer time and remarks are not read: always UTC.
  ['6 Nov 2026 8:9:7 +0200', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['Fri, 06 Nov 2026 08:09:07 -0800 (PST)', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['Fri Nov 06 2026 08:09:07 GMT+0100 (CET)', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['Fri, 06-Nov-26 08:09:07 DST', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['Fri, 06-Nov-26 08:09:07 11:12:13', Date.UTC(2026, 10, 6, 8, 9, 7)],
  ['Thu, 31 Dec 2037 23:59:59', Date.UTC(2037, 11, 31, 23, 59, 59)],
  // Two digits of a year: 70 to 99 are of the last century.
  ['01-Jan-69 00:00:00', Date.UTC(2069, 0, 1)],
  ['01-Jan-70 00:00:00', 0],
  ['01-Jan-1601 00:00:00', Date.UTC(1601, 0, 1)],
  // A field that is out of its range, or that a number is too long for.
  ['01 Jan 1600 00:00:00', null],
  ['31 Feb 2026 00:00:00', null],
  ['29 Feb 2028 00:00:00', Date.UTC(2028, 1, 29)],
  ['01 Jan 2026 24:00:00', null],
  ['01 Jan 2026 00:60:00', null],
  ['01 Jan 2026 00: 00:00', null],
  ['012 Jan 2026 00:00:00', null],
  ['01 Jan 12026 00:00:00', null],
  ['98 Jan 17 00:00:00', null],
  ['00 Jan 2026 00:00:00', null],
  // No dates, whatever Date.parse makes of them.
  ['01 Jan 2026', null],
  ['2026-11-22T20:15:00Z', null],
  ['2037-12-31 23:59:59', null],
  ['1798761599', null],
  ['0', null],
  ['-1', null],
  ['now', null],
  ['', null],
])('reads %j as RFC 6265 requires of browsers', (text, expected) => {
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
