import type { BitWriter } from './bit-writer.ts';
import {
  DISTANCE_BASES,
  DISTANCE_EXTRA_BITS,
  DISTANCE_SYMBOLS,
  distanceCode,
  END_OF_BLOCK,
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
  LENGTH_SYMBOLS,
  lengthCode,
} from './deflate-codes.ts';
import { assignCodes, HuffmanTree, type TreeKind } from './huffman-tree.ts';

const LENGTHS: TreeKind = { symbols: LENGTH_SYMBOLS, maxLength: 15, extraBits: LENGTH_EXTRA_BITS, extraBase: 257 };
const DISTANCES: TreeKind = { symbols: DISTANCE_SYMBOLS, maxLength: 15, extraBits: DISTANCE_EXTRA_BITS, extraBase: 0 };
const CODE_LENGTHS: TreeKind = { symbols: 19, maxLength: 7, extraBits: [2, 3, 7], extraBase: 16 };
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

type Code = { readonly lengths: ArrayLike<number>; readonly codes: ArrayLike<number> };
const FIXED_LENGTHS = fixedCode(288, (symbol) => (symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8));
const FIXED_DISTANCES = fixedCode(30, () => 5);

/** zlib ends a block after so many symbols (memory level 8: 2^14 less 1). */
export const SYMBOLS_OF_BLOCK = 16_383;

/** The literals and matches of one block, until it is written. */
export class DeflateBlock {
  readonly #distances: Uint16Array;
  readonly #values: Uint8Array;
  readonly #lengthCounts = new Uint32Array(LENGTH_SYMBOLS);
  readonly #distanceCounts = new Uint32Array(DISTANCE_SYMBOLS);
  #count = 0;

  /** `bytesLeft`: no block has more symbols than there are bytes to come, less those that wait to be matched. */
  constructor(bytesLeft: number) {
    const capacity = Math.min(bytesLeft + 1, SYMBOLS_OF_BLOCK);
    this.#distances = new Uint16Array(capacity);
    this.#values = new Uint8Array(capacity);
    this.#lengthCounts[END_OF_BLOCK] = 1;
  }

  get isFull(): boolean {
    return this.#count === SYMBOLS_OF_BLOCK;
  }

  addLiteral(byte: number): void {
    this.#values[this.#count++] = byte;
    this.#lengthCounts[byte] = (this.#lengthCounts[byte] ?? 0) + 1;
  }

  /** `length` of 3 to 258 bytes, `distance` of 1 to 32,506 bytes back. */
  addMatch(length: number, distance: number): void {
    this.#values[this.#count] = length - 3;
    this.#distances[this.#count++] = distance;
    const lengthSymbol = END_OF_BLOCK + 1 + lengthCode(length - 3);
    const distanceSymbol = distanceCode(distance - 1);
    this.#lengthCounts[lengthSymbol] = (this.#lengthCounts[lengthSymbol] ?? 0) + 1;
    this.#distanceCounts[distanceSymbol] = (this.#distanceCounts[distanceSymbol] ?? 0) + 1;
  }

