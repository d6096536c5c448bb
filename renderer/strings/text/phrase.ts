/**
 * A stretch of a sentence and how it is set. `code` and whatever comes from the wire is shown as it stands, never as
 * markup.
 */
export interface Part {
  readonly style: 'plain' | 'strong' | 'code' | 'good' | 'alarm';
  readonly text: string;
}

/** A sentence, or a piece of one, some of whose words stand out. */
export type Phrase = readonly Part[];

/** What a catalogue may put between its words. */
export type Piece = string | Part | Phrase;

/**
 * Builds a phrase from a template: say`the session has ${code('Username')}`. What is put in stays a part of its own,
 * so no text from the wire can become anything but text.
 */
export function say(words: readonly string[], ...pieces: readonly Piece[]): Phrase {
  return words
    .flatMap((text, index) => {
      const piece = pieces[index];
      return piece === undefined ? [plain(text)] : [plain(text), ...partsOf(piece)];
    })
    .filter((part) => part.text !== '');
}

export const code = (text: string): Part => ({ style: 'code', text });
export const strong = (text: string): Part => ({ style: 'strong', text });
export const good = (text: string): Part => ({ style: 'good', text });
export const alarm = (text: string): Part => ({ style: 'alarm', text });

/** The words alone, for tests, names and hints. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => part.text).join('');
}

/** Phrases one after the other, with a text between each two. */
export function joinPhrases(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [plain(between), ...phrase]));
}

function plain(text: string): Part {
  return { style: 'plain', text };
}

function partsOf(piece: Piece): Phrase {
  if (typeof piece === 'string') return [plain(piece)];
  return 'style' in piece ? [piece] : piece;
}

/** A few words of a table cell, and how they are set. */
export interface Span {
  readonly style: 'plain' | 'muted' | 'code' | 'added' | 'removed' | 'changed' | 'alarm';
  readonly text: string;
}

/** Spans that belong together; clauses are set apart by a dot. */
export type Clause = readonly Span[];
