import { decodedViews } from './decoded-view.ts';
import type { SecretRange } from './secret-range.ts';
import { WINDOW } from './window-filter.ts';

/** A sequence of letters, digits, dashes and underscores that is long enough to be a secret or the core of one. */
export type Word = { text: string; start: number };

/**
 * One reading of a text: the text itself or a decoded form. `inSource` converts a range of the reading to a range of
 * the text.
 */
export type Reading = { text: string; words: readonly Word[]; inSource: (range: SecretRange) => SecretRange };

/**
 * Shorter texts are words rather than secrets. They are replaced in fields known to contain a secret, but not searched
 * for elsewhere.
 */
export const MIN_SECRET_LENGTH = WINDOW;

const WORD = /[A-Za-z0-9_-]{8,}/g;

/** All readings of a text, the plain one first (see decodedViews). */
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

/** The words of a text with their positions, of {@link MIN_SECRET_LENGTH} characters or more. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ text: word, start: index }));
}
