/**
 * The filter language over the log, as values. Terms stand side by side and all must hold; `-term` must not hold. A
 * term is text to be found anywhere, a `/regex/`, or `key:value`. The language is Chrome's (Network panel), with the
 * keys of sessions added.
 */

/** What is asked of a text. Letters of either case are the same; a regex too ignores case. */
export type TextMatch =
  /** Stands somewhere in it. */
  | { readonly type: 'part'; readonly text: string }
  /** Stands at its beginning. */
  | { readonly type: 'start'; readonly text: string }
  /** Is the whole of it: the pieces in this order, with anything between them. One piece: equal. */
  | { readonly type: 'whole'; readonly pieces: readonly string[] }
  | { readonly type: 'regex'; readonly source: string }
  /** There is one, whatever it says. */
  | { readonly type: 'any' };

export type TextKey =
  | 'method'
  | 'url'
  | 'path'
  | 'actor'
  | 'sid'
  | 'header'
  | 'has-response-header'
  | 'cookie-name'
  | 'cookie-value'
  | 'set-cookie-name'
  | 'set-cookie-value'
  | 'cookie-refused';

/** The words of a key that has words for values. */
export const FILTER_WORDS = {
  engine: ['server-side', 'client-side'],
  kind: ['request', 'gap', 'edit', 'notice', 'unreadable'],
  is: [
    'new',
    'modified',
    'expired',
    'unsigned',
    'tampered',
    'lab',
    'unknown',
    'rejected',
    'aborted',
    'error',
    'unsaved',
    'finding',
    'cookie-lost',
  ],
  op: ['get', 'set', 'pop', 'list', 'clear', 'regenerate', 'destroy'],
  store: ['get', 'set', 'touch', 'destroy'],
} as const;
export type WordKey = keyof typeof FILTER_WORDS;
type WordCondition = {
  [Key in WordKey]: { readonly key: Key; readonly word: (typeof FILTER_WORDS)[Key][number] };
}[WordKey];

/** A moment as it was written: a date, a time of day, or both; without a zone it is the reader's own. */
export interface FilterTime {
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  /** `HH:MM[:SS[.mmm]]` */
  readonly time: string | null;
  /** `Z` or `+HH:MM` */
  readonly zone: string | null;
}

export type Condition =
  /** Text anywhere: url, actor, sid, headers, cookies, session data, errors. */
  | { readonly key: 'text'; readonly match: TextMatch }
  | { readonly key: TextKey; readonly match: TextMatch }
  /** A key of the session, before or after the request; nested keys with dots. */
  | { readonly key: 'session'; readonly path: string; readonly match: TextMatch }
  | WordCondition
  /** Both ends belong to it; null: no upper end. A status of 0 stands for no answer. */
  | { readonly key: 'status-code' | 'id'; readonly min: number; readonly max: number | null }
  /** Bytes of the response body, and milliseconds. */
  | { readonly key: 'larger-than' | 'slower-than'; readonly than: number }
  /** `after` takes in its moment, `before` does not. */
  | { readonly key: 'after' | 'before'; readonly time: FilterTime };

/** One term, and where it stands in the text: `text.slice(from, to)`, in UTF-16 code units. */
export interface FilterTerm {
  readonly isNegated: boolean;
  readonly condition: Condition;
  readonly from: number;
  readonly to: number;
}

/** What is wrong with a part of the text. Whoever shows it has a sentence for each kind. */
export type FilterError = {
  readonly from: number;
  readonly to: number;
} & (
  | { readonly kind: 'too-long' | 'too-many-terms' | 'unclosed-quote' | 'missing-session-key' }
  | { readonly kind: 'bad-regex' | 'open-regex' | 'long-regex' | 'slow-regex' }
  | { readonly kind: 'unknown-key'; readonly key: string; readonly suggestion: string | null }
  | { readonly kind: 'missing-value' | 'bad-value'; readonly key: string }
);

/** The terms that can be read, and what is wrong with the others; both in order. */
export interface ParsedFilter {
  readonly terms: readonly FilterTerm[];
  readonly errors: readonly FilterError[];
}

/** Longer texts are refused: nobody types them, and every reader of a filter is linear in its length. */
export const MAX_FILTER_LENGTH = 2_000;
/** More terms are refused: each is a bit of a 32-bit word where the log is searched. */
export const MAX_TERMS = 30;
export const MAX_REGEX_LENGTH = 200;
