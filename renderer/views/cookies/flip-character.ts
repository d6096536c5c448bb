const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

/**
 * The text with one character replaced by another one of the same alphabet, so that it still looks the same kind of
 * text. In base64 a high bit of the character's six bits is inverted: the lowest ones may be padding at the end of a
 * text, where a change would have no effect. A long word of hex digits counts as hex. Any other character becomes a
 * letter. `place` must be inside the text.
 */
export function flipCharacter(text: string, place: number): string {
  const character = text[place] ?? '';
  return `${text.slice(0, place)}${counterpart(character, wordAt(text, place))}${text.slice(place + 1)}`;
}

function counterpart(character: string, word: string): string {
  const hex = HEX.indexOf(character);
  if (hex >= 0 && word.length >= 32 && /^[0-9a-f]+$/.test(word)) return HEX[hex ^ 8] ?? '0';
  const index = '+-'.includes(character) ? 62 : '/_'.includes(character) ? 63 : BASE64.indexOf(character);
  if (index === -1) return 'x';
  // Never into the last two characters of the alphabet, of which base64 and base64url have different ones.
  return BASE64[(index ^ 32) >= 62 ? index ^ 16 : index ^ 32] ?? 'A';
}

/** The word that contains the character. */
function wordAt(text: string, place: number): string {
  const before = /[\w+/-]*$/.exec(text.slice(0, place))?.[0] ?? '';
  const after = /^[\w+/-]*/.exec(text.slice(place))?.[0] ?? '';
  return before + after;
}
