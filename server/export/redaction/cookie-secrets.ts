import { parseCookieHeader } from '../../cookie/parse-cookie-header.ts';
import { percentDecode } from '../../cookie/percent-decode.ts';
import { splitCookieHeader } from '../../cookie/split-cookie-header.ts';
import { setCookieSpans } from '../../cookie/split-set-cookie.ts';
import { secretsInHosts, secretsInLabels } from './host-secrets.ts';
import { secretsInPaths } from './path-secrets.ts';
import type { SecretRange } from './secret-range.ts';

// `s:`, percent-encoded or not.
const SIGNED_PREFIX = /^(?:s|%73)(?::|%3a)/i;
const DOT = /\.|%2e/gi;
// A quoted value escapes some characters by their number (RFC 2109, Python's http.cookies, Werkzeug), and quotes by a
// backslash.
const QUOTED_ESCAPE = /\\(?:([0-3][0-7]{2})|(.))/g;

/**
 * A cookie behind a sign that joins the lines of several cookies in recordings and logs: a line break that is written
 * as an escape, NUL, another control character, or a semicolon without a blank.
 */
const JOINED =
  /(?:\\+(?:[rn0]|u000[0ad]|x0[0ad])|%0[0ad]|[\p{Cc}\u2028\u2029␍␊↵]|<br\s?\/?>|[;|,&]|\s)+(?:set-cookie:\s{0,4})?[!#$%&'*+.^_`|~0-9a-z-]{1,200}=(?=([^;,|&\s\\]{8,}))/giu;

/**
 * The possible values of the attributes of Set-Cookie (RFC 6265 §4.1.1 and later additions of browsers). Any other text
 * may be another cookie.
 */
const ATTRIBUTE_VALUES: ReadonlyMap<string, RegExp> = new Map([
  ['expires', /^(?!.*\w{12})"?[\w ,:+-]{0,60}"?$/],
  ['max-age', /^"?-?\d*"?$/],
  ['domain', /^"?(?:[a-z-]{0,63}|[\w-]{0,63}[.:][\w.:[\]-]{0,255}|\[[\w.:]{0,60}\])"?$/i],
  ['path', /^[^=,]*$/],
  ['samesite', /^(?:strict|lax|none)?$/i],
  ['priority', /^(?:low|medium|high)?$/i],
  ['version', /^"?\d?"?$/],
  ['httponly', /^(?:true|1)?$/i],
  ['secure', /^(?:true|1)?$/i],
  ['partitioned', /^(?:true|1)?$/i],
]);

/**
 * The secrets in the raw value of a cookie: the whole value. A signed cookie keeps its form, `s%3A` sid `.` signature,
 * so that the reader recognises it. Quotes around the value stay. An empty value contains no secret.
 */
export function secretsInCookieValue(raw: string, offset = 0): SecretRange[] {
  const isQuoted = raw.length > 1 && raw.startsWith('"') && raw.endsWith('"');
  const start = offset + (isQuoted ? 1 : 0);
  const value = isQuoted ? raw.slice(1, -1) : raw;
  const prefix = SIGNED_PREFIX.exec(value)?.[0].length ?? 0;
  if (prefix === 0) {
    const range = { start, end: start + value.length, kind: 'cookie' as const, secret: percentDecode(value).text };
    // The parts of it are secrets too, because they may occur elsewhere. The range is the same, and the first of equal
    // ranges decides the pseudonym.
    const parts = isQuoted && value.includes('\\') ? [unquoted(value)] : [];
    if (value.includes('=')) parts.push(...joinedValues(value));
    return parts.length === 0 ? [range] : [range, ...parts.map((secret) => ({ ...range, secret }))];
  }
  const dot = [...value.matchAll(DOT)].at(-1);
  const sidEnd = dot?.index ?? value.length;
  const signatureStart = dot === undefined ? value.length : sidEnd + dot[0].length;
  return [
    {
      start: start + prefix,
      end: start + sidEnd,
      kind: 'sid',
      secret: percentDecode(value.slice(prefix, sidEnd)).text,
    },
    {
      start: start + signatureStart,
      end: start + value.length,
      kind: 'signature',
      secret: percentDecode(value.slice(signatureStart)).text,
    },
  ];
}

/** Whether the value has the form of express-session: `s:`, a sid, a dot, a signature. */
export function isSignedCookie(value: string): boolean {
  return SIGNED_PREFIX.test(value) && /[^.%]\.[^.]|%2e/i.test(value);
}

/**
 * The secrets in a Cookie header, which may contain several lines (see splitCookieHeader): the value of every cookie,
 * including those of other apps and nameless ones. Names stay.
 */
export function secretsInCookieHeader(header: string): SecretRange[] {
  let offset = 0;
  return splitCookieHeader(header).flatMap((line) => {
    offset = header.indexOf(line, offset);
    const at = offset;
    offset += line.length;
    return parseCookieHeader(line).flatMap(({ value, end }) => secretsInCookieValue(value, at + end - value.length));
  });
}

/**
 * The secrets in a Set-Cookie header, which may contain several cookies (see setCookieSpans): the value of each cookie,
 * and every text that an attribute cannot contain. Names and attributes stay.
 */
export function secretsInSetCookie(header: string): SecretRange[] {
  return setCookieSpans(header).flatMap(({ start, end }) => secretsInOneCookie(header.slice(start, end), start));
}

function secretsInOneCookie(cookie: string, offset: number): SecretRange[] {
  return parseCookieHeader(cookie).flatMap(({ name, value, end, hasEqualsSign }, place) => {
    const at = offset + end - value.length;
    if (place === 0) return secretsInCookieValue(value, at);
    const allowed = ATTRIBUTE_VALUES.get((hasEqualsSign ? name : value).toLowerCase());
    if (!allowed?.test(hasEqualsSign ? value : '')) return secretsInCookieValue(value, at);
    return [...secretsInPaths(value), ...secretsInHosts(value, value.length)].map((range) => ({
      ...range,
      start: range.start + at,
      end: range.end + at,
    }));
  });
}

/**
 * The secrets in the Domain of a cookie, which browsers put into lower case: a text that no Domain can be, and every
 * label that is a long random token. Unlike the host of an address, it may end with one.
 */
export function secretsInDomain(domain: string): SecretRange[] {
  if (!ATTRIBUTE_VALUES.get('domain')?.test(domain)) return secretsInCookieValue(domain);
  return secretsInLabels(domain);
}

/** The values of the cookies that are joined to this one (see {@link JOINED}), without the signature of each. */
function joinedValues(value: string): string[] {
  return Array.from(value.matchAll(JOINED), ([, joined = '']) => {
    const plain = percentDecode(joined).text;
    return plain.startsWith('s:') ? plain.slice(2).replace(/\.[^.]*$/, '') : plain;
  });
}

function unquoted(value: string): string {
  return value.replace(QUOTED_ESCAPE, (_, octal: string | undefined, character: string | undefined) =>
    octal === undefined ? (character ?? '') : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
