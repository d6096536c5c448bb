/**
 * How text becomes octets: `latin1` for header text as Node gives it (one character is one octet), `utf8` for typed
 * text.
 */
export type CookieCharset = 'latin1' | 'utf8';

/** Browsers ignore a cookie whose name and value together have more octets than this (RFC 6265bis §5.6, step 5). */
export const MAX_COOKIE_BYTES = 4096;

const BEYOND_LATIN1 = /[\u0100-\uffff]/;
const encoder = new TextEncoder();

/**
 * Octets of name plus value, without the equals sign: the number that {@link MAX_COOKIE_BYTES} limits. Never throws.
 */
export function cookieBytes(name: string, value: string, charset: CookieCharset = 'latin1'): number {
  const charsetOfBoth = BEYOND_LATIN1.test(name) || BEYOND_LATIN1.test(value) ? 'utf8' : charset;
  return octets(name, charsetOfBoth) + octets(value, charsetOfBoth);
}

/**
 * Octets of a text on the wire. A character beyond Latin-1 cannot come from a header that Node read: such a text was
 * decoded by the program that recorded it, and is counted in UTF-8 whatever `charset` says.
 */
export function octets(text: string, charset: CookieCharset = 'latin1'): number {
  return charset === 'latin1' && !BEYOND_LATIN1.test(text) ? text.length : encoder.encode(text).length;
}
