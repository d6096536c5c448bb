// RFC 6265 §5.1.1: a cookie-date is split at delimiters, and each token sets the first field that it fits.
const DELIMITER = /[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/;
const TIME = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/;
const DAY_OF_MONTH = /^(\d{1,2})(?:\D|$)/;
const MONTH = /^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/i;
const YEAR = /^(\d{2,4})(?:\D|$)/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Fields = { time?: [number, number, number]; day?: number; month?: number; year?: number };

/** The rules for reading a date. */
export type DateReading = 'specification' | 'chromium';

/**
 * Parses the date of an Expires attribute as browsers do: far more leniently than Date.parse, and always as UTC.
 * Returns milliseconds since 1970, negative before. Returns null for a text that is not a date. Never throws. Source:
 * RFC 6265 §5.1.1; Chromium's net/cookies/cookie_util.cc `ParseCookieExpirationTime`, and the observed behaviour of
 * Chromium 156.
 */
export function parseCookieDate(text: string, reading: DateReading = 'specification'): number | null {
  const fields: Fields = {};
  const take = reading === 'chromium' ? takeTokenInChromium : takeToken;
  for (const token of text.split(DELIMITER)) take(token, fields);
  const { time, day, month, year } = fields;
  if (!time || day === undefined || month === undefined || year === undefined) return null;
  const [hour, minute, second] = time;
  if (day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return null;
  // Chromium accepts an earlier year and treats it as the start of the epoch.
  if (year < 1601 && reading === 'specification') return null;
  const date = new Date(0);
  // Date.UTC maps the years 0 to 99 to 1900 to 1999; setUTCFullYear does not.
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second);
  // Step 6 requires a date that exists. February 31 would roll over, so it is refused.
  return date.getUTCDate() === day ? date.getTime() : null;
}

function takeToken(token: string, fields: Fields): void {
  const time = TIME.exec(token);
  if (!fields.time && time) {
    fields.time = [Number(time[1]), Number(time[2]), Number(time[3])];
    return;
  }
  const day = DAY_OF_MONTH.exec(token);
  if (fields.day === undefined && day) {
    fields.day = Number(day[1]);
    return;
  }
  const month = MONTH.exec(token);
  if (fields.month === undefined && month) {
    fields.month = MONTHS.indexOf(month[0].toLowerCase());
    return;
  }
  const year = YEAR.exec(token);
  if (fields.year === undefined && year) fields.year = fullYear(Number(year[1]));
}

const TIME_IN_CHROMIUM = /^(\d+):(\d+):(\d+)$/;
const DIGITS = /^\d+$/;

/** A token counts as a whole: `1st` is not a day, and `01:02:03x` is not a time. A year may have five digits. */
function takeTokenInChromium(token: string, fields: Fields): void {
  const time = TIME_IN_CHROMIUM.exec(token);
  const month = MONTH.exec(token);
  if (time) fields.time ??= [Number(time[1]), Number(time[2]), Number(time[3])];
  else if (month) fields.month ??= MONTHS.indexOf(month[0].toLowerCase());
  else if (!DIGITS.test(token)) return;
  else if (fields.day === undefined && token.length <= 2) fields.day = Number(token);
  else if (token.length <= 5) fields.year ??= fullYear(Number(token));
}

function fullYear(year: number): number {
  if (year >= 70 && year <= 99) return year + 1900;
  return year <= 69 ? year + 2000 : year;
}
