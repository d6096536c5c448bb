/**
 * Text from the wire is hostile: it may hide characters or change the reading direction. These are shown as marks:
 * controls, format characters (zero-width, bidi, soft hyphen, tags), line and paragraph separators, lone surrogates,
 * and characters that fonts ignore.
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** A stretch of text: shown unchanged, or (`isMark`) a mark for one invisible character. */
export interface TextRun {
  /** Where it begins in the text. */
  readonly start: number;
  readonly text: string;
  readonly isMark: boolean;
}

/**
 * Splits text into runs without hidden characters: a listed character becomes its code point (U+202E), which every font
 * can show, unlike the pictures of controls. Unmarked runs joined with the characters behind the marks equal the input.
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
