import { KEY_END } from './fields.ts';

/**
 * A text of the log in the form in which texts are compared: lower case, and only characters that SQLite can store. The
 * separator after a session key becomes a colon and a space, as in `Username: Admin`.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Nearly all text is ASCII, which the following steps would not change.
  if (!/[\0\u0080-\uffff]/.test(lower)) return lower;
  return lower.toWellFormed().replace(KEY_END, ': ').replaceAll('ς', 'σ');
}

/** The searched text in the form in which texts are compared. */
export function foldWanted(text: string): string {
  return fold(withoutNul(text));
}

/** NUL is a separator in the texts of the index. A NUL character from the log is replaced by its visible symbol. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '␀') : text;
}
