import type { LooseMembers, NotePart } from './loose-members.ts';
import { numberOf } from './loose-members.ts';
import { isMoment } from './moment.ts';

/** A HAR has a date; a number is a Unix time in milliseconds, or in seconds where that would be before 1975. */
const LEAST_MS = 157_766_400_000;
/** `+0100` without its colon, `+01`, and a comma before the fraction, as ISO 8601 allows both. */
const ZONE = /(:\d\d(?:\.\d+)?[+-]\d\d):?(\d\d)?$/;
const FRACTION = /(:\d\d),(\d)/;
/** HTTP is not older. .NET writes the year 1 for a missing time (Fiddler). */
const FIRST_MS = Date.UTC(1990, 0, 1);
const LAST_MS = Date.UTC(10_000, 0, 1);
/** No request takes a year. */
const LONGEST_MS = 366 * 86_400_000;

/**
 * The start of an entry in ms since 1970. Null if `startedDateTime` is missing or not a date, and for the HAR of
 * another program also if no request was possible at that time.
 */
export function startOf(value: unknown, isOwn = false): number | null {
  const number = numberOf(value);
  if (number !== null) {
    const ms = number < LEAST_MS ? number * 1000 : number;
    return ms > 0 && isMoment(ms) ? timeOf(ms, isOwn) : null;
  }
  if (typeof value !== 'string') return null;
  const text = value.trim().replace(FRACTION, '$1.$2');
  return timeOf(Date.parse(text.replace(ZONE, (_, before, minutes = '00') => `${before}:${minutes}`)), isOwn);
}

function timeOf(ms: number, isOwn: boolean): number | null {
  if (Number.isNaN(ms)) return null;
  return isOwn || (ms >= FIRST_MS && ms < LAST_MS) ? ms : null;
}

/** `ssl` is a part of `connect`. */
const PARTS = ['blocked', 'dns', 'connect', 'send', 'wait', 'receive'] as const;

/**
 * The duration of an entry, in ms: its `time`, else the sum of its timings, where -1 means that a phase does not apply.
 * Null if neither is known. Programs write 0 for what they did not measure, so 0 is a duration only in a HAR of this
 * app. A time that no request takes is reported to `note`; -1 is how this app writes an unknown one. Source: HAR 1.2,
 * "entries" and "timings".
 */
export function durationOf(entry: LooseMembers, note: NotePart, isOwn = false): number | null {
  const time = entry.number('time');
  if (time !== null && (time > 0 || (isOwn && time === 0)) && time < LONGEST_MS) return time;
  if (time !== null && (time < 0 || time >= LONGEST_MS) && !(isOwn && time === -1)) note('unknown', 'time');
  const timings = entry.object('timings');
  const sum = PARTS.reduce((all, part) => all + Math.max(0, timings.number(part) ?? 0), 0);
  return sum > 0 && sum < LONGEST_MS ? sum : null;
}
