import { describe, expect, test } from 'vitest';
import { clocksOf, type RowTimes } from '../../server/stores/row-clocks.ts';

const nowMs = Date.parse('2026-11-30T10:00:00Z');
const hourMs = 3_600_000;
/** A row of connect-pg-simple that was just written, for an hour. */
const fresh: RowTimes = {
  rowMs: nowMs + hourMs,
  cookieMs: nowMs + hourMs,
  maxAgeMs: hourMs,
  clock: 'server-time',
  nowMs,
  zoneQuarters: null,
};

describe('the clocks of a row', () => {
  test('a row that was just written shows the time zone, and its expiry is shown without the difference', () => {
    expect(clocksOf({ ...fresh, rowMs: nowMs + hourMs - 8 * hourMs })).toEqual({
      expiresAtMs: nowMs + hourMs,
      isExpired: false,
      clockNote: { reason: 'clock-behind', about: '8' },
      zoneQuarters: -32,
    });
    expect(clocksOf(fresh)).toMatchObject({ clockNote: null, zoneQuarters: 0, isExpired: false });
  });

  test('a row whose time was shortened by a touch is expired, as soon as the zone is known', () => {
    const touched = { ...fresh, rowMs: nowMs - 1_000, cookieMs: nowMs - 1_000 + hourMs };
    expect(clocksOf({ ...touched, zoneQuarters: 0 })).toMatchObject({ isExpired: true, clockNote: null });
    // Nothing is known of the zone, and the row was written an hour ago: it may be the zone.
    const older = { ...touched, maxAgeMs: 2 * hourMs };
    expect(clocksOf(older)).toMatchObject({ isExpired: false, clockNote: null, zoneQuarters: null });
  });

  test('a row that lives 1000 times as long as its cookie is named', () => {
    const planted = { ...fresh, clock: 'text', rowMs: nowMs + 1_000 * hourMs } as const;
    expect(clocksOf(planted)).toMatchObject({
      isExpired: false,
      clockNote: { reason: 'clock-of-milliseconds' },
    });
  });

  test('other rows have the time of their column alone', () => {
    const other = { ...fresh, clock: 'seconds', cookieMs: null, maxAgeMs: null, rowMs: nowMs } as const;
    expect(clocksOf(other)).toEqual({ expiresAtMs: nowMs, isExpired: true, clockNote: null, zoneQuarters: null });
    expect(clocksOf({ ...other, rowMs: null })).toMatchObject({ expiresAtMs: null, isExpired: false });
  });
});
