// OWASP, "CSV Injection": these start a formula in one spreadsheet or another, the full-width ones in Japanese Excel.
const FORMULA = '[=+\\-@\uff1d\uff0b\uff0d\uff20]';
const BLANKS_AND_FORMULA = `[\\s"']{0,64}${FORMULA}`;
const CELL_START = new RegExp(`^(?=${BLANKS_AND_FORMULA}|'*[\\t\\r\\n\\0])`);
// In some countries spreadsheets split at these rather than at the comma, and then at these inside quotes too.
const OTHER_CELL_START = new RegExp(`([;\\t\\r\\n])(?=${BLANKS_AND_FORMULA})`, 'g');
const QUOTE = /"/g;
/** What a cell of Excel holds at most, in UTF-16 code units (Excel specifications and limits, Microsoft). */
export const MAX_CELL_CHARACTERS = 32_767;

/**
 * One cell of a CSV row (RFC 4180): text in quotes with quotes doubled, numbers bare, null as an empty cell.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe: where it starts with `=`, `+`, `-`, `@` (blanks
 * and quotes before it do not count), TAB, CR or NUL, and before such a character after a semicolon, TAB or line
 * break. Control characters other than TAB and line breaks become their pictures (NUL is `␀`), lone surrogates
 * U+FFFD: the file is valid UTF-8 text. A text that is longer than a cell of Excel is cut with a mark. NDJSON has the
 * exact characters.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = cut(withPictures(value.replace(OTHER_CELL_START, "$1'").replace(CELL_START, "'").toWellFormed()));
  return `"${text.replace(QUOTE, '""')}"`;
}

/** The text as far as a cell holds it, with a mark that says how long it is and where the whole of it is. */
function cut(text: string): string {
  if (text.length <= MAX_CELL_CHARACTERS) return text;
  const mark = ` … [cut: ${text.length} characters, all of them are in an NDJSON export]`;
  // Never half a character.
  return text.slice(0, MAX_CELL_CHARACTERS - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

/** U+2400 to U+241F are the pictures of the C0 control characters, U+2421 that of DEL. */
function withPictures(text: string): string {
  let pictured = '';
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    pictured += isControl ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : text[index];
  }
  return pictured;
}
