/**
 * How text is converted to octets: `latin1` for header text from Node, where one character is one octet; `utf8` for
 * typed text.
 */
export type CookieCharset = 'latin1' | 'utf8';

/** The limit in octets for name plus value. Browsers ignore a longer cookie (RFC 6265bis §5.6, step 5). */
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
 * The number of octets of a text on the wire. A character beyond Latin-1 cannot come from a header that Node read: the
 * program that recorded the text decoded it. Such a text is counted in UTF-8, whatever `charset` is.
 */
export function octets(text: string, charset: CookieCharset = 'latin1'): number {
  return charset === 'latin1' && !BEYOND_LATIN1.test(text) ? text.length : encoder.encode(text).length;
}
