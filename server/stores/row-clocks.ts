import type { StoreWhy } from '../contract/store-why.ts';
import type { RowClock } from './mappings.ts';

/** The times of a row and of the cookie that Express keeps in its value. Null where there is none. */
export interface RowTimes {
  readonly rowMs: number | null;
  readonly cookieMs: number | null;
  readonly maxAgeMs: number | null;
  readonly clock: RowClock;
  readonly nowMs: number;
  /** The error of the times of this table in quarters of an hour, as an earlier row has shown. Null if unknown. */
  readonly zoneQuarters: number | null;
}

export interface RowClocks {
  readonly expiresAtMs: number | null;
  /** The time of the row is over, so the app does not use it any more. */
  readonly isExpired: boolean;
  /** Which clock is wrong. Null if none is known to be. */
  readonly clockNote: StoreWhy | null;
  /** The error of the times of this table, as this row shows it. Null if this row does not show it. */
  readonly zoneQuarters: number | null;
}

/** Time zones differ by multiples of this. */
export const quarterHourMs = 900_000;
/** Time zones are at most 14 hours from UTC. */
const mostQuarters = 2 * 14 * 4;
/** A row that was written less than this ago was not touched since then, so both of its clocks were set together. */
const justWrittenMs = 2_000;

/**
 * The expiry of a row, from the time of the row and the time in its cookie. A time without a zone is right only if the
 * connection of the app has the time zone of the database. Only a row that was just written shows whether it has,
 * because a touch moves the time of the row and not the time in the cookie.
 */
export function clocksOf({ rowMs, cookieMs, maxAgeMs, clock, nowMs, zoneQuarters }: RowTimes): RowClocks {
  const plain = {
    expiresAtMs: rowMs,
    isExpired: rowMs !== null && rowMs <= nowMs,
    clockNote: null,
    zoneQuarters: null,
  };
  if (rowMs === null || cookieMs === null || maxAgeMs === null || maxAgeMs <= 0) return plain;
  const writtenMs = cookieMs - maxAgeMs;
  if (maxAgeMs >= 1_000 && Math.abs((rowMs - writtenMs) / maxAgeMs - 1_000) < 1) {
    return { ...plain, clockNote: { reason: 'clock-of-milliseconds' } };
  }
  if (clock !== 'server-time') return plain;
  const quarters = Math.round((rowMs - cookieMs) / quarterHourMs);
  const isWhole = Math.abs(rowMs - cookieMs - quarters * quarterHourMs) <= 2_000 && Math.abs(quarters) <= mostQuarters;
  const isFresh = Math.abs(nowMs - writtenMs) <= justWrittenMs;
  const known = zoneQuarters ?? (isFresh && isWhole ? quarters : null);
  if (known === null) {
    // Either the row has expired, or its time is that of another time zone. The expiry of the cookie decides.
    return { ...plain, isExpired: plain.isExpired && !(isWhole && quarters !== 0 && cookieMs > nowMs) };
  }
  if (known === 0) return { ...plain, zoneQuarters: 0 };
  const expiresAtMs = rowMs - known * quarterHourMs;
  return {
    expiresAtMs,
    isExpired: expiresAtMs <= nowMs,
    clockNote: { reason: known < 0 ? 'clock-behind' : 'clock-ahead', about: String(Math.abs(known) / 4) },
    zoneQuarters: known,
  };
}
