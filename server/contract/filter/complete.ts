import { cookieRefusalCodes } from '../http/cookie-refusal-codes.ts';
import { PREDICTIONS } from '../lost-cookie-reasons.ts';
import { FILTER_WORDS, type WordKey } from './filter.ts';
import { FILTER_KEYS, type FilterKey, isFilterKey } from './keys.ts';
import { lexFilter, type Token } from './lex.ts';
import { quoteIfNeeded } from './print.ts';

/** Known values for each key, as suggestions. The list under `session` contains the keys of sessions. */
export interface KnownValues {
  readonly actor?: readonly string[];
  readonly sid?: readonly string[];
  readonly method?: readonly string[];
  readonly session?: readonly string[];
  readonly 'cookie-name'?: readonly string[];
  readonly 'set-cookie-name'?: readonly string[];
  readonly 'has-response-header'?: readonly string[];
}

export interface Completion {
  /** The replacement for the text from `from` to `to`. */
  readonly text: string;
  /** Whether the completion is a key, which still needs a value, or a value, which completes the term. */
  readonly kind: 'key' | 'value';
  /** The key that is suggested, or whose value is suggested. */
  readonly key: FilterKey;
}

export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

const MAX_ITEMS = 50;
const STATUS_VALUES = ['2xx', '3xx', '4xx', '5xx', '>=400', 'none'];
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const SIZES = ['1k', '4k', '1m'];
const DURATIONS = ['1', '5', '10', '100', '1s'];
/** Files that a page loads besides itself. With `-path:` before it, a log of a whole app shows its pages alone. */
const PAGE_FILES = String.raw`/\.(css|js|map|png|jpe?g|gif|svg|ico|webp|woff2?)$/`;

/**
 * Suggestions at the cursor: keys while the user types a key, values after the colon. Suggestions that start with the
 * typed text precede those that contain it. There are no suggestions inside a regex, and none that equal the typed
 * text.
 */
export function completeFilter(text: string, cursor: number, known: KnownValues = {}): Completions {
  const token = lexFilter(text.slice(0, cursor)).find(({ to }) => to === cursor);
  if (token === undefined) return { from: cursor, to: cursor, items: keys('') };
  const whole = lexFilter(text).find(({ from }) => from === token.from);
  const to = whole?.to ?? cursor;
  if (token.isRegex || token.value.startsWith('/')) return { from: cursor, to: cursor, items: [] };
  return token.key === null ? keyOrText(token, to, known) : values(token, token.key, to, known);
}

function keyOrText(token: Token, to: number, known: KnownValues): Completions {
  const from = token.valueFrom;
  const sessionKey = /^session\.(.*)$/is.exec(token.value);
  if (sessionKey !== null) {
    const items = matching(known.session ?? [], sessionKey[1] ?? '').map(
      (key): Completion => ({ text: `session.${quoteIfNeeded(key)}:`, kind: 'key', key: 'session' }),
    );
    return { from, to, items };
  }
  return { from, to, items: keys(token.value) };
}

function keys(typed: string): Completion[] {
  return matching(Object.keys(FILTER_KEYS), typed).map((key): Completion => {
    const known = key as FilterKey;
    return { text: known === 'session' ? 'session.' : `${key}:`, kind: 'key', key: known };
  });
}

function values(token: Token, key: string, to: number, known: KnownValues): Completions {
  const name = key.toLowerCase();
  const from = token.valueFrom;
  if (!isFilterKey(name)) return { from, to, items: [] };
  const items = matching(valuesOf(name, known), token.value)
    .filter((value) => value !== token.value)
    .map(
      (value): Completion => ({ text: value === PAGE_FILES ? value : quoteIfNeeded(value), kind: 'value', key: name }),
    );
  return { from, to, items };
}

function valuesOf(key: FilterKey, known: KnownValues): readonly string[] {
  switch (key) {
    case 'method':
      return [...new Set([...(known.method ?? []), ...METHODS])];
    case 'status-code':
      return STATUS_VALUES;
    case 'path':
      return [PAGE_FILES];
    case 'cookie-refused':
      return cookieRefusalCodes;
    case 'cookie-differs':
      return PREDICTIONS;
    case 'larger-than':
      return SIZES;
    case 'slower-than':
      return DURATIONS;
    case 'actor':
    case 'sid':
    case 'cookie-name':
    case 'set-cookie-name':
    case 'has-response-header':
      return known[key] ?? [];
    default:
      return FILTER_KEYS[key] === 'word' ? FILTER_WORDS[key as WordKey] : [];
  }
}

function matching(candidates: readonly string[], typed: string): string[] {
  const wanted = typed.toLowerCase();
  const places = candidates.map((text) => [text, text.toLowerCase().indexOf(wanted)] as const);
  const starting = places.filter(([, place]) => place === 0);
  const containing = places.filter(([, place]) => place > 0);
  return [...starting, ...containing].map(([text]) => text).slice(0, MAX_ITEMS);
}
