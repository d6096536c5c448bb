/**
 * Whether a text has a character for which browsers refuse a cookie: all below the space but the tab, and DEL
 * (RFC 6265bis §5.6, step 1). The tab counts as a blank there.
 */
export function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (isControlCode(text.charCodeAt(index))) return true;
  return false;
}

/** The same of one character, by its code. */
export function isControlCode(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f;
}
