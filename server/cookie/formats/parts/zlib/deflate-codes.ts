/** How deflate spells match lengths and distances: a code, then some extra bits. RFC 1951 §3.2.5. */

export const END_OF_BLOCK = 256;
export const LENGTH_SYMBOLS = 286;
export const DISTANCE_SYMBOLS = 30;

/** Extra bits of the length codes, that is of the symbols from 257 on. */
export const LENGTH_EXTRA_BITS: readonly number[] = [
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
];
export const DISTANCE_EXTRA_BITS: readonly number[] = [
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
];

/** The first length, minus 3, and the first distance, minus 1, of each code. Length 258 has a separate code. */
export const LENGTH_BASES: readonly number[] = [...startsOf(LENGTH_EXTRA_BITS.slice(0, -1)), 255];
export const DISTANCE_BASES: readonly number[] = startsOf(DISTANCE_EXTRA_BITS);

const lengthCodes = Uint8Array.from({ length: 256 }, (_, length) => codeAt(LENGTH_BASES, length));
const nearDistanceCodes = Uint8Array.from({ length: 256 }, (_, distance) => codeAt(DISTANCE_BASES, distance));
const farDistanceCodes = Uint8Array.from({ length: 256 }, (_, high) => codeAt(DISTANCE_BASES, high * 128));

/** The code of a match length less 3. */
export function lengthCode(length: number): number {
  return lengthCodes[length] ?? 0;
}

/** The code of a distance less 1. From 256 on the codes span whole multiples of 128. */
export function distanceCode(distance: number): number {
  return (distance < 256 ? nearDistanceCodes[distance] : farDistanceCodes[distance >> 7]) ?? 0;
}

function startsOf(extraBits: readonly number[]): number[] {
  let start = 0;
  return extraBits.map((bits) => {
    const here = start;
    start += 1 << bits;
    return here;
  });
}

function codeAt(bases: readonly number[], value: number): number {
  return bases.findLastIndex((base) => base <= value);
}
