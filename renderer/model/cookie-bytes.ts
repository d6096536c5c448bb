/** A browser drops a cookie whose name and value together are longer, silently (RFC 6265bis, storage model step 4). */
export const MAX_COOKIE_BYTES = 4096;

/**
 * Octets of name and value as they stood in a header, without the equals sign. Header text reaches us with one
 * character an octet (latin1, as Node gives it), so the length is the count.
 */
export function cookieBytes(name: string, rawValue: string): number {
  return name.length + rawValue.length;
}
