import type { RowClock } from './mappings.ts';

/** A smaller number is a time in seconds, any other one is in milliseconds. As milliseconds this is 3 March 1973. */
const firstMilliseconds = 100_000_000_000;

/**
 * The time of a row in milliseconds since 1970, from a value of an expiry column. Null if it is not a time. A text
 * without a zone is UTC, as Django, Knex and Flask-Session write it.
 */
export function momentOf(value: unknown, clock: RowClock): number | null {
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value === 'number' || typeof value === 'bigint') return momentOfNumber(Number(value), clock);
  if (typeof value !== 'string') return null;
  if (/^\d{1,14}(?:\.\d+)?$/.test(value)) return momentOfNumber(Number(value), clock);
  const hasZone = /(?:Z|[+-]\d\d(?::?\d\d)?)$/.test(value.slice(10));
  return finite(Date.parse(hasZone ? value : `${value.replace(' ', 'T')}Z`));
}

function momentOfNumber(number: number, clock: RowClock): number | null {
  if (!Number.isFinite(number)) return null;
  if (clock === 'seconds') return number * 1000;
  if (clock === 'milliseconds') return number;
  return number < firstMilliseconds ? number * 1000 : number;
}

function finite(ms: number): number | null {
  return Number.isFinite(ms) ? ms : null;
}
