import { hmac, isSameMac } from '../formats/parts/hmac.ts';
import { fromPythonBase64, toPythonBase64 } from '../formats/parts/python-base64.ts';

/** The salt of Flask's session cookie: it sets this use of the secret apart from others, and is no secret itself. */
export const SESSION_SALT = 'cookie-session';

/** The key that signs: HMAC-SHA1 of the salt under the secret (itsdangerous, key derivation `hmac`). 20 bytes. */
export function deriveKey(secret: string | Uint8Array, salt: string = SESSION_SALT): Buffer {
  return hmac('sha1', secret, salt);
}

/** HMAC-SHA1 of the signed text, that is of everything before the last dot, as UTF-8. 20 bytes. */
export function macOf(signedText: string, key: Uint8Array): Buffer {
  return hmac('sha1', key, signedText);
}

/** Appends the signature: `text.signature`. */
export function appendSignature(signedText: string, key: Uint8Array): string {
  return `${signedText}.${toPythonBase64(macOf(signedText, key))}`;
}

/**
 * The number, from 1, of the first secret whose signature of the text is this one; null if there is none. Compares
 * the bytes that the signature decodes to, in constant time, so every spelling that itsdangerous accepts is accepted.
 * Never throws.
 */
export function findSigner(
  signedText: string,
  signature: string,
  secrets: readonly (string | Uint8Array)[],
  salt: string = SESSION_SALT,
): number | null {
  const given = fromPythonBase64(signature);
  if (given === null) return null;
  for (const [index, secret] of secrets.entries()) {
    const expected = macOf(signedText, deriveKey(secret, salt));
    if (isSameMac(expected, given)) return index + 1;
  }
  return null;
}
