import { WINDOW, WindowFilter, windowHash } from './window-filter.ts';

/** A text to look for, what it tells when it is found, and where in it the stretch ends by which it is indexed. */
type Sought<Found> = { text: string; found: Found; keyEnd: number };

const FILTER_BITS = 21;
// Another stretch of a text is taken where so many have this one.
const MANY_ALIKE = 8;
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
    if (!this.#young.add(text, found)) this.#forgotten++;
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
  /** By the hash of a stretch of them. Nearly all have theirs for themselves, and need no list. */
  readonly #byStretch = new Map<number, Sought<Found> | Sought<Found>[]>();
  readonly #filter = new WindowFilter(FILTER_BITS);
  size = 0;

  /** False if another text was forgotten for this one. */
  add(text: string, found: Found): boolean {
    const known = this.#find(text);
    if (known !== null) {
      known.found = found;
      return true;
    }
    const [hash, keyEnd] = this.#keyOf(text);
    const alike = this.#alike(hash);
    const kept = alike.slice(-(MAX_ALIKE - 1));
    const sought = { text, found, keyEnd };
    this.#byStretch.set(hash, alike.length === 0 ? sought : [...kept, sought]);
    this.#filter.add(hash);
    this.size += 1 + kept.length - alike.length;
    return kept.length === alike.length;
  }

  has(text: string): boolean {
    return text.length >= WINDOW && this.#find(text) !== null;
  }

  search(text: string, tell: (sought: Sought<Found>, start: number) => void): void {
    this.#filter.search(text, (end, hash) => {
      for (const sought of this.#alike(hash)) {
        const start = end - sought.keyEnd;
        if (start >= 0 && text.startsWith(sought.text, start)) tell(sought, start);
      }
    });
  }

  #find(text: string): Sought<Found> | null {
    for (const keyEnd of keyEnds(text)) {
      const known = this.#alike(windowHash(text, keyEnd)).find((sought) => sought.text === text);
      if (known !== undefined) return known;
    }
    return null;
  }

  /** The first of its stretches that few others have, or the one that the fewest have. */
  #keyOf(text: string): [hash: number, keyEnd: number] {
    let best: [hash: number, keyEnd: number] = [0, 0];
    let fewest = Number.POSITIVE_INFINITY;
    for (const keyEnd of keyEnds(text)) {
      const hash = windowHash(text, keyEnd);
      const { length } = this.#alike(hash);
      if (length < MANY_ALIKE) return [hash, keyEnd];
      if (length < fewest) [best, fewest] = [[hash, keyEnd], length];
    }
    return best;
  }

  #alike(hash: number): readonly Sought<Found>[] {
    const found = this.#byStretch.get(hash);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }
}

/**
 * Where the stretches end by which a text may be indexed. Its last characters, since the beginnings of tokens are
 * often alike; its first and its middle, since the ends of email addresses are.
 */
function keyEnds({ length }: string): readonly number[] {
  return length === WINDOW ? [length] : [length, WINDOW, (length + WINDOW) >> 1];
}
