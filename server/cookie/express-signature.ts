import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The result of checking a signed value. On failure the unverified text stays available: `value` is the text before the
 * last dot, or the whole input if there is no dot.
 */
export type Unsigned =
  | { ok: true; value: string; secretNumber: number }
  | { ok: false; value: string; reason: 'no-signature' | 'bad-signature'; secretsTried: number };

/**
 * Signs a value as `value.mac`, where mac is the HMAC-SHA256 of the value's UTF-8 in standard base64 without padding.
 * The result equals that of npm cookie-signature byte for byte. express-session adds the prefix `s:` and
 * percent-encodes the whole.
 */
export function sign(value: string, secret: string): string {
  return `${value}.${macOf(value, secret)}`;
}

/**
 * Checks a signed value (without its `s:`) against the secrets in order: the first one signs, all of them verify.
 * Returns the value and the number of the secret that matched, counted from 1, or the reason of the failure together
 * with the unverified text. Splits at the last dot, compares in constant time, never throws. Source: npm
 * cookie-signature, `unsign`.
 */
export function unsign(signedValue: string, secrets: readonly string[]): Unsigned {
  const dot = signedValue.lastIndexOf('.');
  if (dot === -1) return { ok: false, value: signedValue, reason: 'no-signature', secretsTried: 0 };
  const value = signedValue.slice(0, dot);
  const mac = Buffer.from(signedValue.slice(dot + 1));
  if (mac.length === 0) return { ok: false, value, reason: 'no-signature', secretsTried: 0 };
  for (const [index, secret] of secrets.entries()) {
    const expected = Buffer.from(macOf(value, secret));
    if (expected.length === mac.length && timingSafeEqual(expected, mac)) {
      return { ok: true, value, secretNumber: index + 1 };
    }
  }
  return { ok: false, value, reason: 'bad-signature', secretsTried: secrets.length };
}

function macOf(value: string, secret: string): string {
  return createHmac('sha256', secret).update(value).digest('base64').replace(/=+$/, '');
}
