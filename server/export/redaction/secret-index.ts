import { MIN_SECRET_LENGTH } from './text-reading.ts';

/** A text to look for, and what it tells when it is found. */
type Sought<Found> = { text: string; found: Found };

// Texts are indexed by their last characters: the beginnings of tokens are often alike.
const WINDOW = MIN_SECRET_LENGTH;
const FILTER_BITS = 21;
const HASH_BASE = 0x01000193;
const HASH_POWER = Array.from({ length: WINDOW - 1 }).reduce((power: number) => Math.imul(power, HASH_BASE), 1);
// So many texts may end alike; of more the oldest are forgotten, or one client could make every search slow.
const MAX_ALIKE = 64;

/**
 * Finds any of tens of thousands of texts inside another in one pass over it (Rabin and Karp's rolling hash, with a bit filter
 * in front of the map). Holds at most `limit` texts and forgets those not found or added for longest, half of them at a time.
 */
export class SecretIndex<Found> {
  readonly #generationSize: number;
  #young = new Generation<Found>();
  #old = new Generation<Found>();

  constructor(limit: number) {
    this.#generationSize = Math.ceil(limit / 2);
  }

  /** Looks for `text` from now on; texts of fewer than eight characters are left out. Adding again renews. */
  add(text: string, found: Found): void {
    if (text.length < WINDOW) return;
    this.#young.add({ text, found });
    if (this.#young.size < this.#generationSize) return;
    this.#old = this.#young;
    this.#young = new Generation();
  }

  /** Tells of every place where a text that was added stands. */
  search(text: string, tell: (found: Found, start: number, end: number) => void): void {
    const aged: Sought<Found>[] = [];
    this.#young.search(text, (sought, start) => tell(sought.found, start, start + sought.text.length));
    this.#old.search(text, (sought, start) => {
      if (this.#young.has(sought.text)) return;
      tell(sought.found, start, start + sought.text.length);
      aged.push(sought);
    });
    for (const { text, found } of aged) this.add(text, found);
  }
}

class Generation<Found> {
  readonly #byEnding = new Map<string, Sought<Found>[]>();
  #filter: Uint8Array | null = null;
  size = 0;

  add(sought: Sought<Found>): void {
    const ending = sought.text.slice(-WINDOW);
    const alike = this.#byEnding.get(ending) ?? [];
    const known = alike.findIndex(({ text }) => text === sought.text);
    if (known !== -1) {
      alike[known] = sought;
      return;
    }
    if (alike.push(sought) > MAX_ALIKE) alike.shift();
    else this.size++;
    this.#byEnding.set(ending, alike);
    this.#filter ??= new Uint8Array(2 ** (FILTER_BITS - 3));
    const bit = bitOf(hashOf(ending));
    this.#filter[bit >>> 3] = (this.#filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
  }

  has(text: string): boolean {
    return this.#byEnding.get(text.slice(-WINDOW))?.some((sought) => sought.text === text) ?? false;
  }

  search(text: string, tell: (sought: Sought<Found>, start: number) => void): void {
    const filter = this.#filter;
    if (filter === null || text.length < WINDOW) return;
    let hash = hashOf(text);
    for (let end = WINDOW; ; end++) {
      const bit = bitOf(hash);
      if (((filter[bit >>> 3] ?? 0) >>> (bit & 7)) & 1) this.#compare(text, end, tell);
      if (end === text.length) return;
      const gone = Math.imul(text.charCodeAt(end - WINDOW), HASH_POWER);
      hash = (Math.imul(hash - gone, HASH_BASE) + text.charCodeAt(end)) | 0;
    }
  }

  #compare(text: string, end: number, tell: (sought: Sought<Found>, start: number) => void): void {
    for (const sought of this.#byEnding.get(text.slice(end - WINDOW, end)) ?? []) {
      const start = end - sought.text.length;
      if (start >= 0 && text.startsWith(sought.text, start)) tell(sought, start);
    }
  }
}

/** The hash of the first characters of a text, as many as a window has. */
function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < WINDOW; index++) hash = (Math.imul(hash, HASH_BASE) + text.charCodeAt(index)) | 0;
  return hash;
}

/** Its place in the filter: the upper bits after a multiplication, for the lower bits of the hash are weak. */
function bitOf(hash: number): number {
  return Math.imul(hash, 0x9e3779b1) >>> (32 - FILTER_BITS);
}
