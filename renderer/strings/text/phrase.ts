import { TERMS, type Term } from './terms.ts';

/** A part of a sentence with its style. `code` and text from the wire are shown as they are, never as markup. */
export interface Part {
  readonly style: 'plain' | 'strong' | 'code' | 'good' | 'alarm';
  readonly text: string;
  /** The entry of the glossary that these words belong to. */
  readonly term?: Term;
  /** The row of the log that these words name. */
  readonly row?: number;
}

/** A sentence, or a part of one, in which some words are emphasised. */
export type Phrase = readonly Part[];

/** A value that a catalogue may insert between its words. */
export type Piece = string | Part | Phrase;

/**
 * Builds a phrase from a template: say`the session has ${code('Username')}`. An inserted value stays a separate part,
 * so text from the wire always remains text.
 */
export function say(words: readonly string[], ...pieces: readonly Piece[]): Phrase {
  return words
    .flatMap((text, index) => {
      const piece = pieces[index];
      return piece === undefined ? [plain(text)] : [plain(text), ...partsOf(piece)];
    })
    .filter((part) => part.text !== '');
}

export const code = (words: string | Part): Part => styled('code', words);
export const strong = (words: string | Part): Part => styled('strong', words);
export const good = (words: string | Part): Part => styled('good', words);
export const alarm = (words: string | Part): Part => styled('alarm', words);

/** The number of a row, which leads to it. */
export const rowRef = (id: number): Part => ({ style: 'plain', text: `#${id}`, row: id });

/** Marks words as a term of the glossary: `${term.store('the store')}`, also inside a style. */
export const term = Object.fromEntries(
  TERMS.map((id) => [id, (text: string): Part => ({ style: 'plain', text, term: id })]),
) as Readonly<Record<Term, (text: string) => Part>>;

/** The name of an option in code: a term, if the glossary explains it. */
export function optionName(name: string): Part {
  const explained = TERMS.find((id) => id === name);
  return code(explained === undefined ? name : term[explained](name));
}

/** The words alone, for tests, names and hints. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => part.text).join('');
}

/** The phrases in order, with `between` between each two of them. */
export function joinPhrases(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [plain(between), ...phrase]));
}

function styled(style: Part['style'], words: string | Part): Part {
  return typeof words === 'string' ? { style, text: words } : { ...words, style };
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
  readonly style: 'plain' | 'muted' | 'code' | 'added' | 'removed' | 'changed' | 'alarm' | 'row';
  readonly text: string;
  /** Of the style `row`: the row of the log that it names. */
  readonly row?: number;
  /** Follows the previous clause without a gap, as in a sentence. */
  readonly isJoined?: true;
}

/** Spans that belong together; clauses are set apart by a dot. */
export type Clause = readonly Span[];