  /**
   * Writes the block in the shortest of three ways: stored, with the fixed code, or with a dynamic code. `stored` is
   * the text of the block. Source: zlib 1.2.13 trees.c, `_tr_flush_block`.
   */
  write(writer: BitWriter, stored: Uint8Array, isLast: boolean): void {
    const lengths = new HuffmanTree(LENGTHS, this.#lengthCounts);
    const distances = new HuffmanTree(DISTANCES, this.#distanceCounts);
    const runs = [...runsOf(lengths), ...runsOf(distances)];
    const runCounts = new Uint32Array(CODE_LENGTHS.symbols);
    for (const { symbol } of runs) runCounts[symbol] = (runCounts[symbol] ?? 0) + 1;
    const runCode = new HuffmanTree(CODE_LENGTHS, runCounts);
    const listed = Math.max(4, 1 + CODE_LENGTH_ORDER.findLastIndex((symbol) => runCode.lengths[symbol] !== 0));
    const ownBits =
      lengths.cost(this.#lengthCounts) +
      distances.cost(this.#distanceCounts) +
      runCode.cost(runCounts) +
      14 +
      3 * listed;
    const fixedBits =
      lengths.cost(this.#lengthCounts, FIXED_LENGTHS.lengths) +
      distances.cost(this.#distanceCounts, FIXED_DISTANCES.lengths);
    const ownBytes = (ownBits + 10) >> 3;
    const fixedBytes = (fixedBits + 10) >> 3;
    const lastBit = isLast ? 1 : 0;
    if (stored.length + 4 <= Math.min(ownBytes, fixedBytes)) {
      writer.bits(lastBit, 3);
      writeStored(writer, stored);
    } else if (fixedBytes <= ownBytes) {
      writer.bits(2 + lastBit, 3);
      this.#writeSymbols(writer, FIXED_LENGTHS, FIXED_DISTANCES);
    } else {
      writer.bits(4 + lastBit, 3);
      writer.bits(lengths.maxSymbol - 256, 5);
      writer.bits(distances.maxSymbol, 5);
      writer.bits(listed - 4, 4);
      for (const symbol of CODE_LENGTH_ORDER.slice(0, listed)) writer.bits(runCode.lengths[symbol] ?? 0, 3);
      for (const run of runs) writeRun(writer, run, runCode);
      this.#writeSymbols(writer, lengths, distances);
    }
  }

  #writeSymbols(writer: BitWriter, lengths: Code, distances: Code): void {
    for (let index = 0; index < this.#count; index++) {
      const value = this.#values[index] ?? 0;
      const distance = (this.#distances[index] ?? 0) - 1;
      if (distance < 0) {
        writeSymbol(writer, value, lengths);
        continue;
      }
      const length = lengthCode(value);
      writeSymbol(writer, END_OF_BLOCK + 1 + length, lengths);
      writer.bits(value - (LENGTH_BASES[length] ?? 0), LENGTH_EXTRA_BITS[length] ?? 0);
      const far = distanceCode(distance);
      writeSymbol(writer, far, distances);
      writer.bits(distance - (DISTANCE_BASES[far] ?? 0), DISTANCE_EXTRA_BITS[far] ?? 0);
    }
    writeSymbol(writer, END_OF_BLOCK, lengths);
  }
}

/**
 * One entry of the run-length coded list of code lengths. `repeat` is relative to the smallest value of the symbol's
 * extra bits.
 */
type Run = { symbol: number; repeat: number };

/**
 * The code lengths of a tree as runs: 16 repeats the last length, 17 and 18 are runs of zeros. Source: trees.c,
 * `scan_tree`.
 */
function* runsOf({ lengths, maxSymbol }: HuffmanTree): Generator<Run> {
  let previous = -1;
  for (let start = 0; start <= maxSymbol; ) {
    const length = lengths[start] ?? 0;
    const longest = length === 0 ? 138 : length === previous ? 6 : 7;
    let end = start + 1;
    while (end <= maxSymbol && end - start < longest && lengths[end] === length) end++;
    const count = end - start;
    if (count < (length === 0 || length === previous ? 3 : 4)) {
      for (let index = 0; index < count; index++) yield { symbol: length, repeat: 0 };
    } else if (length !== 0) {
      if (length !== previous) yield { symbol: length, repeat: 0 };
      yield { symbol: 16, repeat: count - 3 - (length === previous ? 0 : 1) };
    } else {
      yield count <= 10 ? { symbol: 17, repeat: count - 3 } : { symbol: 18, repeat: count - 11 };
    }
    previous = length;
    start = end;
  }
}

function writeRun(writer: BitWriter, { symbol, repeat }: Run, code: Code): void {
  writeSymbol(writer, symbol, code);
  if (symbol >= 16) writer.bits(repeat, CODE_LENGTHS.extraBits[symbol - 16] ?? 0);
}

function writeSymbol(writer: BitWriter, symbol: number, { codes, lengths }: Code): void {
  writer.bits(codes[symbol] ?? 0, lengths[symbol] ?? 0);
}

function writeStored(writer: BitWriter, stored: Uint8Array): void {
  writer.alignToByte();
  writer.bits(stored.length, 16);
  writer.bits(~stored.length & 0xffff, 16);
  writer.bytes(stored);
}

function fixedCode(symbols: number, lengthOf: (symbol: number) => number): Code {
  const lengths = Uint8Array.from({ length: symbols }, (_, symbol) => lengthOf(symbol));
  const codes = new Uint16Array(symbols);
  assignCodes(lengths, codes, symbols - 1);
  return { lengths, codes };
}
