import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isoTime } from '../../server/export/iso-time.ts';

test('writes times as Date does, in UTC', () => {
  expect(isoTime(Date.UTC(2026, 10, 22, 20, 15, 0, 7))).toBe('2026-11-22T20:15:00.007Z');
});

test('gives a time with a four-digit year for any number', () => {
  expect([Number.NaN, Infinity, -Infinity].map(isoTime)).toEqual([
    '1970-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '0000-01-01T00:00:00.000Z',
  ]);
  fc.assert(
    fc.property(fc.double(), (ms) => {
      expect(isoTime(ms)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }),
    { numRuns: 1000 },
  );
});
