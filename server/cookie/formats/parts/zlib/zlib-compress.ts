import { BitWriter } from './bit-writer.ts';
import { DeflateBlock } from './deflate-block.ts';

// zlib's settings for level 6, its default, with a window of 32 KiB and memory level 8.
const GOOD_LENGTH = 8;
const MAX_LAZY_LENGTH = 16;
const NICE_LENGTH = 128;
const MAX_CHAIN = 128;

const MIN_MATCH = 3;
const MAX_MATCH = 258;
const WINDOW_MASK = 0x7fff;
const HASH_MASK = 0x7fff;
/** The window minus the longest match and the minimum lookahead. */
const MAX_DISTANCE = 32_768 - MAX_MATCH - MIN_MATCH - 1;
/** A match of three bytes is not worth a longer distance than this. */
const TOO_FAR = 4096;

/**
 * Compresses bytes exactly as zlib does at its default level, bit for bit. The result equals that of Python's
 * `zlib.compress` if Python is linked to the original zlib (1.2.5 to 1.3.1 at least), with which Flask and Django
 * compress sessions. Node's zlib is Chromium's, which finds other matches: its output decompresses to the same text,
 * but differs. A Python linked to zlib-ng differs as well. Source: zlib 1.2.13 deflate.c, `deflate_slow`,
 * `longest_match`; RFC 1950, RFC 1951.
 */
export function zlibCompress(data: Uint8Array): Buffer {
  const writer = new BitWriter(data.length + 64);
  writer.bytes(Uint8Array.of(0x78, 0x9c));
  deflate(data, writer);
  writer.alignToByte();
  const checksum = adler32(data);
  writer.bytes(Uint8Array.of(checksum >>> 24, (checksum >>> 16) & 0xff, (checksum >>> 8) & 0xff, checksum & 0xff));
  return writer.finish();
}

/** Lazy matching: a match is only taken if the next position does not start a longer one. */
function deflate(data: Uint8Array, writer: BitWriter): void {
  const chains = new HashChains(data);
  let block = new DeflateBlock(data.length);
  let blockStart = 0;
  let position = 0;
  let length = MIN_MATCH - 1;
  let start = 0;
  let hasPendingLiteral = false;
  while (position < data.length) {
    const candidate = chains.insert(position);
    const previous = { length, start };
    length = MIN_MATCH - 1;
    if (candidate !== 0 && previous.length < MAX_LAZY_LENGTH && position - candidate <= MAX_DISTANCE) {
      ({ length, start } = chains.longestMatch(position, candidate, previous));
      if (length === MIN_MATCH && position - start > TOO_FAR) length = MIN_MATCH - 1;
    }
    if (previous.length >= MIN_MATCH && length <= previous.length) {
      block.addMatch(previous.length, position - 1 - previous.start);
      const end = position - 1 + previous.length;
      while (++position < end) chains.insert(position);
      hasPendingLiteral = false;
      length = MIN_MATCH - 1;
    } else {
      if (hasPendingLiteral) block.addLiteral(data[position - 1] ?? 0);
      if (!hasPendingLiteral || !block.isFull) {
        hasPendingLiteral = true;
        position++;
        continue;
      }
    }
    if (block.isFull) {
      block.write(writer, data.subarray(blockStart, position), false);
      block = new DeflateBlock(data.length - position);
      blockStart = position;
    }
    if (hasPendingLiteral) position++;
  }
  if (hasPendingLiteral) block.addLiteral(data[position - 1] ?? 0);
  block.write(writer, data.subarray(blockStart), true);
}

/** Used by one call at a time: cookies are short, and a fresh table would cost more than the search in it. */
const sharedHeads = new Int32Array(HASH_MASK + 1);

type Match = { length: number; start: number };

/** For each sequence of three bytes, its earlier positions, newest first. Position 0 also means "none", as in zlib. */
class HashChains {
  readonly #data: Uint8Array;
  readonly #heads = sharedHeads.fill(0);
  readonly #previous: Int32Array;

  constructor(data: Uint8Array) {
    this.#data = data;
    this.#previous = new Int32Array(Math.min(data.length, WINDOW_MASK + 1));
  }

  /**
   * Notes a position and returns the last one with the same hash. The end of the data, too short to match, is left
   * out.
   */
  insert(position: number): number {
    const data = this.#data;
    if (position + MIN_MATCH > data.length) return 0;
    const [first = 0, second = 0, third = 0] = [data[position], data[position + 1], data[position + 2]];
    const hash = ((first << 10) ^ (second << 5) ^ third) & HASH_MASK;
    const head = this.#heads[hash] ?? 0;
    this.#previous[position & WINDOW_MASK] = head;
    this.#heads[hash] = position;
    return head;
  }

  /**
   * The longest match from `candidate` backwards that is longer than `previous`. If there is none, the length of
   * `previous` with any start.
   */
  longestMatch(position: number, candidate: number, previous: Match): Match {
    const data = this.#data;
    const longest = Math.min(MAX_MATCH, data.length - position);
    const nice = Math.min(NICE_LENGTH, data.length - position);
    const limit = Math.max(0, position - MAX_DISTANCE);
    let chain = previous.length >= GOOD_LENGTH ? MAX_CHAIN >> 2 : MAX_CHAIN;
    let best = previous.length;
    let start = previous.start;
    let match = candidate;
    do {
      if (best < longest && data[match + best] === data[position + best]) {
        let length = 0;
        while (length < longest && data[match + length] === data[position + length]) length++;
        if (length > best) {
          best = length;
          start = match;
          if (length >= nice) break;
        }
      }
      match = this.#previous[match & WINDOW_MASK] ?? 0;
    } while (match > limit && --chain !== 0);
    return { length: Math.min(best, longest), start };
  }
}

/** The checksum at the end of a zlib stream (RFC 1950 §9). */
function adler32(data: Uint8Array): number {
  let low = 1;
  let high = 0;
  for (let start = 0; start < data.length; start += 5000) {
    // Sums of 5000 bytes stay below 2^32.
    for (const byte of data.subarray(start, start + 5000)) {
      low += byte;
      high += low;
    }
    low %= 65_521;
    high %= 65_521;
  }
  return high * 65_536 + low;
}
