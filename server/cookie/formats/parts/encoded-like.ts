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
