import { COOKIE_FORMAT_FACTS, type CookieFormat } from '../contract/cookie-format.ts';
import type { DecodedCookie, SegmentRole } from '../contract/decoded-cookie.ts';

/**
 * The verdict on a cookie in one English sentence, after the name of its format, for the command line. The window has
 * its own sentences (renderer/strings).
 */
export function explainCookie({ name, format, reason, where, edit, segments }: DecodedCookie): string {
  if (edit !== null) return explainEdit(edit);
  const isEncrypted = segments.some(({ role }) => role === 'ciphertext');
  const start = format === null ? '' : `Format: ${formatName(format, name)}. `;
  switch (reason) {
    case null:
      return `${start}It is ${isEncrypted ? 'encrypted' : 'signed'} with one of the given secrets, and valid now.`;
    case 'not-recognised':
      return 'No known format fits this value.';
    case 'malformed':
      return `${start}Its ${where ?? 'form'} cannot be read.`;
    case 'too-large':
      return 'This is longer than any cookie, so it was not decoded.';
    case 'not-signed':
      return `${start}It has no signature, so anyone could have written it.`;
    case 'opaque':
      return `${start}Only the server that made it knows whether it is valid and what it means.`;
    case 'no-secret':
      return `${start}Give a secret to ${isEncrypted ? 'decrypt and ' : ''}verify it.`;
    case 'secret-unusable':
      return `${start}None of the secrets can be a key for it. The length or the kind is wrong.`;
    case 'signature-missing':
      return `${start}Its signature is in a second cookie, which was not given.`;
    case 'bad-signature':
      return 'None of the given secrets matches. Either the secret is another one, or the cookie was changed. The two cases cannot be distinguished.';
    case 'wrong-secret':
      return 'None of the given secrets matches, but a well-known weak secret does: the cookie is unchanged, and the secret is another one.';
    case 'tampered':
      return explainTampering(where);
    case 'wrong-name':
      return 'The signature is valid, but it was made for a cookie with another name.';
    case 'expired':
      return 'The signature is valid, but the cookie has expired.';
    case 'not-yet-valid':
      return 'The signature is valid, but the cookie is not valid yet.';
    case 'algorithm-none':
      return 'The token declares that it needs no signature (alg none), so anyone could have written it.';
    case 'algorithm-mismatch':
      return 'The token names an algorithm that does not fit the given key. The key decides the algorithm, never the token.';
    case 'unknown-extension':
      return 'The token requires an unknown extension (crit), so it must be refused.';
    case 'not-decrypted':
      return `${start}Its header can be read; the rest is encrypted.`;
  }
}

/** koa-session has the format of cookie-session, and default names of its own (koa-session lib/context.js). */
function formatName(format: CookieFormat, cookieName: string | null): string {
  const isKoa = format === 'cookie-session' && (cookieName === 'koa.sess' || cookieName === 'koa:sess');
  return isKoa ? 'koa-session' : COOKIE_FORMAT_FACTS[format].name;
}

function explainTampering(where: SegmentRole | null): string {
  if (where === 'signature') return 'The secret is correct, but the signature was changed or cut off.';
  if (where === 'ciphertext' || where === 'tag')
    return 'The secret is correct, but the encrypted content or its signature was changed.';
  return `The ${where ?? 'content'} was changed or cut off. It cannot be read, and none of the given secrets matches.`;
}

/** The sentence for a single changed character that was found. */
function explainEdit({ found, expected }: { found: string; expected: string }): string {
  return `The secret is correct, and one character was changed: with “${expected}” instead of “${found}” the signature is valid.`;
}
