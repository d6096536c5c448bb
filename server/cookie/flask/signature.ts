import { hmac, isSameMac } from '../formats/parts/hmac.ts';
import { fromPythonBase64, toPythonBase64 } from '../formats/parts/python-base64.ts';

/** The salt of Flask's session cookie. It separates this use of the secret from other uses, and it is public. */
export const SESSION_SALT = 'cookie-session';

/** The signing key: HMAC-SHA1 of the salt under the secret (itsdangerous, key derivation `hmac`). 20 bytes. */
export function deriveKey(secret: string | Uint8Array, salt: string = SESSION_SALT): Buffer {
  return hmac('sha1', secret, salt);
}

/** HMAC-SHA1 of the signed text, which is everything before the last dot, as UTF-8. 20 bytes. */
export function macOf(signedText: string, key: Uint8Array): Buffer {
  return hmac('sha1', key, signedText);
}

/** Appends the signature: `text.signature`. */
export function appendSignature(signedText: string, key: Uint8Array): string {
  return `${signedText}.${toPythonBase64(macOf(signedText, key))}`;
}

/**
 * The number, from 1, of the first secret that gives this signature for the text. Null if there is none. Compares the
 * decoded bytes in constant time, so every spelling of base64 that itsdangerous accepts is accepted. Never throws.
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
