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
