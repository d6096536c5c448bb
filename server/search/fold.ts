import { KEY_END } from './fields.ts';

/**
 * A text of the log as it is compared: without regard to case, and in characters that SQLite can carry. The end of a
 * session key reads as people write it, `Username: Admin`.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Nearly all text is ASCII; what follows would not change it.
  if (!/[\0\u0080-\uffff]/.test(lower)) return lower;
  return lower.toWellFormed().replace(KEY_END, ': ').replaceAll('ς', 'σ');
}

/** A text that somebody looks for, as it is compared. */
export function foldWanted(text: string): string {
  return fold(withoutNul(text));
}

/** NUL has a meaning of its own in the texts of the index; in those of the log it is shown by its sign. */
export function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '␀') : text;
}
