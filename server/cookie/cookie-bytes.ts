/**
 * How text becomes octets: `latin1` for header text as Node gives it (one character is one octet), `utf8` for typed
 * text.
 */
export type CookieCharset = 'latin1' | 'utf8';

/**
 * Browsers ignore a cookie whose name and value together have more octets than this (RFC 6265bis, storage model step
 * 4).
 */
export const MAX_COOKIE_BYTES = 4096;

/**
 * Octets of name plus value, without the equals sign: the number that {@link MAX_COOKIE_BYTES} limits. Never throws.
 */
export function cookieBytes(name: string, value: string, charset: CookieCharset): number {
  return Buffer.byteLength(name, charset) + Buffer.byteLength(value, charset);
}
