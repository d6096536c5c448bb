import { decodedViews } from './decoded-view.ts';
import type { SecretRange } from './secret-range.ts';
import { WINDOW } from './window-filter.ts';

/** A stretch of letters, digits, dashes and underscores, long enough to be a secret or the core of one. */
export type Word = { text: string; start: number };

/** One way to read a text: as it is, or decoded. `inSource` turns a range of the reading into one of the text. */
export type Reading = { text: string; words: readonly Word[]; inSource: (range: SecretRange) => SecretRange };

/** Shorter texts are words rather than secrets: they are found by their place, and not looked for elsewhere. */
export const MIN_SECRET_LENGTH = WINDOW;

const WORD = /[A-Za-z0-9_-]{8,}/g;

/** Every way to read the text, plain first (see decodedViews). */
export function readingsOf(text: string): readonly Reading[] {
  const plain: Reading = { text, words: wordsOf(text), inSource: (range) => range };
  const decoded = decodedViews(text).map(
    (view): Reading => ({
      text: view.text,
      words: wordsOf(view.text),
      inSource: (range) => ({ ...range, start: view.starts[range.start] ?? 0, end: view.ends[range.end - 1] ?? 0 }),
    }),
  );
  return [plain, ...decoded];
}

/** The words of a text with their places, of {@link MIN_SECRET_LENGTH} characters or more. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ text: word, start: index }));
}
