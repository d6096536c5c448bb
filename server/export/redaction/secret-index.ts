import { WINDOW, WindowFilter, windowHash } from './window-filter.ts';

/** A text to look for, and what it tells when it is found. */
type Sought<Found> = { text: string; found: Found };

// Texts are indexed by their last characters: the beginnings of tokens are often alike.
const FILTER_BITS = 21;
// So many texts may end alike; of more the oldest are forgotten, or one client could make every search slow.
const MAX_ALIKE = 64;

/**
 * Finds any of tens of thousands of texts inside another in one pass over it (a filter of stretches in front of a
 * map). Holds at most `limit` texts and forgets those not found or added for longest, half of them at a time.
 */
export class SecretIndex<Found> {
  readonly #generationSize: number;
  #young = new Generation<Found>();
  #old = new Generation<Found>();
  #forgotten = 0;

  constructor(limit: number) {
    this.#generationSize = Math.ceil(limit / 2);
  }

  /** Looks for `text` from now on; texts of fewer than eight characters are left out. Adding again renews. */
  add(text: string, found: Found): void {
    if (text.length < WINDOW) return;
    if (!this.#young.add({ text, found })) this.#forgotten++;
    if (this.#young.size < this.#generationSize) return;
    this.#old = this.#young;
    this.#young = new Generation();
    this.#forgotten++;
  }

  /** How many times texts were forgotten. While it stays as it is, nothing that was added is missing. */
  get forgotten(): number {
    return this.#forgotten;
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
  /** By the hash of their last characters. Nearly all have theirs for themselves, and need no list. */
  readonly #byEnding = new Map<number, Sought<Found> | Sought<Found>[]>();
  readonly #filter = new WindowFilter(FILTER_BITS);
  size = 0;

  /** False if another text was forgotten for this one. */
  add(sought: Sought<Found>): boolean {
    const hash = hashOf(sought.text);
    const alike = this.#alike(hash);
    const known = alike.findIndex(({ text }) => text === sought.text);
    if (known !== -1) {
      this.#byEnding.set(hash, alike.length === 1 ? sought : alike.with(known, sought));
      return true;
    }
    const kept = alike.slice(-(MAX_ALIKE - 1));
    this.#byEnding.set(hash, alike.length === 0 ? sought : [...kept, sought]);
    this.#filter.add(hash);
    this.size += 1 + kept.length - alike.length;
    return kept.length === alike.length;
  }

  has(text: string): boolean {
    return text.length >= WINDOW && this.#alike(hashOf(text)).some((sought) => sought.text === text);
  }

  search(text: string, tell: (sought: Sought<Found>, start: number) => void): void {
    this.#filter.search(text, (end, hash) => {
      for (const sought of this.#alike(hash)) {
        const start = end - sought.text.length;
        if (start >= 0 && text.startsWith(sought.text, start)) tell(sought, start);
      }
    });
  }

  #alike(hash: number): readonly Sought<Found>[] {
    const found = this.#byEnding.get(hash);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }
}

function hashOf(text: string): number {
  return windowHash(text, text.length);
}
