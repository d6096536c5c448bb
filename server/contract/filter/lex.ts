/** A piece of the text between spaces: `[-]key:value`, `[-]value` or `[-]/regex/`. Positions are UTF-16 code units. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly isNegated: boolean;
  /**
   * The text before the first unquoted colon, with quotes and escapes resolved. Null without such a colon, or if the
   * text cannot be a key.
   */
  readonly key: string | null;
  /** The position of the value: after the colon, or after the minus. */
  readonly valueFrom: number;
  /** The value with quotes and escapes resolved. For a regex it is the source without the slashes. */
  readonly value: string;
  /** The positions of the unquoted stars in `value`. */
  readonly stars: readonly number[];
  readonly isRegex: boolean;
  /** Whether the value starts like a regex and not like a path, but has no closing slash before the next space. */
  readonly isOpenRegex: boolean;
  /** The position of a quote that is never closed, else null. */
  readonly openQuoteAt: number | null;
}

const blank = /\s/;
const regexStart = /^\/[\^([\\]/;
/** The form of a key. A dot starts the name of a session key, which may be any text. */
const keyShape = /^[a-z][a-z-]*(?:\..*)?$/is;

/**
 * Splits a filter text into tokens. It accepts any text, never throws, and runs in linear time.
 *
 * Quotes may occur anywhere in a token. Inside quotes, spaces, colons and stars are literal; `\"` is a quote and `\\` a
 * backslash. A value is a regex if it starts with a slash and its last character before the next space is a slash
 * without a backslash before it. A value that starts with `//` is not a regex, because it is probably part of an
 * address.
 */
export function lexFilter(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isBlank(text, at)) at++;
    if (at >= text.length) return tokens;
    const token = readToken(text, at);
    tokens.push(token);
    at = token.to;
  }
}

function readToken(text: string, from: number): Token {
  const isNegated = text[from] === '-' && from + 1 < text.length && !isBlank(text, from + 1);
  const start = isNegated ? from + 1 : from;
  const whole = readValue(text, start);
  const token = { from, isNegated };
  if (whole.colonAt === null) return { ...token, ...whole, key: null, valueFrom: start };
  const key = resolve(text, start, whole.colonAt);
  if (!keyShape.test(key.value) || text[start] === '"') return { ...token, ...whole, key: null, valueFrom: start };
  const valueFrom = whole.colonAt + 1;
  return { ...token, ...readValue(text, valueFrom), key: key.value, valueFrom };
}

interface Value extends Pick<Token, 'to' | 'value' | 'stars' | 'isRegex' | 'isOpenRegex' | 'openQuoteAt'> {
  /** The position of the first unquoted colon. */
  readonly colonAt: number | null;
}

function readValue(text: string, from: number): Value {
  const regexEnd = endOfRegex(text, from);
  if (regexEnd !== null) {
    const value = text.slice(from + 1, regexEnd - 1);
    return { to: regexEnd, value, stars: [], isRegex: true, isOpenRegex: false, openQuoteAt: null, colonAt: null };
  }
  return {
    ...resolve(text, from, text.length),
    isRegex: false,
    isOpenRegex: regexStart.test(text.slice(from, from + 2)),
  };
}

/** Reads up to an unquoted space, or up to `end`. */
function resolve(text: string, from: number, end: number): Omit<Value, 'isRegex' | 'isOpenRegex'> {
  let value = '';
  let quoteAt: number | null = null;
  let colonAt: number | null = null;
  const stars: number[] = [];
  let at = from;
  for (; at < end; at++) {
    const character = text[at] as string;
    if (quoteAt !== null && character === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\')) {
      value += text[++at];
    } else if (character === '"') {
      quoteAt = quoteAt === null ? at : null;
    } else {
      if (quoteAt === null) {
        if (isBlank(text, at)) break;
        if (character === ':') colonAt ??= at;
        if (character === '*') stars.push(value.length);
      }
      value += character;
    }
  }
  return { to: at, value, stars, openQuoteAt: quoteAt, colonAt };
}

/** The end of the regex that starts here. Null if it is not closed. */
function endOfRegex(text: string, from: number): number | null {
  if (text[from] !== '/' || text[from + 1] === '/') return null;
  let at = from + 1;
  while (at < text.length && !isBlank(text, at)) at++;
  const isClosed = at > from + 2 && text[at - 1] === '/' && !isBehindBackslash(text, at - 1);
  return isClosed ? at : null;
}

function isBehindBackslash(text: string, at: number): boolean {
  let backslashes = 0;
  while (text[at - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function isBlank(text: string, at: number): boolean {
  return blank.test(text[at] as string);
}
