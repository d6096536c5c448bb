/**
 * The number of consecutive readable characters of UTF-8 that a text has. Random bytes hardly ever contain so many.
 */
export const READABLE_CHARACTERS = 8;

/**
 * Whether enough consecutive characters are printable, or have two to four bytes. It tests the bytes, because most runs
 * are not readable and need no text.
 */
export function isReadable(bytes: Uint8Array, length: number): boolean {
  let inARow = 0;
  for (let at = 0; at < length; ) {
    const byte = bytes[at++] ?? 0;
    if (byte >= 0x20 && byte <= 0x7e) {
      inARow++;
    } else {
      const first = at;
      if (byte >= 0xc2 && byte <= 0xf4) while (at < length && at - first < 3 && isContinuation(bytes[at])) at++;
      inARow = at === first ? 0 : inARow + 1;
    }
    if (inARow === READABLE_CHARACTERS) return true;
  }
  return false;
}

function isContinuation(byte = 0): boolean {
  return byte >= 0x80 && byte <= 0xbf;
}
