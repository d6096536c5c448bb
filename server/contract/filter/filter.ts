/**
 * The filter language of the log, as values. A filter is a list of terms that must all match; a term `-term` must not
 * match. A term is text to find anywhere, a `/regex/`, or `key:value`. The language is that of the Network panel in
 * Chrome, with keys for sessions added.
 */

/** How a text is compared. Upper and lower case are equal, also in a regex. */
export type TextMatch =
  /** The text contains it. */
  | { readonly type: 'part'; readonly text: string }
  /** The text starts with it. */
  | { readonly type: 'start'; readonly text: string }
  /** The whole text matches: the pieces in this order, with any text between them. One piece means equality. */
  | { readonly type: 'whole'; readonly pieces: readonly string[] }
  | { readonly type: 'regex'; readonly source: string }
  /** The text exists, with any content. */
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
  | 'cookie-refused'
  | 'cookie-differs';

/** The fixed values of the keys that accept only certain words. */
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

/** A moment as the user typed it: a date, a time of day, or both. Without a zone it is local time. */
export interface FilterTime {
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  /** `HH:MM[:SS[.mmm]]` */
  readonly time: string | null;
  /** `Z` or `+HH:MM` */
  readonly zone: string | null;
}

export type Condition =
  /** Text anywhere in the entry: URL, actor, sid, headers, cookies, session data, errors. */
  | { readonly key: 'text'; readonly match: TextMatch }
  | { readonly key: TextKey; readonly match: TextMatch }
  /** A key of the session before or after the request. Dots lead to nested keys. */
  | { readonly key: 'session'; readonly path: string; readonly match: TextMatch }
  | WordCondition
  /**
   * Both bounds are inclusive; `max` is null without an upper bound. A status of 0 means that there was no response.
   */
  | { readonly key: 'status-code' | 'id'; readonly min: number; readonly max: number | null }
  /** The size of the response body in bytes, or the duration in milliseconds. */
  | { readonly key: 'larger-than' | 'slower-than'; readonly than: number }
  /** `after` includes its moment, `before` does not. */
  | { readonly key: 'after' | 'before'; readonly time: FilterTime };

/** One term with its position in the text: `text.slice(from, to)`, in UTF-16 code units. */
export interface FilterTerm {
  readonly isNegated: boolean;
  readonly condition: Condition;
  readonly from: number;
  readonly to: number;
}

/** An error in a part of the text. The window has a sentence for each kind. */
export type FilterError = {
  readonly from: number;
  readonly to: number;
} & (
  | { readonly kind: 'too-long' | 'too-many-terms' | 'unclosed-quote' | 'missing-session-key' }
  | { readonly kind: 'bad-regex' | 'open-regex' | 'long-regex' | 'slow-regex' }
  | { readonly kind: 'unknown-key'; readonly key: string; readonly suggestion: string | null }
  | { readonly kind: 'missing-value' | 'bad-value'; readonly key: string }
);

/** The valid terms and the errors, each in the order of the text. */
export interface ParsedFilter {
  readonly terms: readonly FilterTerm[];
  readonly errors: readonly FilterError[];
}

/** The longest filter that is accepted. The time to read a filter grows linearly with its length. */
export const MAX_FILTER_LENGTH = 2_000;
/** The largest number of terms. The search uses one bit of a 32-bit word for each term. */
export const MAX_TERMS = 30;
export const MAX_REGEX_LENGTH = 200;
