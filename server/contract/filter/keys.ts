import { FILTER_WORDS, type TextKey, type WordKey } from './filter.ts';

/** How the value of a key is parsed. */
export type KeyKind = 'text' | 'session' | 'word' | 'status' | 'size' | 'duration' | 'time' | 'range';

/** All keys of the language in the order of the suggestions. The key `session` is written `session.KEY`. */
export const FILTER_KEYS = {
  method: 'text',
  'status-code': 'status',
  url: 'text',
  path: 'text',
  actor: 'text',
  sid: 'text',
  session: 'session',
  is: 'word',
  op: 'word',
  store: 'word',
  'cookie-name': 'text',
  'cookie-value': 'text',
  'set-cookie-name': 'text',
  'set-cookie-value': 'text',
  'cookie-refused': 'text',
  'cookie-differs': 'text',
  header: 'text',
  'has-response-header': 'text',
  engine: 'word',
  kind: 'word',
  'larger-than': 'size',
  'slower-than': 'duration',
  after: 'time',
  before: 'time',
  id: 'range',
} as const satisfies Record<string, KeyKind>;
export type FilterKey = keyof typeof FILTER_KEYS;

/** How a plain value of a text key is compared with the text. */
export const TEXT_MATCHING: Readonly<Record<TextKey, 'part' | 'start' | 'whole'>> = {
  method: 'whole',
  url: 'part',
  path: 'part',
  actor: 'whole',
  sid: 'start',
  header: 'part',
  'has-response-header': 'whole',
  'cookie-name': 'whole',
  'cookie-value': 'whole',
  'set-cookie-name': 'whole',
  'set-cookie-value': 'whole',
  'cookie-refused': 'whole',
  'cookie-differs': 'whole',
};

/**
 * Example values of each key, exactly as the user would type them. They are the same in every language. `*` matches any
 * text.
 */
export const FILTER_EXAMPLES: Readonly<Record<FilterKey, readonly string[]>> = {
  method: ['GET', 'POST'],
  'status-code': ['404', '4xx', '>=400', 'none'],
  url: ['/getsession'],
  path: ['/getsession'],
  actor: ['Alice'],
  sid: ['3fA9x'],
  session: ['session.Username:Admin'],
  is: FILTER_WORDS.is,
  op: FILTER_WORDS.op,
  store: FILTER_WORDS.store,
  'cookie-name': ['session'],
  'cookie-value': ['s%3A*'],
  'set-cookie-name': ['session'],
  'set-cookie-value': ['s%3A*'],
  'cookie-refused': ['too-large', 'prefix', 'none-not-secure', '*'],
  'cookie-differs': ['*', 'comes', 'deleted'],
  header: ['gzip'],
  'has-response-header': ['set-cookie'],
  engine: FILTER_WORDS.engine,
  kind: FILTER_WORDS.kind,
  'larger-than': ['300', '1k'],
  'slower-than': ['5', '1.5s'],
  after: ['10:15', '2026-11-22T10:15'],
  before: ['10:15', '2026-11-22T10:15'],
  id: ['42', '100-200', '>1000'],
};

export function isFilterKey(key: string): key is FilterKey {
  return Object.hasOwn(FILTER_KEYS, key);
}

export function isWordOf<Key extends WordKey>(key: Key, word: string): word is (typeof FILTER_WORDS)[Key][number] {
  return (FILTER_WORDS[key] as readonly string[]).includes(word);
}

/**
 * The key that was probably meant: the first that starts with the typed text or differs from it by a few letters. Null
 * if no key is close.
 */
export function nearestKey(key: string): string | null {
  const plain = key.slice(0, 32).replaceAll('-', '');
  const near = Object.keys(FILTER_KEYS).find((known) => {
    const other = known.replaceAll('-', '');
    return (plain.length > 2 && other.startsWith(plain)) || distance(plain, other) <= (plain.length > 4 ? 2 : 1);
  });
  return near ?? null;
}

/** The Levenshtein distance: the number of letters to change, insert or delete. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
