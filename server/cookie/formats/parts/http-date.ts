const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DATE =
  /^(?:[a-z]+,?\s+)?(\d{1,2})\s+([a-z]{3,9})\s+(\d{2,4})\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?(?:\s*([a-z]+|[+-]\d{4}))?$/i;

/**
 * `Thu, 01 Jan 1970 00:00:00 GMT` for whole seconds since 1970, with years of four digits. Source: Werkzeug,
 * `http_date`.
 */
export function httpDateOf(seconds: number): string {
  const date = new Date(seconds * 1000);
  const month = MONTHS[date.getUTCMonth()] ?? '';
  const time = date.toISOString().slice(11, 19);
  const day = String(date.getUTCDate()).padStart(2, '0');
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return `${DAYS[date.getUTCDay()]}, ${day} ${month[0]?.toUpperCase()}${month.slice(1)} ${year} ${time} GMT`;
}

/**
 * Seconds since 1970 of an HTTP or mail date. Null for any other text. Years below 100 count as 1969 to 2068. Never
 * throws. Source: Werkzeug `parse_date`, of which this accepts the forms with numbers, month name, time and zone.
 */
export function secondsOfHttpDate(text: string): number | null {
  const fields = DATE.exec(text.trim());
  if (fields === null) return null;
  const [, day, monthName = '', yearText = '', hour, minute, second = '0', zone = 'GMT'] = fields;
  const month = MONTHS.indexOf(monthName.slice(0, 3).toLowerCase());
  const offset = secondsOfZone(zone);
  if (month === -1 || offset === null) return null;
  const date = new Date(0);
  date.setUTCFullYear(fullYear(Number(yearText)), month, Number(day));
  date.setUTCHours(Number(hour), Number(minute), Number(second));
  const exists = date.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  return exists ? date.getTime() / 1000 - offset : null;
}

function fullYear(year: number): number {
  if (year >= 100) return year;
  return year > 68 ? year + 1900 : year + 2000;
}

function secondsOfZone(zone: string): number | null {
  if (/^(gmt|ut|utc|z)$/i.test(zone)) return 0;
  const offset = /^([+-])(\d\d)(\d\d)$/.exec(zone);
  if (offset === null) return null;
  return (offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 3600 + Number(offset[3]) * 60);
}
