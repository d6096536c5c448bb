const MAX_BITS = 15;

/**
 * The properties of a tree: the number of symbols, the maximum length of a code, and the extra bits after some symbols.
 */
export type TreeKind = {
  readonly symbols: number;
  readonly maxLength: number;
  readonly extraBits: readonly number[];
  /** The first symbol with extra bits. */
  readonly extraBase: number;
};

/**
 * The Huffman code that zlib builds for given frequencies. Where several codes are equally short, zlib's choice
 * depends on the order in which its heap merges nodes and on how it shortens codes that got too long; both are kept
 * here, since the output is to be the same to the bit. Source: zlib 1.2.13 trees.c, `build_tree`, `gen_bitlen`,
 * `gen_codes`.
 */
export class HuffmanTree {
  /** Code lengths and bit-reversed codes by symbol; 0 for a symbol that does not occur. */
  readonly lengths: Uint16Array;
  readonly codes: Uint16Array;
  /** The largest symbol in use. */
  maxSymbol = -1;
  readonly #kind: TreeKind;
  readonly #frequencies: Uint32Array;
  readonly #parents: Uint16Array;
  readonly #depths: Uint8Array;
  readonly #heap: number[] = [];
  /** Nodes in the order in which they were merged, the root last. */
  readonly #merged: number[] = [];
  readonly #countOfLength = new Uint16Array(MAX_BITS + 1);

  constructor(kind: TreeKind, frequencies: Uint32Array) {
    this.#kind = kind;
    const nodes = 2 * kind.symbols + 1;
    this.lengths = new Uint16Array(nodes);
    this.codes = new Uint16Array(nodes);
    this.#parents = new Uint16Array(nodes);
    this.#depths = new Uint8Array(nodes);
    this.#frequencies = new Uint32Array(nodes);
    this.#frequencies.set(frequencies.subarray(0, kind.symbols));
    this.#collectSymbols();
    this.#merge();
    this.#assignLengths();
    assignCodes(this.lengths, this.codes, this.maxSymbol);
  }

  /** Bits that the counted symbols take with some code lengths (by default this tree's), extra bits included. */
  cost(frequencies: Uint32Array, lengths: ArrayLike<number> = this.lengths): number {
    let bits = 0;
    const { extraBits, extraBase } = this.#kind;
    for (let symbol = 0; symbol <= this.maxSymbol; symbol++) {
      const extra = symbol < extraBase ? 0 : (extraBits[symbol - extraBase] ?? 0);
      bits += (frequencies[symbol] ?? 0) * ((lengths[symbol] ?? 0) + extra);
    }
    return bits;
  }

  /** A code needs two symbols at least, so that it has codes of one bit. */
  #collectSymbols(): void {
    for (let symbol = 0; symbol < this.#kind.symbols; symbol++) {
      if (this.#frequency(symbol) > 0) this.#heap.push(symbol);
    }
    this.maxSymbol = this.#heap.at(-1) ?? -1;
    while (this.#heap.length < 2) {
      const symbol = this.maxSymbol < 2 ? ++this.maxSymbol : 0;
      this.#frequencies[symbol] = 1;
      this.#heap.push(symbol);
    }
  }

  #merge(): void {
    const heap = this.#heap;
    for (let index = (heap.length >> 1) - 1; index >= 0; index--) this.#siftDown(index);
    let node = this.#kind.symbols;
    do {
      const rarest = heap[0] ?? 0;
      heap[0] = heap.pop() ?? 0;
      this.#siftDown(0);
      const next = heap[0] ?? 0;
      this.#merged.push(rarest, next);
      this.#frequencies[node] = this.#frequency(rarest) + this.#frequency(next);
      this.#depths[node] = Math.max(this.#depths[rarest] ?? 0, this.#depths[next] ?? 0) + 1;
      this.#parents[rarest] = node;
      this.#parents[next] = node;
      heap[0] = node++;
      this.#siftDown(0);
    } while (heap.length >= 2);
    this.#merged.push(heap[0] ?? 0);
  }

  #siftDown(from: number): void {
    const heap = this.#heap;
    const moving = heap[from] ?? 0;
    let hole = from;
    for (let child = 2 * hole + 1; child < heap.length; child = 2 * hole + 1) {
      if (child + 1 < heap.length && this.#comesBefore(heap[child + 1] ?? 0, heap[child] ?? 0)) child++;
      const candidate = heap[child] ?? 0;
      if (this.#comesBefore(moving, candidate)) break;
      heap[hole] = candidate;
      hole = child;
    }
    heap[hole] = moving;
  }

  #comesBefore(left: number, right: number): boolean {
    const difference = this.#frequency(left) - this.#frequency(right);
    return difference < 0 || (difference === 0 && (this.#depths[left] ?? 0) <= (this.#depths[right] ?? 0));
  }

  /**
   * From the root down. Codes beyond the limit are cut, and others lengthened until the code is a prefix code again.
   */
  #assignLengths(): void {
    const { maxLength } = this.#kind;
    const counts = this.#countOfLength;
    let overflow = 0;
    for (let index = this.#merged.length - 2; index >= 0; index--) {
      const node = this.#merged[index] ?? 0;
      const wanted = (this.lengths[this.#parents[node] ?? 0] ?? 0) + 1;
      const length = Math.min(wanted, maxLength);
      if (wanted > maxLength) overflow++;
      this.lengths[node] = length;
      if (node <= this.maxSymbol) counts[length] = (counts[length] ?? 0) + 1;
    }
    if (overflow > 0) this.#shorten(overflow);
  }

  #shorten(overflow: number): void {
    const { maxLength } = this.#kind;
    const counts = this.#countOfLength;
    for (let left = overflow; left > 0; left -= 2) {
      let length = maxLength - 1;
      while (counts[length] === 0) length--;
      counts[length] = (counts[length] ?? 0) - 1;
      counts[length + 1] = (counts[length + 1] ?? 0) + 2;
      counts[maxLength] = (counts[maxLength] ?? 0) - 1;
    }
    // The rarest symbols get the longest codes.
    let index = 0;
    for (let length = maxLength; length > 0; length--) {
      for (let left = counts[length] ?? 0; left > 0; index++) {
        const node = this.#merged[index] ?? 0;
        if (node > this.maxSymbol) continue;
        this.lengths[node] = length;
        left--;
      }
    }
  }

  #frequency(node: number): number {
    return this.#frequencies[node] ?? 0;
  }
}

/** Canonical codes for given lengths, bit-reversed for writing (RFC 1951 §3.2.2). */
export function assignCodes(lengths: ArrayLike<number>, codes: Uint16Array, maxSymbol: number): void {
  const nextCode = new Uint16Array(MAX_BITS + 2);
  for (let symbol = 0; symbol <= maxSymbol; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length > 0) nextCode[length + 1] = (nextCode[length + 1] ?? 0) + 1;
  }
  for (let length = 1; length <= MAX_BITS + 1; length++) {
    nextCode[length] = ((nextCode[length - 1] ?? 0) + (nextCode[length] ?? 0)) << 1;
  }
  for (let symbol = 0; symbol <= maxSymbol; symbol++) {
    const length = lengths[symbol] ?? 0;
    if (length === 0) continue;
    codes[symbol] = reverse(nextCode[length] ?? 0, length);
    nextCode[length] = (nextCode[length] ?? 0) + 1;
  }
}

function reverse(code: number, length: number): number {
  let reversed = 0;
  for (let bit = 0; bit < length; bit++) reversed = (reversed << 1) | ((code >> bit) & 1);
  return reversed;
}
