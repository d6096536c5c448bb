/** A piece of the text between blanks: `[-]key:value`, `[-]value` or `[-]/regex/`. Positions are UTF-16 code units. */
export interface Token {
  readonly from: number;
  readonly to: number;
  readonly isNegated: boolean;
  /**
   * Before the first colon outside quotes, as meant (quotes and escapes resolved); null without one, or if it cannot
   * be a key.
   */
  readonly key: string | null;
  /** Where the value begins: after the colon, or after the minus. */
  readonly valueFrom: number;
  /** As meant. For a regex its source, without the slashes. */
  readonly value: string;
  /** Where in `value` a star stands that was not quoted. */
  readonly stars: readonly number[];
  readonly isRegex: boolean;
  /** The value begins as a regex does and no path, but no slash closes it before the next blank. */
  readonly isOpenRegex: boolean;
  /** Where a quote opens that nothing closes. */
  readonly openQuoteAt: number | null;
}

const blank = /\s/;
const regexStart = /^\/[\^([\\]/;
/** What a key looks like; the dot leads on to a key of the session, which may be anything. */
const keyShape = /^[a-z][a-z-]*(?:\..*)?$/is;

/**
 * Splits a filter text into tokens. Any text gives a list; never throws; linear in the length of the text.
 *
 * Quotes may stand anywhere in a token and protect blanks, colons and stars; inside them `\"` is a quote and `\\` a
 * backslash. A value is a regex if it begins with a slash and the last character before the next blank is one too,
 * not behind a backslash; `//` begins none, for the sake of addresses.
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
  /** The first colon outside quotes. */
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

/** Reads up to a blank outside quotes, or to `end`. */
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

/** Where the regex that begins here is over; null if none does. */
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
