import { percentDecode } from '../../cookie/percent-decode.ts';
import type { SecretRange } from './secret-range.ts';
import { addValue } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import type { Stretch } from './value-end.ts';

/** The name of a part of a multipart form (RFC 7578), in all ways that clients write it. */
const PART_NAME =
  /(?<=form-data\b[^\r\n]{0,200}?)\bname\s{0,2}(?:=\s{0,2}\\?"([^"\r\n]{1,100}?)\\?"|=\s{0,2}'([^'\r\n]{1,100})'|\*=[\w-]{0,20}'[\w-]{0,20}'([^\s;|]{1,100})|=([^\s";|<]{1,100}))/gi;
const LINE_BREAK = '(?:\\r\\n|\\r|\\n)';
/** The rest of the header of a part on lines of its own, and its value up to the next delimiter. */
const ON_LINES = new RegExp(
  `[^\\r\\n]{0,200}${LINE_BREAK}(?:[^\\r\\n]{1,200}${LINE_BREAK}){0,4}${LINE_BREAK}([\\s\\S]*?)(?=${LINE_BREAK}--|$)`,
  'y',
);
/** Signs that programs write in the place of line breaks. */
const GAP = '(?:[\\s;,|␍␊↵⏎¶]|\\\\r|\\\\n|<br\\s?/?>)';
/** The rest of the header of a part whose line breaks are lost. */
const FLAT_HEADER = new RegExp(
  `(?:${GAP}{0,12}(?:filename\\*?=(?:"[^"]{0,200}"|[^\\s;|]{1,200})|content-type:\\s{0,4}[\\w.+*-]{1,60}/[\\w.+*-]{1,60}(?:;\\s{0,4}(?:charset|boundary)=[^\\s;|<]{1,80})?|content-transfer-encoding:\\s{0,4}[\\w-]{1,40}|content-length:\\s{0,4}\\d{1,12}))*${GAP}{0,12}`,
  'iy',
);
/** A delimiter in a text without line breaks: two dashes behind a gap, or more dashes at any place. */
const FLAT_DELIMITER = new RegExp(`${GAP}{1,12}--|-{4,}|${GAP}{1,12}content-disposition:|$`, 'gi');

/**
 * The secrets in the parts of a multipart form, by their names; also if its line breaks are lost or are written as
 * other signs, as in the lines of a log.
 */
export function formPartsIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  PART_NAME.lastIndex = 0;
  for (let found = PART_NAME.exec(text); found !== null; found = PART_NAME.exec(text)) {
    const { 0: match, 1: double, 2: single, 3: extended, 4: bare, index } = found;
    const secrecy = secrecyOf(double ?? single ?? bare ?? percentDecode(extended ?? '').text);
    if (secrecy === 'none') continue;
    const from = index + match.length;
    const value = valueAt(text, from);
    addValue(text, value, secrecy, ranges);
    // The value is not searched again. Otherwise a text that repeats such a name would take quadratic time.
    PART_NAME.lastIndex = Math.max(from, value.end);
  }
  return ranges;
}

function valueAt(text: string, from: number): Stretch {
  ON_LINES.lastIndex = from;
  const onLines = ON_LINES.exec(text);
  if (onLines !== null) {
    const end = from + onLines[0].length;
    return { start: end - (onLines[1] ?? '').length, end };
  }
  FLAT_HEADER.lastIndex = from;
  const start = from + (FLAT_HEADER.exec(text)?.[0].length ?? 0);
  FLAT_DELIMITER.lastIndex = start;
  return { start, end: FLAT_DELIMITER.exec(text)?.index ?? text.length };
}
