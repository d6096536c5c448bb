/** The position of one cookie in a header value, in UTF-16 code units: `value.slice(start, end)`, trimmed of blanks. */
export interface CookieSpan {
  readonly start: number;
  readonly end: number;
}

const LINE_BREAK = /[\r\n]/;
const SEPARATOR = /[,;\r\n]/g;
/**
 * Matches, after a comma, the name of a cookie and its equals signs. Any other text, such as the rest of a date,
 * belongs to the same cookie.
 */
const NEXT_COOKIE = /([ \t]*)[!#$%&'*+.^_`|~0-9A-Za-z-]+[ \t]*(=+)/y;
const END_OF_VALUE = /[ \t]*(?:[,;\r\n]|$)/y;

/**
 * Finds the cookies of a Set-Cookie value, in order. On the wire each has a separate line, but programs that write
 * recordings join the lines: the DevTools protocol with line breaks, the Fetch API with commas. A line break always
 * separates. A comma separates if the name of a cookie and `=` follow, which does not occur in dates. Base64 that ends
 * in `=` after a comma is not a cookie. Never throws; a value of blanks is one empty span. Source: splitCookiesString
 * of set-cookie-parser; Fetch standard, "get, decode, and split".
 */
export function setCookieSpans(value: string): CookieSpan[] {
  const spans: CookieSpan[] = [];
  let start = 0;
  let isInValue = true;
  SEPARATOR.lastIndex = 0;
  for (let found = SEPARATOR.exec(value); found !== null; found = SEPARATOR.exec(value)) {
    const [separator] = found;
    if (separator === ';') isInValue = false;
    else if (separator !== ',' || isCookieAt(value, found.index + 1, isInValue)) {
      addSpan(spans, value, start, found.index);
      start = found.index + 1;
      isInValue = true;
    }
  }
  addSpan(spans, value, start, value.length);
  return spans.length === 0 ? [{ start: 0, end: 0 }] : spans;
}

/**
 * The cookies of a Set-Cookie value, found by {@link setCookieSpans}, each as a separate value. A single cookie stays
 * unchanged.
 */
export function splitSetCookie(value: string): string[] {
  if (!value.includes(',') && !LINE_BREAK.test(value)) return [value];
  const spans = setCookieSpans(value);
  return spans.length === 1 && !LINE_BREAK.test(value)
    ? [value]
    : spans.map(({ start, end }) => value.slice(start, end));
}

function isCookieAt(value: string, at: number, isInValue: boolean): boolean {
  NEXT_COOKIE.lastIndex = at;
  const next = NEXT_COOKIE.exec(value);
  if (next === null) return false;
  const [, blanks, equals] = next;
  END_OF_VALUE.lastIndex = NEXT_COOKIE.lastIndex;
  const isPadding = equals !== '=' || (isInValue && blanks === '');
  return !(isPadding && END_OF_VALUE.test(value));
}

function addSpan(spans: CookieSpan[], value: string, from: number, to: number): void {
  let [start, end] = [from, to];
  while (start < end && isBlank(value.charCodeAt(start))) start++;
  while (end > start && isBlank(value.charCodeAt(end - 1))) end--;
  if (start < end) spans.push({ start, end });
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
