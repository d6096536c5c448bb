import type { CookieText } from '../format.ts';

/**
 * Percent-encodes a value as npm cookie does. Where the cookie that was edited had characters that this would have
 * encoded, its server does not encode, and the value stays as it is if a header can carry it.
 */
export function encodedLike(text: string, like: CookieText | null): string {
  const isPlain = like !== null && like.rawValue === like.text && encodeURIComponent(like.text) !== like.text;
  return isPlain && /^[\x21\x23-\x24\x26-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*$/.test(text)
    ? text
    : encodeURIComponent(text);
}

/**
 * Writes a value as Python does, in the form of the cookie that was edited: in quotes with escapes, percent-encoded, or
 * as it is. A new value is quoted where it has characters that Python quotes. Source: CPython http/cookies.py,
 * `_quote`.
 */
export function quotedLike(text: string, like: CookieText | null): string {
  if (like === null ? /^[\w!#$%&'*+.^`|~:-]*$/.test(text) : !like.rawValue.startsWith('"')) {
    return like === null ? text : encodedLike(text, like);
  }
  return `"${text.replace(/["\\]/g, '\\$&').replaceAll(',', '\\054').replaceAll(';', '\\073')}"`;
}
