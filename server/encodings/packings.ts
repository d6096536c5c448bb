import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';

/** A compression that is read here. The first two have a signature, the others only a plausible first block. */
export type Packing = 'gzip' | 'zlib' | 'deflate' | 'brotli';

/**
 * The compressions that these bytes may have, by their first bytes. Few random texts pass, and decompressing decides.
 */
export function packingsOf(bytes: Uint8Array): Packing[] {
  if (bytes.length < MIN_BYTES) return [];
  const [first = 0, second = 0, third = 0] = bytes;
  if (first === 0x1f && second === 0x8b && third === 8) return ['gzip'];
  const isZlib = (first & 0x0f) === 8 && first >> 4 <= 7 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
  const found: Packing[] = isZlib ? ['zlib'] : [];
  if (beginsDeflate(bytes)) found.push('deflate');
  if (beginsBrotli(bytes)) found.push('brotli');
  return found;
}

/**
 * Whether bytes begin with the signature of a compression that is not read: zstd, xz, bzip2, LZ4 or Snappy in frames.
 */
export function isForeignPacking(bytes: Uint8Array): boolean {
  return FOREIGN.some((signature) => signature.every((byte, at) => bytes[at] === byte));
}

/**
 * The content of compressed bytes, also of a stream that is cut off if the compression has a signature. 'too-large' for
 * more than `most` bytes of content, null if the bytes are not of this compression. Never throws.
 */
export function unpackedWithin(bytes: Uint8Array, packing: Packing, most: number): Buffer | 'too-large' | null {
  try {
    return unpackers[packing](bytes, most);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : null;
  }
}

const MIN_BYTES = 8;
const FOREIGN: readonly (readonly number[])[] = [
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0x04, 0x22, 0x4d, 0x18],
  [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50],
];

const cut = { finishFlush: constants.Z_SYNC_FLUSH };
const unpackers: Readonly<Record<Packing, (bytes: Uint8Array, most: number) => Buffer | null>> = {
  gzip: (bytes, most) => gunzipSync(bytes, { ...cut, maxOutputLength: most }),
  zlib: (bytes, most) => inflateSync(bytes, { ...cut, maxOutputLength: most }),
  deflate(bytes, most) {
    const { buffer, engine } = inflateRawSync(bytes, { maxOutputLength: most, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === bytes.length ? buffer : null;
  },
  brotli: (bytes, most) => brotliDecompressSync(bytes, { maxOutputLength: most }),
};

/** Up to 16 bits from this bit on, the least significant first, as both formats pack them. Zeros behind the end. */
function bitsOf(bytes: Uint8Array, from: number, count: number): number {
  const at = from >> 3;
  const three = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  return (three >>> (from & 7)) & ((1 << count) - 1);
}

/** The header of the first block (RFC 1951 §3.2.3 to §3.2.7). */
function beginsDeflate(bytes: Uint8Array): boolean {
  switch (bitsOf(bytes, 1, 2)) {
    case 0:
      return (bitsOf(bytes, 8, 16) ^ bitsOf(bytes, 24, 16)) === 0xffff;
    case 1:
      return beginsWithText(bytes);
    case 2:
      return hasWholeCode(bytes);
    default:
      return false;
  }
}

/**
 * The fixed codes of two letters, digits or signs, or of one and a repetition; or of the first byte of a character
 * beyond ASCII in UTF-8, which has nine bits. The bits of a code are in reverse.
 */
function beginsWithText(bytes: Uint8Array): boolean {
  const code = reversed(bitsOf(bytes, 3, 8));
  if (code >= 0xe1 && code <= 0xfa) return true;
  const first = code - 0x30;
  const second = reversed(bitsOf(bytes, 11, 8));
  const isRepetition = second < 0x30;
  return isOfText(first) && (isRepetition || isOfText(second - 0x30));
}

function isOfText(code: number): boolean {
  return (code >= 0x20 && code < 0x7f) || code === 0x0a || code === 0x0d || code === 0x09;
}

function reversed(byte: number): number {
  let bits = 0;
  for (let bit = 0; bit < 8; bit++) bits |= ((byte >> bit) & 1) << (7 - bit);
  return bits;
}

/** Whether the lengths of the codes for code lengths leave no code unused and use none twice. */
function hasWholeCode(bytes: Uint8Array): boolean {
  if (bitsOf(bytes, 3, 5) > 29 || bitsOf(bytes, 8, 5) > 29) return false;
  let used = 0;
  for (let code = 0; code < bitsOf(bytes, 13, 4) + 4; code++) {
    const length = bitsOf(bytes, 17 + code * 3, 3);
    if (length > 0) used += 1 << (7 - length);
  }
  return used === 1 << 7;
}

/** At most this many bytes of content for a byte of Brotli: more only in files that are made to fill memory. */
const MOST_FOR_A_BYTE = 64;

/** The size of the window, and a first block of a plausible length (RFC 7932 §9.1 and §9.2). */
function beginsBrotli(bytes: Uint8Array): boolean {
  let at = bitsOf(bytes, 0, 1) === 0 ? 1 : bitsOf(bytes, 1, 3) === 0 ? 7 : 4;
  // Another window is announced by these bits.
  if (at === 7 && bitsOf(bytes, 4, 3) === 1) return false;
  const isLast = bitsOf(bytes, at, 1) === 1;
  if (isLast && bitsOf(bytes, at + 1, 1) === 1) return false;
  at += isLast ? 2 : 1;
  const nibbles = bitsOf(bytes, at, 2);
  if (nibbles > 1) return false;
  const length = bitsOf(bytes, at + 2, 16) + (nibbles === 1 ? bitsOf(bytes, at + 18, 4) << 16 : 0) + 1;
  return length <= bytes.length * MOST_FOR_A_BYTE;
}
