import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { PSEUDONYM_DIGITS, pseudonymSign, type SecretKind } from '../../contract/pseudonym.ts';
import { boundedMemo } from './bounded-map.ts';

/** At least one multi-byte character of UTF-8, byte by byte, and no invalid byte (RFC 3629 §4). */
const UTF8_BYTES =
  /^[\0-\x7f]*(?:(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf][\0-\x7f]*)+$/;

/** The pseudonym of a secret in one export, such as `sid:7f3a91c2d04e`, or
 * `host-7f3a91c2d04e` for a label of a host name. The same text always gets the same digits. */
export type Pseudonymize = (kind: SecretKind, secret: string) => string;

/**
 * Makes the pseudonyms of one export. They are stable within it and unrelated to those of any other export. They come
 * from an HMAC-SHA256 with a random key that is not stored, so that guesses cannot be tested against the file. The key
 * is passed in only if a preview must show the same pseudonyms as the file.
 */
export function createPseudonyms(keyBytes: Uint8Array = pseudonymKey()): Pseudonymize {
  const key = createSecretKey(keyBytes);
  const digitsOf = boundedMemo((secret) => {
    // UTF-16 distinguishes texts that UTF-8 would map to the same replacement character.
    return createHmac('sha256', key).update(oneSpelling(secret), 'utf16le').digest('hex').slice(0, PSEUDONYM_DIGITS);
  }, 5_000);
  return (kind, secret) => kind + pseudonymSign(kind) + digitsOf(secret);
}

/** The canonical spelling of a secret. In a form a plus sign is a space, and in a header UTF-8 is read byte by byte. */
function oneSpelling(secret: string): string {
  return (UTF8_BYTES.test(secret) ? Buffer.from(secret, 'latin1').toString('utf8') : secret).replaceAll('+', ' ');
}

/** A key for {@link createPseudonyms}: 256 random bits. */
export function pseudonymKey(): Uint8Array {
  return Uint8Array.from(randomBytes(32));
}
