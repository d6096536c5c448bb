/**
 * Whether a text contains a control character for which browsers refuse a cookie: any character below the space except
 * the tab, and DEL (RFC 6265bis §5.6, step 1). In that step a tab counts as white space.
 */
export function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (isControlCode(text.charCodeAt(index))) return true;
  return false;
}

/** The same check for the code of one character. */
export function isControlCode(code: number): boolean {
  return (code < 0x20 && code !== 0x09) || code === 0x7f;
}
