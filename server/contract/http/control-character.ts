/**
 * Whether a text has a character for which browsers refuse a cookie: all below the space but the tab, and DEL
 * (RFC 6265bis §5.6, step 1). The tab counts as a blank there.
 */
export function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) return true;
  }
  return false;
}
