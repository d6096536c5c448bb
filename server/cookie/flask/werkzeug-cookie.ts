import { remembering } from '../../base/remembering.ts';

/** A cookie as Werkzeug reads it from a Cookie header. Texts are byte strings: each character is one byte. */
export type WerkzeugCookie = {
  readonly name: string;
  /** The original value, with quotes and backslashes. */
  readonly rawValue: string;
  /** The value for Flask: without quotes, with `\"` and `\073` decoded. */
  readonly value: string;
};

const ESCAPE = /\\(?:([0-3][0-7]{2})|([^\n]))/g;

/**
 * The cookie that Flask finds under a name: the first with exactly that name. Null if there is none. A name without `=`
 * has an empty value, which is not a session for Flask. Never throws.
 *
 * `lines` are the values of the Cookie headers. HTTP/1.1 allows one. Werkzeug's server and gunicorn join several of
 * them with commas, so that the later lines become a part of the last value of the first line.
 *
 * Source: Werkzeug 2.2 `_cookie_parse_impl` and `_cookie_unquote`; the grammar is the same up to 3.1.8. Werkzeug 2.3 to
 * 3.1.8 raise an error for a header that is not UTF-8. Since 3.1.9, a cookie is left out if its name or value contains
 * a blank, or a quote that is not one of a pair around the value.
 */
export function werkzeugCookie(lines: readonly string[], name: string): WerkzeugCookie | null {
  return cookiesOf(lines.join(',')).find((cookie) => cookie.name === name) ?? null;
}

const cookiesOf = remembering(werkzeugCookies);

/**
 * Splits a Cookie header as Werkzeug does. Unlike npm `cookie`, it treats semicolons inside a quoted value as part of
 * the value, and a name without `=` as a cookie. Pairs without a name are left out.
 */
export function werkzeugCookies(header: string): WerkzeugCookie[] {
  const cookies: WerkzeugCookie[] = [];
  let start = 0;
  while (start < header.length) {
    const { name, rawValue, end } = pairAt(header, start);
    if (name !== '') cookies.push({ name, rawValue, value: unquoted(rawValue) });
    start = end + 1;
  }
  return cookies;
}

/** The pair that starts at `start`. `end` is its semicolon, or the end of the header. */
function pairAt(header: string, start: number): { name: string; rawValue: string; end: number } {
  const semicolon = semicolonFrom(header, start);
  const equals = header.slice(start, semicolon).indexOf('=');
  if (equals === -1) return { name: trimmed(header.slice(start, semicolon)), rawValue: '', end: semicolon };
  const name = trimmed(header.slice(start, start + equals));
  const valueStart = skipBlanks(header, start + equals + 1);
  const closing = closingQuote(header, valueStart);
  if (closing !== null) {
    return { name, rawValue: header.slice(valueStart, closing + 1), end: skipBlanks(header, closing + 1) };
  }
  // Blanks were skipped, but never a semicolon.
  return { name, rawValue: trimmed(header.slice(valueStart, semicolon)), end: semicolon };
}

/** The quote that ends a quoted value. Only blanks may follow before the semicolon or the end, else null. */
function closingQuote(header: string, start: number): number | null {
  if (header[start] !== '"') return null;
  let index = start + 1;
  while (index < header.length && header[index] !== '"') index += header[index] === '\\' ? 2 : 1;
  if (index >= header.length) return null;
  const after = skipBlanks(header, index + 1);
  return after === header.length || header[after] === ';' ? index : null;
}

function unquoted(raw: string): string {
  if (raw.length < 2 || !raw.startsWith('"') || !raw.endsWith('"')) return raw;
  const inner = raw.slice(1, -1);
  if (!inner.includes('\\')) return inner;
  return inner.replace(ESCAPE, (_, octal: string | undefined, character: string | undefined) =>
    octal === undefined ? (character ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}

function semicolonFrom(header: string, start: number): number {
  const semicolon = header.indexOf(';', start);
  return semicolon === -1 ? header.length : semicolon;
}

function skipBlanks(text: string, from: number): number {
  let index = from;
  while (index < text.length && isBlank(text[index])) index++;
  return index;
}

function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && isBlank(text[end - 1])) end--;
  return text.slice(skipBlanks(text, 0), Math.max(end, skipBlanks(text, 0)));
}

/** The white space of ASCII, as in Python's regular expressions and bytes. */
function isBlank(character: string | undefined): boolean {
  return character !== undefined && /[ \t\n\r\f\v]/.test(character);
}
