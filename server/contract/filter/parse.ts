import {
  type Condition,
  type FilterError,
  type FilterTerm,
  MAX_FILTER_LENGTH,
  MAX_REGEX_LENGTH,
  MAX_TERMS,
  type ParsedFilter,
  type TextKey,
  type TextMatch,
  type WordKey,
} from './filter.ts';
import { FILTER_KEYS, type FilterKey, isFilterKey, isWordOf, nearestKey, TEXT_MATCHING } from './keys.ts';
import { lexFilter, type Token } from './lex.ts';
import { readDuration, readRange, readSize, readStatus, readTime } from './values.ts';

/** `Omit` applied to each member of a union. */
type Bare<T> = T extends unknown ? Omit<T, 'from' | 'to'> : never;
/**
 * The result for one token: a condition or an error. `from` is set only if the error does not cover the whole token.
 */
type Reading = Condition | (Bare<FilterError> & { readonly from?: number }) | null;

/** Parses a filter text. It accepts any text, never throws, and runs in linear time. An empty text has no terms. */
export function parseFilter(text: string): ParsedFilter {
  if (text.length > MAX_FILTER_LENGTH) {
    return { terms: [], errors: [{ kind: 'too-long', from: MAX_FILTER_LENGTH, to: text.length }] };
  }
  const terms: FilterTerm[] = [];
  const errors: FilterError[] = [];
  for (const token of lexFilter(text)) {
    const { from, to, isNegated } = token;
    const reading = readToken(token);
    if (reading === null) continue;
    if ('kind' in reading) errors.push({ from, to, ...reading } as FilterError);
    else if (terms.length === MAX_TERMS) errors.push({ kind: 'too-many-terms', from, to });
    else terms.push({ isNegated, condition: reading, from, to });
  }
  return { terms, errors };
}

function readToken(token: Token): Reading {
  if (token.openQuoteAt !== null) return { kind: 'unclosed-quote', from: token.openQuoteAt };
  if (token.isOpenRegex) return { kind: 'open-regex', from: token.valueFrom };
  const { key } = token;
  if (key === null) return readText(token);
  const name = key.toLowerCase();
  if (name === 'session') return { kind: 'missing-session-key' };
  if (name.startsWith('session.')) return readSession(token, key.slice('session.'.length));
  if (!isOtherKey(name)) return isAddress(name, token) ? asPlainText(token) : unknownKey(key);
  if (isMissing(token, name)) return { kind: 'missing-value', key: name };
  const condition = readCondition(token, name);
  return condition ?? { kind: 'bad-value', key: name, from: token.valueFrom };
}

type OtherKey = Exclude<FilterKey, 'session'>;

function isOtherKey(name: string): name is OtherKey {
  return isFilterKey(name) && name !== 'session';
}

function readCondition(token: Token, key: OtherKey): Reading {
  const { value } = token;
  switch (FILTER_KEYS[key]) {
    case 'text':
      return readTextKey(token, key as TextKey);
    case 'word':
      return token.isRegex ? null : readWord(key as WordKey, value.toLowerCase());
    case 'status':
    case 'range': {
      const range = key === 'status-code' ? readStatus(value) : readRange(value);
      return range === null ? null : { key: key as 'status-code' | 'id', ...range };
    }
    case 'size':
    case 'duration': {
      const than = key === 'larger-than' ? readSize(value) : readDuration(value);
      return than === null ? null : { key: key as 'larger-than' | 'slower-than', than };
    }
    case 'time': {
      const time = readTime(value);
      return time === null ? null : { key: key as 'after' | 'before', time };
    }
  }
}

function readWord(key: WordKey, word: string): Condition | null {
  return isWordOf(key, word) ? ({ key, word } as Condition) : null;
}

function readText(token: Token): Reading {
  const match = token.isRegex ? readRegex(token) : ({ type: 'part', text: token.value } as const);
  if ('kind' in match) return match;
  return match.type === 'part' && match.text === '' ? null : { key: 'text', match };
}

function readTextKey(token: Token, key: TextKey): Reading {
  const how = TEXT_MATCHING[key];
  const match = token.isRegex
    ? readRegex(token)
    : how === 'whole'
      ? readWhole(token)
      : ({ type: how, text: token.value } as const);
  return 'kind' in match ? match : { key, match };
}

/**
 * `session.KEY:` without a value matches every session that has the key, so that the list shows results before the
 * value is typed.
 */
function readSession(token: Token, path: string): Reading {
  if (path === '') return { kind: 'missing-session-key' };
  const match = token.isRegex ? readRegex(token) : isLeftOut(token) ? ({ type: 'any' } as const) : readWhole(token);
  return 'kind' in match ? match : { key: 'session', path, match };
}

function readRegex({ value, valueFrom, to }: Token): TextMatch | (Bare<FilterError> & { from: number; to: number }) {
  if (value.length > MAX_REGEX_LENGTH) return { kind: 'long-regex', from: valueFrom, to };
  try {
    new RegExp(value, REGEX_FLAGS);
    return { type: 'regex', source: value };
  } catch {
    return { kind: 'bad-regex', from: valueFrom, to };
  }
}

/**
 * Upper and lower case are equal, and a dot matches any character. Without the flag `u`, which rejects escapes that
 * users write in other tools.
 */
export const REGEX_FLAGS = 'is';

/** Whether the text ends after the colon. A value of `""` is not left out: it is the empty text. */
function isLeftOut({ valueFrom, to }: Token): boolean {
  return valueFrom === to;
}

/** Whether the value is missing. An empty value makes sense only for keys that compare the whole text. */
function isMissing(token: Token, key: OtherKey): boolean {
  if (isLeftOut(token)) return true;
  return token.value === '' && !(key in TEXT_MATCHING && TEXT_MATCHING[key as TextKey] === 'whole');
}

/** Splits a value at its stars. A value that consists of stars matches any text. */
function readWhole({ value, stars }: Token): TextMatch {
  if (value !== '' && stars.length === value.length) return { type: 'any' };
  const pieces: string[] = [];
  let from = 0;
  for (const star of stars) {
    // Two adjacent stars have the same meaning as one.
    if (star > from || from === 0) pieces.push(value.slice(from, star));
    from = star + 1;
  }
  return { type: 'whole', pieces: [...pieces, value.slice(from)] };
}

/**
 * Whether a token such as `localhost:5000` or `http://…` is an address. Such a token is not reported as a misspelt key.
 */
function isAddress(name: string, { value, isRegex }: Token): boolean {
  if (isRegex) return false;
  return value.startsWith('//') || (/^\d+(?:\/.*)?$/s.test(value) && nearestKey(name) === null);
}

function asPlainText({ key, value }: Token): Condition {
  return { key: 'text', match: { type: 'part', text: `${key}:${value}` } };
}

function unknownKey(key: string): Reading {
  const name = key.split('.', 1)[0] ?? key;
  return { kind: 'unknown-key', key: name, suggestion: nearestKey(name.toLowerCase()) };
}
