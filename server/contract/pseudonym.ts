/** The kind of a replaced secret, as the reader of a redacted file sees it. */
export const SECRET_KINDS = [
  'sid',
  'signature',
  'cookie',
  'header',
  'parameter',
  'value',
  'token',
  'secret',
  'host',
] as const;
export type SecretKind = (typeof SECRET_KINDS)[number];

/**
 * 48 bits: among 200,000 secrets, the probability that any two get the same pseudonym stays below one in ten thousand.
 */
export const PSEUDONYM_DIGITS = 12;

/** The sign between the kind and the digits. A host name can contain a dash, and no colon. */
export function pseudonymSign(kind: SecretKind): ':' | '-' {
  return kind === 'host' ? '-' : ':';
}

const BEGINNINGS = SECRET_KINDS.map((kind) => kind + pseudonymSign(kind)).join('|');
const PSEUDONYM = new RegExp(`(?<![A-Za-z])(?:${BEGINNINGS})[0-9a-f]{${PSEUDONYM_DIGITS}}(?![0-9A-Za-z])`);

/**
 * Whether a text contains a pseudonym such as `sid:7f3a91c2d04e`. If it does, its length differs from that of the
 * original.
 */
export function holdsPseudonym(text: string): boolean {
  return PSEUDONYM.test(text.replace(/^"?s%3A/i, ''));
}
