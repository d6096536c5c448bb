import { parseSetCookie } from '../../../contract/http/parse-set-cookie.ts';
import { parseCookieHeader } from '../../parse-cookie-header.ts';
import { splitSetCookie } from '../../split-set-cookie.ts';

/**
 * A pasted cookie: its name (empty if the cookie has none) and its value as in a header. `setCookie` is the whole line,
 * if the cookie is from a Set-Cookie header.
 */
export type PastedPair = { readonly name: string; readonly value: string; readonly setCookie?: string };

/**
 * Reads one form in which people copy cookies. Null if the text is not in that form or contains no cookie. Never
 * throws.
 */
export type PastedForm = (text: string) => readonly PastedPair[] | null;

/** The characters of a cookie's name (RFC 6265 §4.1.1, token). */
export const COOKIE_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** The cookies of a Cookie header. Of several with one name, only the first is returned, as in Express. */
export function pairsOfCookie(content: string): PastedPair[] {
  return parseCookieHeader(content)
    .filter((pair) => pair.hasEqualsSign && !pair.isDuplicate)
    .map(({ name, value }) => ({ name, value }));
}

/**
 * The cookies of a Set-Cookie header, each with its line. Several cookies may be joined by line breaks or commas.
 */
export function pairsOfSetCookie(content: string): Required<PastedPair>[] {
  return splitSetCookie(content).map((cookie) => {
    const { name, value } = parseSetCookie(cookie);
    return { name, value, setCookie: cookie };
  });
}

/**
 * A header that may be copied with its name: `Cookie: a=1` or `Set-Cookie: a=1; Path=/`, or the variable in which CGI
 * and WSGI pass the first. Null for any other header.
 */
export function pairsOfHeader(name: string, content: string): PastedPair[] | null {
  switch (name.toLowerCase()) {
    case 'cookie':
    case 'http_cookie':
      return pairsOfCookie(content);
    case 'set-cookie':
      return pairsOfSetCookie(content);
    default:
      return null;
  }
}

/**
 * Each name once: of a Cookie header the first value, as Express reads it, of several Set-Cookie lines the last one, as
 * browsers do. An empty value, which deletes a cookie, gives way to any other.
 */
export function eachNameOnce(pairs: readonly PastedPair[]): PastedPair[] {
  const byName = new Map<string, PastedPair>();
  for (const pair of pairs) {
    const earlier = byName.get(pair.name);
    const isSetAgain = earlier?.setCookie !== undefined && pair.setCookie !== undefined && pair.value !== '';
    if (earlier === undefined || earlier.value === '' || isSetAgain) byName.set(pair.name, pair);
  }
  return [...byName.values()];
}

/** Null for a form that was recognised but contains no cookie. */
export function nullIfEmpty(pairs: readonly PastedPair[]): readonly PastedPair[] | null {
  return pairs.length === 0 ? null : pairs;
}
