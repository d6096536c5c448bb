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

/**
 * Whether a text is one random token of this length or more: hex digits, letters of one case with digits, or Base32.
 * Ids that rows have (ObjectId, UUID, CUID, ULID) are none, and neither are words with numbers.
 */
export function isLongToken(text: string, shortest: number): boolean {
  if (text.length < shortest || text.length > LONGEST_TOKEN) return false;
  const isOneCase = /^(?:[0-9a-z]+|[0-9A-Z]+)$/.test(text);
  if (!isOneCase || ROW_ID.test(text)) return false;
  // Of random hex digits 10 in 16 are digits, of random small letters and digits 10 in 36, of Base32 6 in 32.
  const least = /^[2-7A-Z]+$/i.test(text) ? 0.14 : 0.2;
  const letters = new Set(text.replace(/\d/g, '')).size;
  if (letters < LEAST_LETTERS || new Set(text).size < LEAST_CHARACTERS) return false;
  return LONG_HEX.test(text) || changesOf(text) >= text.length * least;
}

const LONGEST_TOKEN = 256;
/** Sizes of a picture have one letter: `5472x1117x0x1679x2000x408`. */
const LEAST_LETTERS = 4;
const LEAST_CHARACTERS = 8;
/** No word is written in so many hex digits. */
const LONG_HEX = /^[0-9a-f]{32,}$/i;
/** An ObjectId, a CUID, a ULID. */
const ROW_ID = /^(?:[0-9a-f]{24}|c[0-9a-z]{24}|0[0-7][0-9A-HJKMNP-TV-Z]{24})$/;

/** How often a letter follows a digit, or a digit a letter. */
function changesOf(text: string): number {
  let changes = 0;
  for (let at = 1; at < text.length; at++) {
    if (isDigit(text.charCodeAt(at)) !== isDigit(text.charCodeAt(at - 1))) changes++;
  }
  return changes;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
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
