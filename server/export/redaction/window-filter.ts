/** The length of a window. Shorter texts are not searched for. */
export const WINDOW = 8;

const HASH_BASE = 0x01000193;
const HASH_POWER = Array.from({ length: WINDOW - 1 }).reduce((power: number) => Math.imul(power, HASH_BASE), 1);

/**
 * A set of windows of eight characters that may answer yes by mistake, but never no (a Bloom filter of one rolling
 * hash, after Rabin and Karp). It takes 2^`bits` bits, allocated with the first window.
 */
export class WindowFilter {
  readonly #bits: number;
  #places: Uint8Array | null = null;

  constructor(bits: number) {
    this.#bits = bits;
  }

  /** Adds the window with this hash. */
  add(hash: number): void {
    this.#set(this.#placeOf(hash));
  }

  /** Adds every window of the text. */
  addAll(text: string): void {
    if (text.length < WINDOW) return;
    let hash = windowHash(text, WINDOW);
    this.#set(this.#placeOf(hash));
    for (let end = WINDOW; end < text.length; end++) {
      hash = rolled(hash, text, end);
      this.#set(this.#placeOf(hash));
    }
  }

  /** Whether the window that ends before `end` may have been added. */
  mayHave(text: string, end: number): boolean {
    return this.#places !== null && this.#isSet(this.#places, this.#placeOf(windowHash(text, end)));
  }

  /** Calls `tell` with the end and the hash of each window of the text that may have been added. */
  search(text: string, tell: (end: number, hash: number) => void): void {
    const places = this.#places;
    if (places === null || text.length < WINDOW) return;
    let hash = windowHash(text, WINDOW);
    for (let end = WINDOW; ; end++) {
      if (this.#isSet(places, this.#placeOf(hash))) tell(end, hash);
      if (end === text.length) return;
      hash = rolled(hash, text, end);
    }
  }

  #set(place: number): void {
    this.#places ??= new Uint8Array(2 ** (this.#bits - 3));
    this.#places[place >>> 3] = (this.#places[place >>> 3] ?? 0) | (1 << (place & 7));
  }

  #isSet(places: Uint8Array, place: number): boolean {
    return (((places[place >>> 3] ?? 0) >>> (place & 7)) & 1) === 1;
  }

  /** The upper bits after a multiplication, because the lower bits of the hash are weak. */
  #placeOf(hash: number): number {
    return Math.imul(hash, 0x9e3779b1) >>> (32 - this.#bits);
  }
}

/** The hash of the window that ends before `end`. */
export function windowHash(text: string, end: number): number {
  let hash = 0;
  for (let at = end - WINDOW; at < end; at++) hash = (Math.imul(hash, HASH_BASE) + text.charCodeAt(at)) | 0;
  return hash;
}

/** The hash of the window that ends with the character at `end`, computed from the hash of the previous window. */
function rolled(hash: number, text: string, end: number): number {
  const gone = Math.imul(text.charCodeAt(end - WINDOW), HASH_POWER);
  return (Math.imul(hash - gone, HASH_BASE) + text.charCodeAt(end)) | 0;
}
