/**
 * Text from the wire is hostile: it may hide characters or turn the reading direction round. Shown as marks are
 * controls, format characters (zero-width, bidi, soft hyphen, tags), line and paragraph separators, lone surrogates,
 * and what fonts ignore.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A stretch of text: shown as it stands, or (`isMark`) a stand-in for one character that would not be seen. */
export interface TextRun {
  /** Where it begins in the text. */
  readonly start: number;
  readonly text: string;
  readonly isMark: boolean;
}

/**
 * Splits text into runs in which nothing is hidden: what is on the list becomes its code point (U+202E), which every
 * font can show, unlike the pictures of controls. Unmarked runs joined with the characters behind the marks give the
 * input again.
 */
export function visibleRuns(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let end = 0;
  for (const { 0: hidden, index } of text.matchAll(HIDDEN)) {
    if (index > end) runs.push({ start: end, text: text.slice(end, index), isMark: false });
    runs.push({ start: index, text: markFor(hidden), isMark: true });
    end = index + hidden.length;
  }
  if (end < text.length) runs.push({ start: end, text: text.slice(end), isMark: false });
  return runs;
}

/** The same as one string, for names and hints, where no element can carry the mark. */
export function visibleText(text: string): string {
  return visibleRuns(text)
    .map((run) => run.text)
    .join('');
}

function markFor(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
