import type { FilterTime } from './filter.ts';

/** Both bounds are inclusive; `max` is null without an upper bound. */
export interface NumberRange {
  readonly min: number;
  readonly max: number | null;
}

/**
 * Parses `404`, `4xx`, `400-499`, `>=400`, `<400`, or `none` for a request without a response (0). Null for any other
 * text.
 */
export function readStatus(text: string): NumberRange | null {
  if (text.toLowerCase() === 'none') return { min: 0, max: 0 };
  const family = /^([1-9])xx$/i.exec(text);
  if (family !== null) return { min: Number(family[1]) * 100, max: Number(family[1]) * 100 + 99 };
  const range = readRange(text);
  if (range === null || (range.max ?? range.min) > 999) return null;
  // Status 0 means no response, so `<400` does not include it.
  return range.min === 0 && range.max !== 0 ? { ...range, min: 1 } : range;
}

/**
 * Parses a range of whole numbers: `42`, `10-20`, `>10`, `>=10`, `<10`, `<=10`. Null for any other text or an empty
 * range.
 */
export function readRange(text: string): NumberRange | null {
  const match = /^(?:(>=|<=|>|<)(\d{1,15})|(\d{1,15})(?:-(\d{1,15}))?)$/.exec(text);
  if (match === null) return null;
  const [, sign, bound, first, last] = match;
  const number = Number(bound);
  switch (sign) {
    case '>':
      return { min: number + 1, max: null };
    case '>=':
      return { min: number, max: null };
    case '<':
      return number === 0 ? null : { min: 0, max: number - 1 };
    case '<=':
      return { min: 0, max: number };
  }
  const [min, max] = [Number(first), Number(last ?? first)];
  return min <= max ? { min, max } : null;
}

const SIZE_UNITS = {
  '': 1,
  b: 1,
  k: 1e3,
  kb: 1e3,
  ki: 1024,
  kib: 1024,
  m: 1e6,
  mb: 1e6,
  mi: 1024 ** 2,
  mib: 1024 ** 2,
};

/**
 * Parses a size in bytes: `300`, `1k`, `1.5m`. `k` is 1,000 and `ki` is 1,024, as in Chrome. Null for any other text.
 */
export function readSize(text: string): number | null {
  const bytes = readAmount(text, SIZE_UNITS);
  return bytes === null ? null : Math.round(bytes);
}

/** Parses a duration in milliseconds: `5`, `5ms`, `1.5s`. Null for any other text. */
export function readDuration(text: string): number | null {
  const ms = readAmount(text, { '': 1, ms: 1, s: 1000 });
  return ms === null ? null : Math.round(ms * 1000) / 1000;
}

function readAmount(text: string, units: Readonly<Record<string, number>>): number | null {
  const match = /^(\d{1,13}(?:\.\d{1,6})?)([a-z]*)$/i.exec(text);
  const unit = (match?.[2] ?? '').toLowerCase();
  if (match === null || !Object.hasOwn(units, unit)) return null;
  const amount = Number(match[1]) * (units[unit] as number);
  return amount < 1e13 ? amount : null;
}

const timeOfDay = String.raw`\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?`;
const dayShape = new RegExp(`^(\\d{4}-\\d\\d-\\d\\d)(?:T(${timeOfDay})(Z|[+-]\\d\\d:\\d\\d)?)?$`, 'i');
const timeShape = new RegExp(`^${timeOfDay}$`);

/**
 * Parses `2026-11-22`, `10:15`, `10:15:30.250`, `2026-11-22T10:15` or `2026-11-22T10:15:30Z`. Null for any other text
 * and for a day or time that does not exist.
 */
export function readTime(text: string): FilterTime | null {
  const [, date = null, time = null, zone = null] = dayShape.exec(text) ?? [];
  const moment =
    date !== null
      ? { date, time, zone: zone?.toUpperCase() ?? null }
      : { date: null, time: timeShape.test(text) ? text : null, zone: null };
  return (moment.date !== null || moment.time !== null) && exists(moment) ? moment : null;
}

/**
 * The epoch milliseconds of a moment. A date without a time is its midnight. A time without a date is the most recent
 * such time before `nowMs`. Without a zone it is local time.
 */
export function momentOf({ date, time, zone }: FilterTime, nowMs: number): number {
  if (date !== null) return new Date(`${date}T${time ?? '00:00'}${zone ?? ''}`).getTime();
  const [hours = 0, minutes = 0, seconds = 0] = (time ?? '').split(':').map(Number);
  const moment = new Date(nowMs);
  moment.setHours(hours, minutes, 0, Math.round(seconds * 1000));
  if (moment.getTime() > nowMs) moment.setDate(moment.getDate() - 1);
  return moment.getTime();
}

/**
 * A moment with milliseconds and zone, in a form that {@link readTime} parses. It has the same meaning on every
 * machine.
 */
export function timeOfMs(atMs: number): FilterTime {
  const [date = '', time = ''] = new Date(atMs).toISOString().slice(0, -1).split('T');
  return { date, time, zone: 'Z' };
}

/**
 * Rejects dates such as February 30 and times such as 25:00, which `Date` would move to March 2 and to the next day.
 */
function exists({ date, time, zone }: FilterTime): boolean {
  const text = `${date ?? '2000-01-01'}T${time ?? '00:00'}Z`;
  const parsed = new Date(text);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 10) !== text.slice(0, 10)) return false;
  return zone === null || !Number.isNaN(new Date(`2000-01-01T00:00${zone}`).getTime());
}
