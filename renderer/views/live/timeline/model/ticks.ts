import { clockTime } from '../../../../model/clock-time.ts';
import { spanOf, type View } from './scale.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Steps that people count time in. */
const STEPS: readonly number[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28].map((n) => n * DAY),
];

export interface Tick {
  readonly atMs: number;
  /** The precision of its label. Midnight between hours is labelled with the day. */
  readonly unit: 'millisecond' | 'second' | 'minute' | 'day';
}

/**
 * Round times of the reader's own clock within a view, not closer to each other than `minGapPx`. `offsetAt` is the
 * clock's distance from UTC in minutes, as `Date.getTimezoneOffset` gives it, so that hours and days stay round over
 * a change of the clock.
 */
export function ticksOf(
  view: View,
  width: number,
  minGapPx: number,
  offsetAt: (atMs: number) => number = (atMs) => new Date(atMs).getTimezoneOffset(),
): readonly Tick[] {
  if (width <= 0) return [];
  const least = (minGapPx / width) * spanOf(view);
  const step = STEPS.find((candidate) => candidate >= least) ?? Math.ceil(least / DAY) * DAY;
  // Asking the clock's offset is dear, and it changes twice a year.
  const [startOffset, endOffset] = [offsetAt(view.fromMs), offsetAt(view.toMs)];
  const offset = startOffset === endOffset && spanOf(view) < DAY ? () => startOffset : offsetAt;
  const toLocal = (atMs: number) => atMs - offset(atMs) * MINUTE;
  const ticks: Tick[] = [];
  const last = toLocal(view.toMs);
  for (let local = Math.ceil(toLocal(view.fromMs) / step) * step; local <= last + HOUR; local += step) {
    // The offset of the tick itself counts: taken from a first guess, it is right but for the hour the clock skips.
    const guess = local + offset(local) * MINUTE;
    const atMs = local + offset(guess) * MINUTE;
    const previous = ticks.at(-1);
    if (atMs < view.fromMs || atMs > view.toMs || (previous !== undefined && atMs <= previous.atMs)) continue;
    ticks.push({ atMs, unit: unitOf(step, local) });
  }
  return ticks;
}

function unitOf(step: number, local: number): Tick['unit'] {
  if (step >= DAY || (step >= MINUTE && local % DAY === 0)) return 'day';
  if (step >= MINUTE) return 'minute';
  return step >= SECOND ? 'second' : 'millisecond';
}

/** Made when the timeline is first so wide that it shows days. */
const days = new Map<string, Intl.DateTimeFormat>();

/** A tick as the language writes it, in the reader's time zone. */
export function tickText({ atMs, unit }: Tick, locale: string): string {
  if (unit !== 'day') return clockTime(atMs, unit);
  const format = days.get(locale) ?? new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
  days.set(locale, format);
  return format.format(atMs);
}
