/** The digits of `compressToBase64`; `compressToEncodedURIComponent` writes `-` for the last one. */
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUES = new Map([...DIGITS].map((digit, value) => [digit, value]));
VALUES.set('-', 63);
const MOST_CHARACTERS = 1024 * 1024;

/** The codes that are not entries of the dictionary. */
const CHARACTER_OF_8_BITS = 0;
const CHARACTER_OF_16_BITS = 1;
const END = 2;

/**
 * The text that lz-string compressed with `compressToBase64` or `compressToEncodedURIComponent`. Null for any other
 * text, and for more than a million characters. The format is LZ78 with codes that grow by a bit at a time. Source:
 * lz-string 1.5, `_decompress`.
 */
export function decompressLzString(text: string): string | null {
  const read = startOfLzString(text);
  return read?.isWhole ? read.text : null;
}

/**
 * The same, also of a text that was cut off, and with at most about `most` characters. `isWhole` if the sign of the end
 * was read.
 */
export function startOfLzString(
  text: string,
  most = MOST_CHARACTERS,
): { readonly text: string; readonly isWhole: boolean } | null {
  const digits = text.replace(/[=$]+$/, '');
  if (!/^[A-Za-z0-9+/-]+$/.test(digits)) return null;
  let place = 0;
  /** The next bits, the lowest first. -1 behind the end. */
  const take = (count: number): number => {
    let number = 0;
    for (let bit = 0; bit < count; bit++, place++) {
      if (place >= digits.length * 6) return -1;
      const digit = VALUES.get(digits[Math.floor(place / 6)] as string) ?? 0;
      number |= ((digit >> (5 - (place % 6))) & 1) << bit;
    }
    return number;
  };
  const characterOf = (code: number): string | null => {
    const unit = take(code === CHARACTER_OF_8_BITS ? 8 : 16);
    return unit === -1 ? null : String.fromCharCode(unit);
  };

  const first = take(2);
  if (first !== CHARACTER_OF_8_BITS && first !== CHARACTER_OF_16_BITS) return null;
  let last = characterOf(first);
  if (last === null) return null;
  // The first three numbers are the codes that are not entries of the dictionary.
  const dictionary: string[] = ['', '', '', last];
  let [bits, untilWider] = [3, 4];
  let result = last;
  const grow = (): void => {
    if (--untilWider > 0) return;
    untilWider = 2 ** bits;
    bits++;
  };
  while (result.length <= most) {
    let code = take(bits);
    if (code === -1) return { text: result, isWhole: false };
    if (code === END) return { text: result, isWhole: true };
    if (code === CHARACTER_OF_8_BITS || code === CHARACTER_OF_16_BITS) {
      const character = characterOf(code);
      if (character === null) return { text: result, isWhole: false };
      dictionary.push(character);
      code = dictionary.length - 1;
      grow();
    }
    const known: string | undefined = dictionary[code];
    if (known === undefined && code !== dictionary.length) return null;
    const entry: string = known ?? last + last.charAt(0);
    result += entry;
    dictionary.push(last + entry.charAt(0));
    grow();
    last = entry;
  }
  return { text: result, isWhole: false };
}
