import { percentDecode } from '../../percent-decode.ts';
import { unescapeText } from './string-literal.ts';

const MAX_ROUNDS = 3;
const QUOTED = /^\\?(?:'(.*)\\?'|"(.*?)\\?"|`(.*)`|[“”„](.*)[“”]|[‘’‚](.*)[‘’]|«(.*)»)$/s;

/**
 * Ways in which a text may have been changed since it was in a header, each undone: quotes around it (straight, curly,
 * escaped by backslashes), backslash escapes, line breaks and indentation of a terminal or a mail, `=` at the end of a
 * mail's lines, blanks inside, commas and semicolons behind it, and one or two rounds of percent-encoding. Without the
 * text itself, without doubles, at most a dozen.
 */
export function otherSpellings(text: string): string[] {
  const seen = new Set([text]);
  let newest = [text];
  for (let round = 0; round < MAX_ROUNDS && newest.length > 0; round++) {
    newest = newest.flatMap(undoOne).filter((spelling) => spelling !== '' && !seen.has(spelling));
    for (const spelling of newest) seen.add(spelling);
  }
  seen.delete(text);
  return [...seen].slice(0, 12);
}

/** The text inside a pair of quotes. The text itself if there are none. */
export function withoutQuotes(text: string): string {
  const inner = QUOTED.exec(text);
  return inner === null ? text : (inner.slice(1).find((content) => content !== undefined) ?? text);
}

/**
 * A text that was wrapped, on one line: line breaks are taken out, with the indentation around them and a shell's mark
 * before them.
 */
export function onOneLine(text: string): string {
  const lines = text.split(/\r?\n|\r/).map((line) => line.trim());
  return lines.map((line, index) => (index < lines.length - 1 ? line.replace(/[\\^`]$/, '') : line)).join('');
}

function undoOne(text: string): string[] {
  const undone: string[] = [];
  if (/[\r\n]/.test(text)) undone.push(onOneLine(text));
  if (isQuoted(text)) undone.push(withoutQuotes(text));
  if (/[;,]$/.test(text)) undone.push(withoutEnd(text));
  if (isBrokenUp(text)) undone.push(text.replace(/\s+/g, ''));
  if (text.includes('\\')) undone.push(unescapeText(text));
  if (/=\r?\n|=3D/.test(text)) undone.push(fromQuotedPrintable(text));
  // A value is percent-decoded once when it is read, so this is the second time.
  if (/%25|%3D/i.test(text)) undone.push(percentDecode(text).text);
  return undone;
}

/** Whether a text begins with a quote, straight, curly or escaped. */
export function isQuoted(text: string): boolean {
  return /^\\?['"`“”„‘’‚«]/.test(text);
}

/** Without the commas, semicolons and blanks at its end. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[;,\s]/.test(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/** A mail's quoted-printable (RFC 2045 §6.7): `=` at the end of a line joins it to the next one, `=3D` is `=`. */
export function fromQuotedPrintable(text: string): string {
  return onOneLine(text.replace(/=[ \t]*\r?\n/g, '')).replace(/=3D/g, '=');
}

/** Whether spaces interrupt a text that seems to be encoded: each piece is long and has no punctuation of prose. */
function isBrokenUp(text: string): boolean {
  return /\s/.test(text) && text.split(/\s+/).every((piece) => /^[\w.~:*+/=%|-]{6,}$/.test(piece));
}
