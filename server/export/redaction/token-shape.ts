const SEPARATOR = /[^\p{L}\p{N}]+/u;
const NUMBER = /^\d{1,4}$/;
/** A short word with a number or a year, such as `v2`, `oauth2`, `windows10` or `summer2026`. */
const NUMBERED_WORD = /^(\p{L}{1,8})(?:\d{1,3}|(?:19|20)\d\d)$/u;
const LETTERS = /^\p{L}+$/u;
const HUMP = /\p{Lu}?[\p{Ll}\p{Lo}]+|\p{Lu}+(?!\p{Ll})/gu;
const LONGEST_WORD = 20;
/** Words rarely have six consecutive consonants. */
const UNSPEAKABLE = /[b-df-hj-np-tv-xz]{6,}/i;
const SHORTEST_TOKEN = 6;

/**
 * Whether a text looks like a token and not like a text that a person wrote: one of its parts is neither a word, nor a
 * number of up to four digits, nor a word with a number. `reset-password`, `newEmailAddress`, `2026-11-29` and `v1.2`
 * are not tokens; a UUID, a hash and base64 are. Texts of fewer than six characters are not.
 */
export function looksRandom(text: string): boolean {
  return text.length >= SHORTEST_TOKEN && !text.split(SEPARATOR).every(isOrdinary);
}

/** Names of algorithms, encodings, protocols and versions, and measures: letters and digits that are not a token. */
const KNOWN_NAME =
  /^(?:(?:sha|md|hs|rs|es|ps|aes|rsa|utf|iso|base|ipv|http|h|p|x|ed|tls|v|oauth|level|step|line|page|part|test|id)-?\d{1,5}(?:[._-]?\d{1,4})*|\d+(?:st|nd|rd|th|ms|s|min|m|h|d|px|em|kb|mb|gb|x)|[45]xx|argon2(?:id?|d)?|x25519|ed25519|ed448|secp\d{3}[kr]1|2fa|b2[bc]|e2e|i18n|l10n|a11y|k8s|w3c|s3|ec2|\d{1,3}%)$/i;

/**
 * Whether a text of four characters or more is a token, provided that a name says that a token follows. It mixes
 * letters and digits, or it looks random; it is not the name of an algorithm, a measure, a date or an address.
 */
export function isShortToken(text: string): boolean {
  if (text.length < 4 || KNOWN_NAME.test(text)) return false;
  if (looksRandom(text)) return !/^\d{4}-\d\d-\d\d|^[a-z][a-z0-9+.-]{1,20}:\/\//i.test(text);
  return text.length <= 40 && /^[A-Za-z0-9]+$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text);
}

/**
 * Whether letters and digits are mixed in a text of four characters or more, other than in the name of an algorithm, a
 * word with a number, or a measure. It is for places where a token is usual.
 */
export function isMixedToken(text: string): boolean {
  return text.length >= 4 && /\d/.test(text) && !KNOWN_NAME.test(text) && !text.split(SEPARATOR).every(isOrdinary);
}

function isOrdinary(part: string): boolean {
  return part === '' || NUMBER.test(part) || isWord(NUMBERED_WORD.exec(part)?.[1] ?? part);
}

/**
 * Letters that read as a word, or as a few words in camelCase. Random letters change between upper and lower case more
 * often.
 */
export function isWord(part: string): boolean {
  if (!LETTERS.test(part) || part.length > LONGEST_WORD) return false;
  const humps = part.match(HUMP) ?? [];
  return (humps.length <= 1 || humps.length * 3 <= part.length) && !humps.some((hump) => UNSPEAKABLE.test(hump));
}
