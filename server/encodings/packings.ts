import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, type ZlibOptions } from 'node:zlib';
import { readJson } from './bounded-json.ts';
import { startOfLzString } from './lz-string.ts';
import { readableText } from './readable-text.ts';

/**
 * A compression that is read here. The first two have a signature, the others only a plausible beginning. lz-string
 * writes digits of base64.
 */
export type Packing = 'gzip' | 'zlib' | 'deflate' | 'brotli' | 'lz-string';
type BytePacking = Exclude<Packing, 'lz-string'>;

/** The most content of one value. A cookie of 4 KB can decompress to 4 MB, but no session is that large. */
export const MAX_UNPACKED_BYTES = 1024 * 1024;

export interface Unpacked {
  readonly by: Packing;
  readonly content: Buffer | 'too-large';
}

export interface UnpackOptions {
  /** The most bytes of content; more count as 'too-large'. MAX_UNPACKED_BYTES if absent. */
  readonly most?: number;
  /** Whether a stream of gzip, zlib or lz-string may end early. The others are read whole only. */
  readonly mayBeCut?: boolean;
  /** The digits of base64 in which the bytes were written, for lz-string. Made from the bytes if absent. */
  readonly digits?: string;
  /** Whether this content is credible; see isCredible, which decides if this is absent. */
  readonly accepts?: (content: Buffer | 'too-large', by: Packing) => boolean;
}

/**
 * Opens compressed bytes: gzip, zlib, raw deflate, Brotli or lz-string, whichever has credible content. Null if none
 * has. Never throws.
 */
export function unpack(bytes: Uint8Array, options: UnpackOptions = {}): Unpacked | null {
  const { accepts = isCredible } = options;
  for (const by of packingsOf(bytes)) {
    const content = unpackAs(bytes, by, options);
    if (content !== null && accepts(content, by)) return { by, content };
  }
  const { digits = Buffer.from(bytes).toString('base64') } = options;
  const lz = unpackLzString(digits, options);
  // Digits of base64url may be those of lz-string, or the same bytes as base64 has them.
  return lz ?? (digits.includes('-') ? unpackLzString(Buffer.from(bytes).toString('base64'), options) : null);
}

/**
 * The content of bytes that are said to be of this compression. Null if they are not. Bytes after a stream of zlib are
 * ignored, as in Python's zlib.decompress. Never throws.
 */
export function unpackAs(
  bytes: Uint8Array,
  by: BytePacking,
  { most = MAX_UNPACKED_BYTES, mayBeCut = false }: Pick<UnpackOptions, 'most' | 'mayBeCut'> = {},
): Buffer | 'too-large' | null {
  // Avoids a stream object for bytes that cannot be zlib.
  if (by === 'zlib' && !beginsZlib(bytes)) return null;
  try {
    const chunkSize = Math.min(Math.max(bytes.length * 4, LEAST_CHUNK_BYTES), MOST_CHUNK_BYTES);
    return unpackers[by](bytes, { maxOutputLength: most, chunkSize, ...(mayBeCut ? CUT : {}) });
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : null;
  }
}

/** The text that lz-string compressed to these digits of base64, in its alphabets or in base64url. */
export function unpackLzString(digits: string, options: UnpackOptions = {}): Unpacked | null {
  const { most = MAX_UNPACKED_BYTES, mayBeCut = false, accepts = isCredible } = options;
  const read = digits.length < MIN_DIGITS ? null : startOfLzString(digits.replaceAll('_', '/'), most);
  if (read === null) return null;
  const isTooLarge = read.text.length > most;
  if (!read.isWhole && !mayBeCut && !isTooLarge) return null;
  const content = Buffer.from(read.text);
  if (!accepts(content, 'lz-string')) return null;
  return { by: 'lz-string', content: isTooLarge ? 'too-large' : content };
}

/**
 * Whether content proves its compression. A signature does. Raw deflate counts if the content is text. Random bytes can
 * be words of Brotli's dictionary, and random digits a text of lz-string, so there only an object or a list of JSON
 * counts.
 */
function isCredible(content: Buffer | 'too-large', by: Packing): boolean {
  if (by === 'gzip' || by === 'zlib') return true;
  const text = content === 'too-large' ? null : readableText(content);
  if (text === null) return false;
  if (by === 'deflate') return text.length >= MIN_BYTES;
  return /^[{[]/.test(text) && (by === 'brotli' || readJson(text).ok);
}

/**
 * Whether bytes begin with the signature of a compression that is not read: zstd, xz, bzip2, LZ4 or Snappy in frames.
 */
export function isForeignPacking(bytes: Uint8Array): boolean {
  return FOREIGN.some((signature) => signature.every((byte, at) => bytes[at] === byte));
}

/**
 * Node frees the buffer of a stream only in a later turn of the event loop, and many values are tried in one turn. So a
 * small value gets a small buffer.
 */
const LEAST_CHUNK_BYTES = 1024;
const MOST_CHUNK_BYTES = 64 * 1024;

const MIN_BYTES = 8;
const MIN_DIGITS = 12;
const FOREIGN: readonly (readonly number[])[] = [
  [0x28, 0xb5, 0x2f, 0xfd],
  [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00],
  [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59],
  [0x04, 0x22, 0x4d, 0x18],
  [0xff, 0x06, 0x00, 0x00, 0x73, 0x4e, 0x61, 0x50],
];

const CUT = { finishFlush: constants.Z_SYNC_FLUSH };
type Unpack = (bytes: Uint8Array, options: ZlibOptions & { readonly maxOutputLength: number }) => Buffer | null;
const unpackers: Readonly<Record<BytePacking, Unpack>> = {
  gzip: gunzipSync,
  zlib: inflateSync,
  deflate(bytes, { maxOutputLength }) {
    const { buffer, engine } = inflateRawSync(bytes, { maxOutputLength, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === bytes.length ? buffer : null;
  },
  brotli: (bytes, { maxOutputLength }) => brotliDecompressSync(bytes, { maxOutputLength }),
};

/**
 * The compressions that these bytes may have, by their first bytes. Few random texts pass, and decompressing decides.
 */
function packingsOf(bytes: Uint8Array): BytePacking[] {
  if (bytes.length < MIN_BYTES) return [];
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return ['gzip'];
  const found: BytePacking[] = beginsZlib(bytes) ? ['zlib'] : [];
  if (beginsDeflate(bytes)) found.push('deflate');
  if (beginsBrotli(bytes)) found.push('brotli');
  return found;
}

/** Method 8, a window of at most 32 KiB, a header divisible by 31, no dictionary (RFC 1950 §2.2). */
function beginsZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && first >> 4 <= 7 && (first * 256 + second) % 31 === 0 && (second & 0x20) === 0;
}

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
