import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { PSEUDONYM_DIGITS, type SecretKind } from '../../contract/pseudonym.ts';
import { boundedMemo } from './bounded-map.ts';

/** At least one character of UTF-8, byte by byte, and nothing that UTF-8 does not have (RFC 3629 §4). */
const UTF8_BYTES =
  /^[\0-\x7f]*(?:(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]|[\xf0-\xf4][\x80-\xbf]{2})[\x80-\xbf][\0-\x7f]*)+$/;

/** The name that stands for a secret in one export, `sid:7f3a91c2d04e`. The same text always gets the same digits. */
export type Pseudonymize = (kind: SecretKind, secret: string) => string;

/**
 * Makes the pseudonyms of one export: stable within it, unrelated to those of any other. They come from an
 * HMAC-SHA256 whose random key is kept nowhere, so nobody can test a guess against the file. Only where a preview
 * must show what the file will have is the key given to both.
 */
export function createPseudonyms(keyBytes: Uint8Array = pseudonymKey()): Pseudonymize {
  const key = createSecretKey(keyBytes);
  const digitsOf = boundedMemo((secret) => {
    // UTF-16 keeps apart what UTF-8 would fold onto one replacement character.
    return createHmac('sha256', key).update(oneSpelling(secret), 'utf16le').digest('hex').slice(0, PSEUDONYM_DIGITS);
  }, 5_000);
  return (kind, secret) => `${kind}:${digitsOf(secret)}`;
}

/** A secret may stand in a form, where a plus is a space, and in a header, where UTF-8 is read byte by byte. */
function oneSpelling(secret: string): string {
  return (UTF8_BYTES.test(secret) ? Buffer.from(secret, 'latin1').toString('utf8') : secret).replaceAll('+', ' ');
}

/** A key for {@link createPseudonyms}: 256 random bits. */
export function pseudonymKey(): Uint8Array {
  return Uint8Array.from(randomBytes(32));
}
