import { clockTime } from '../../model/clock-time.ts';

/** The short names a language gives to the units of time. */
export interface TimeUnitNames {
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
  readonly seconds: string;
}

const BYTE_UNITS = ['KB', 'MB', 'GB', 'TB'];

/** How one language writes numbers and times: `Intl` does it except for times of day, this says which of its styles. */
export function formatsOf(locale: string, unitNames: TimeUnitNames) {
  const number = numbers(locale, {});
  const oneDecimal = numbers(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const dateTime = times(locale, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
  const timeUnits: readonly [string, number][] = [
    [unitNames.days, 86_400],
    [unitNames.hours, 3600],
    [unitNames.minutes, 60],
    [unitNames.seconds, 1],
  ];
  /** A whole number with its thousands separated. */
  const count = (n: number): string => (isShort(n) ? String(n) : number(n));

  return {
    count,

    /** Bytes as people read them: exact below 1,000, then one decimal while it says something. */
    bytes(n: number): string {
      if (n < 1000) return `${count(n)} B`;
      let value = n;
      let unit = 'B';
      for (const next of BYTE_UNITS) {
        if (value < 1000) break;
        value /= 1024;
        unit = next;
      }
      return `${value < 10 ? oneDecimal(value) : count(Math.round(value))} ${unit}`;
    },

    /** A length of time in its two largest units (`23 h 59 min`, `4 s`), or in the largest alone. */
    duration(ms: number, units: 1 | 2 = 2): string {
      const seconds = Math.max(0, Math.round(ms / 1000));
      const start = timeUnits.findIndex(([, size]) => seconds >= size);
      if (start === -1) return `0 ${unitNames.seconds}`;
      let rest = seconds;
      const parts: string[] = [];
      for (const [name, size] of timeUnits.slice(start, start + units)) {
        const n = Math.floor(rest / size);
        if (n > 0) parts.push(`${count(n)} ${name}`);
        rest -= n * size;
      }
      return parts.join(' ');
    },

    /** Milliseconds: one decimal where they are few. */
    milliseconds(ms: number): string {
      return ms < 10 ? oneDecimal(ms) : count(Math.round(ms));
    },

    /** The time of day to the millisecond, in the reader's own time zone. */
    timeOfDay(atMs: number): string {
      return clockTime(atMs, 'millisecond');
    },

    /** The time of day to the second, in the reader's own time zone. */
    timeToSecond(atMs: number): string {
      return clockTime(atMs, 'second');
    },

    /** Day and time to the second, in the reader's own time zone. */
    dayAndTime(atMs: number): string {
      return dateTime(atMs);
    },
  };
}

/** Numbers without separators need no formatter, and are most of the numbers of the first picture. */
function isShort(n: number): boolean {
  return Number.isInteger(n) && n >= 0 && n < 1000;
}

/** Formats numbers. The formatter is made at the first number: all of them take 17 ms of the start of the window. */
function numbers(locale: string, style: Intl.NumberFormatOptions): (n: number) => string {
  let format: Intl.NumberFormat | undefined;
  return (n) => {
    format ??= new Intl.NumberFormat(locale, style);
    return format.format(n);
  };
}

/** The same for times, in the reader's own time zone. */
function times(locale: string, style: Intl.DateTimeFormatOptions): (atMs: number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (atMs) => {
    format ??= new Intl.DateTimeFormat(locale, style);
    return format.format(atMs);
  };
}
