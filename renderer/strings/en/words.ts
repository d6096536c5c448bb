/** Small pieces that several areas of the English catalogue share. */

const number = new Intl.NumberFormat('en');

/** A whole number with its thousands separated. */
export function count(n: number): string {
  return number.format(n);
}

/** `1 key`, `2 keys`: English has one plural, made with an s unless `many` says otherwise. */
export function plural(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`;
}

/** Bytes as people read them: exact below 1,000, then one decimal. */
export function bytes(n: number): string {
  if (n < 1000) return `${count(n)} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = n;
  let unit = 'B';
  for (const next of units) {
    if (value < 1000) break;
    value /= 1024;
    unit = next;
  }
  return `${value < 10 ? value.toFixed(1) : count(Math.round(value))} ${unit}`;
}

const TIME_UNITS: readonly [string, number][] = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** A length of time in its two largest units (`23 h 59 min`, `4 s`), or in the largest alone. */
export function duration(ms: number, units: 1 | 2 = 2): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const start = TIME_UNITS.findIndex(([, size]) => seconds >= size);
  if (start === -1) return '0 s';
  let rest = seconds;
  const parts: string[] = [];
  for (const [name, size] of TIME_UNITS.slice(start, start + units)) {
    const n = Math.floor(rest / size);
    if (n > 0) parts.push(`${count(n)} ${name}`);
    rest -= n * size;
  }
  return parts.join(' ');
}

const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});
const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

/** The time of day to the millisecond, in the reader's own time zone. */
export function timeOfDay(atMs: number): string {
  return clock.format(atMs);
}

/** Day and time to the second, in the reader's own time zone. */
export function dayAndTime(atMs: number): string {
  return dateTime.format(atMs);
}
