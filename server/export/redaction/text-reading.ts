import { type DecodedView, decodedViews } from './decoded-view.ts';
import type { SecretRange } from './secret-range.ts';
import { signsOf, type TextSigns } from './text-signs.ts';
import { WINDOW } from './window-filter.ts';

/** A sequence of letters, digits, dashes and underscores that is long enough to be a secret or the core of one. */
export type Word = { text: string; start: number };

/**
 * One reading of a text: the text itself or a decoded form. `inSource` converts a range of the reading to a range of
 * the text.
 */
export interface Reading {
  readonly text: string;
  /** The signs and the words of the text, each computed at its first use. */
  readonly signs: TextSigns;
  readonly words: readonly Word[];
  /** The text is compressed data whose content cannot be read. It counts as a secret as a whole. */
  readonly isUnread: boolean;
  inSource(range: SecretRange): SecretRange;
}

/**
 * Shorter texts are words rather than secrets. They are replaced in fields known to contain a secret, but not searched
 * for elsewhere.
 */
export const MIN_SECRET_LENGTH = WINDOW;

const WORD = /[A-Za-z0-9_-]{8,}/g;

/** All readings of a text, the plain one first (see decodedViews). */
export function readingsOf(text: string): readonly Reading[] {
  const plain = new TextReading(text, null);
  return [plain, ...decodedViews(text, plain.signs).map((view) => new TextReading(view.text, view))];
}

class TextReading implements Reading {
  readonly text: string;
  readonly #view: DecodedView | null;
  #signs: TextSigns | null = null;
  #words: readonly Word[] | null = null;

  constructor(text: string, view: DecodedView | null) {
    this.text = text;
    this.#view = view;
  }

  get isUnread(): boolean {
    return this.#view?.isUnread === true;
  }

  get signs(): TextSigns {
    this.#signs ??= signsOf(this.text);
    return this.#signs;
  }

  get words(): readonly Word[] {
    this.#words ??= this.signs.longestWord < MIN_SECRET_LENGTH ? [] : wordsOf(this.text);
    return this.#words;
  }

  inSource(range: SecretRange): SecretRange {
    const view = this.#view;
    if (view === null) return range;
    return { ...range, start: view.starts[range.start] ?? 0, end: view.ends[range.end - 1] ?? 0 };
  }
}

/** The words of a text with their positions, of {@link MIN_SECRET_LENGTH} characters or more. */
export function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ text: word, start: index }));
}
