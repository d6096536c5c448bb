import { unescapeText } from './string-literal.ts';

/**
 * A quoted text without its quotes and escapes; a word; a sign that joins a name to a value (`:`, `=`, `=>`); or
 * anything else.
 */
export type LiteralToken = { readonly kind: 'string' | 'word' | 'join' | 'other'; readonly text: string };

const BLANKS = /\s*/y;
const WORD = /[A-Za-z_$][\w$.-]*/y;
const JOIN = /=>|[:=]/y;
const STRINGS: Readonly<Record<string, RegExp>> = {
  '"': /"(?:[^"\\]|\\[\s\S])*"/y,
  "'": /'(?:[^'\\]|\\[\s\S])*'/y,
  '`': /`(?:[^`\\]|\\[\s\S])*`/y,
};
/**
 * An apostrophe in prose starts a text that never ends. After this many of them the rest is not read, because each
 * requires a scan of the whole rest.
 */
const MAX_UNCLOSED = 8;

/** The tokens of a piece of a program in JavaScript, Python, Ruby, PHP or JSON. Never throws; linear in the length. */
export function literalTokens(text: string): LiteralToken[] {
  const tokens: LiteralToken[] = [];
  let unclosed = 0;
  let at = skip(BLANKS, text, 0);
  while (at < text.length && unclosed < MAX_UNCLOSED) {
    const string = STRINGS[text[at] ?? ''];
    if (string !== undefined && !canMatch(string, text, at)) unclosed++;
    const [kind, end] = tokenAt(text, at, string);
    const source = text.slice(at, end);
    tokens.push({ kind, text: kind === 'string' ? unescapeText(source.slice(1, -1)) : source });
    at = skip(BLANKS, text, end);
  }
  return tokens;
}

function tokenAt(text: string, at: number, string: RegExp | undefined): [LiteralToken['kind'], number] {
  if (string !== undefined && canMatch(string, text, at)) return ['string', string.lastIndex];
  if (canMatch(WORD, text, at)) return ['word', WORD.lastIndex];
  if (canMatch(JOIN, text, at)) return ['join', JOIN.lastIndex];
  return ['other', at + 1];
}

function canMatch(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  pattern.test(text);
  return pattern.lastIndex;
}
