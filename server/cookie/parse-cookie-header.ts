import { remembering } from '../base/remembering.ts';

/** One part of a Cookie header between two semicolons. */
export type CookiePair = {
  /**
   * The name, trimmed of spaces and tabs and otherwise unchanged. Empty for `=value` and for a part without an equals
   * sign.
   */
  name: string;
  /** The value, trimmed of spaces and tabs and otherwise unchanged: quotes are kept and nothing is decoded. */
  value: string;
  /** False for a part without `=`. Browsers send it for a nameless cookie, and express-session ignores it. */
  hasEqualsSign: boolean;
  /** The position of the trimmed pair, in UTF-16 code units: `header.slice(start, end)`. */
  start: number;
  end: number;
  /** Whether an earlier pair has the same name, so that express-session never reads this one. */
  isDuplicate: boolean;
};

/**
 * Splits a Cookie header into all its pairs in order. Duplicates, empty names and `__proto__` are pairs like any other;
 * parts that contain only spaces and tabs are not pairs. Never throws; any text gives a list, possibly an empty one.
 *
 * Splits like the npm `cookie` 0.7.2 that express-session uses: at every semicolon, even between quotes, and at the
 * first `=`, trimming spaces and tabs only. Grammar: RFC 6265 §4.2.1, read as leniently as servers do.
 */
export function parseCookieHeader(header: string): CookiePair[] {
  const pairs: CookiePair[] = [];
  const seenNames = new Set<string>();
  let partStart = 0;
  while (partStart <= header.length) {
    const semicolon = header.indexOf(';', partStart);
    const partEnd = semicolon === -1 ? header.length : semicolon;
    const start = skipBlanks(header, partStart, partEnd);
    const end = skipBlanksBack(header, start, partEnd);
    if (start < end) {
      // Searches within the part only. Searching the whole header would be quadratic for many parts without `=`.
      const part = header.slice(start, end);
      const equals = part.indexOf('=');
      const name = equals === -1 ? '' : part.slice(0, skipBlanksBack(part, 0, equals));
      const value = equals === -1 ? part : part.slice(skipBlanks(part, equals + 1, part.length));
      const hasEqualsSign = equals !== -1;
      pairs.push({ name, value, hasEqualsSign, start, end, isDuplicate: hasEqualsSign && seenNames.has(name) });
      if (hasEqualsSign) seenNames.add(name);
    }
    partStart = partEnd + 1;
  }
  return pairs;
}

/** `parseCookieHeader` with a cache for repeated headers. The results are shared and must not be modified. */
export const cookiePairsOf: (header: string) => readonly Readonly<CookiePair>[] = remembering(parseCookieHeader);

/**
 * The raw value (quotes kept, not decoded) of the cookie that express-session would use for `name`: the first with
 * exactly that name. Null without a header or such a cookie. Two properties of npm `cookie` 0.7.2 are kept: a header
 * shorter than two characters has no cookies, and `__proto__` can never be read. Never throws.
 */
export function firstCookie(header: string | null, name: string): string | null {
  if (header === null || header.length < 2 || name === '__proto__') return null;
  const pair = cookiePairsOf(header).find((candidate) => candidate.hasEqualsSign && candidate.name === name);
  return pair?.value ?? null;
}

function skipBlanks(text: string, from: number, to: number): number {
  let index = from;
  while (index < to && isBlank(text.charCodeAt(index))) index++;
  return index;
}

function skipBlanksBack(text: string, from: number, to: number): number {
  let index = to;
  while (index > from && isBlank(text.charCodeAt(index - 1))) index--;
  return index;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09;
}
