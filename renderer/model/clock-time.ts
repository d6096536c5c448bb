/** The last part of a time of day that is written. */
export type ClockPart = 'minute' | 'second' | 'millisecond';

/**
 * A time of day in the reader's own time zone, such as `09:05:00.007`, as `Intl` writes it in English and Chinese. The
 * first formatter for times that a page makes takes 13 ms, which would be a part of its start. Throws a RangeError for
 * a value that is not a time, as `Intl` does.
 */
export function clockTime(atMs: number, until: ClockPart): string {
  const date = new Date(atMs);
  if (Number.isNaN(date.getTime())) throw new RangeError(`${atMs} is no time`);
  const minutes = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  if (until === 'minute') return minutes;
  const seconds = `${minutes}:${twoDigits(date.getSeconds())}`;
  return until === 'second' ? seconds : `${seconds}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');
