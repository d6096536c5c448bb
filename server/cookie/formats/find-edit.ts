import type { SegmentRole } from '../../contract/decoded-cookie.ts';
import type { Check, CookieFormatModule, CookieText, Reading } from './format.ts';

/** Where neither limit is reached, every place has been tried. Signatures of key pairs are slow to verify. */
const MAX_ATTEMPTS = 15_000;
const MAX_MS = 1500;

const HEX = '0123456789abcdef';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');

/** One character that differs from the genuine cookie, in the decoded text. */
export type Edit = { start: number; role: SegmentRole; expected: string };

/**
 * Searches for one changed character: replaces every character by every other until a secret matches. A signature does
 * not match by chance, so a found edit proves that the secret is right and the cookie was changed. Null has several
 * possible reasons: more was changed, the secret is wrong, or the cookie is too long to try. Never throws.
 */
export function findEdit(module: CookieFormatModule, cookie: CookieText, check: Check, result: Reading): Edit | null {
  const startedAt = performance.now();
  let attempts = 0;
  for (const { role, start, end } of result.segments) {
    const alphabet = alphabetOf(role, cookie.text.slice(start, end));
    for (let at = start; at < end; at++) {
      for (const expected of alphabet) {
        if (expected === cookie.text[at]) continue;
        if (++attempts > MAX_ATTEMPTS || performance.now() - startedAt > MAX_MS) return null;
        const text = cookie.text.slice(0, at) + expected + cookie.text.slice(at + 1);
        if (module.read({ ...cookie, rawValue: text, text }, check).signatureMatches === true)
          return { start: at, role, expected };
      }
    }
  }
  return null;
}

/** The characters that a part is made of. */
function alphabetOf(role: SegmentRole, text: string): string {
  if (role === 'separator' || role === 'prefix' || role === 'version') return '';
  if (role === 'value') return PRINTABLE;
  if (/^[0-9a-f]*.[0-9a-f]*$/.test(text) && text.length >= 16) return HEX;
  const rest = text.replace(/[A-Za-z0-9]/g, '');
  return LETTERS + (/[+/]/.test(rest) ? '+/=' : '-_');
}
