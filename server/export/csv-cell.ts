// OWASP, "CSV Injection": these characters start a formula in some spreadsheets, the full-width ones in Japanese Excel.
const FORMULA = '[=+\\-@\uff1d\uff0b\uff0d\uff20]';
const BLANKS_AND_FORMULA = `[\\s"']{0,64}${FORMULA}`;
const CELL_START = new RegExp(`^(?=${BLANKS_AND_FORMULA}|'*[\\t\\r\\n\\0])`);
// In some countries spreadsheets split at these characters instead of the comma, even inside quotes.
const OTHER_CELL_START = new RegExp(`(\\r\\n|[;\\t\\r\\n])(?=${BLANKS_AND_FORMULA})`, 'g');
const QUOTE = /"/g;
/** The maximum length of a cell in Excel, in UTF-16 code units (Excel specifications and limits, Microsoft). */
export const MAX_CELL_CHARACTERS = 32_767;

/**
 * One cell of a CSV row (RFC 4180): text in quotes with quotes doubled, numbers without quotes, null as an empty cell.
 *
 * Text that a spreadsheet would run as a formula gets an apostrophe: at the start before `=`, `+`, `-`, `@` (after
 * optional blanks and quotes), TAB, CR or NUL, and before such a character after a semicolon, TAB or line break.
 * Control characters other than TAB and line breaks are replaced by their symbols (NUL is `␀`), and lone surrogates by
 * U+FFFD, so the file is valid UTF-8 text. A text that is longer than a cell of Excel is shortened with a mark. NDJSON
 * has the exact characters.
 */
export function csvCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = withPictures(value.replace(OTHER_CELL_START, "$1'").replace(CELL_START, "'").toWellFormed());
  return quoted(text.length <= MAX_CELL_CHARACTERS ? text : cut(text, value.length));
}

function quoted(text: string): string {
  return `"${text.replace(QUOTE, '""')}"`;
}

/**
 * The first part of a text that fits into a cell, with a mark that gives the length of the value, which has none of the
 * added apostrophes, and where to find the whole value.
 */
function cut(text: string, valueLength: number): string {
  const mark = ` … [cut: ${valueLength} characters, all of them are in an NDJSON export]`;
  // Never ends in the middle of a character.
  return text.slice(0, MAX_CELL_CHARACTERS - mark.length).replace(/[\ud800-\udbff]$/, '') + mark;
}

/** U+2400 to U+241F are the symbols of the C0 control characters, U+2421 that of DEL. */
function withPictures(text: string): string {
  let pictured = '';
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isControl = code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
    pictured += isControl ? String.fromCharCode(0x2400 + code) : code === 0x7f ? '\u2421' : text[index];
  }
  return pictured;
}
