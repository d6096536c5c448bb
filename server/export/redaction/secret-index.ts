import { SECRET_KINDS, type SecretKind } from '../../contract/pseudonym.ts';
import { FIRST_SEED, fingerprint, SECOND_SEED } from './fingerprint.ts';
import { WINDOW, WindowFilter, windowHash } from './window-filter.ts';

/**
 * The maximum number of texts that are indexed by the same window. Another window of the text is used then, because one
 * client could otherwise make every search slow.
 */
const MOST_ALIKE = 64;
/** The number of windows of a text that are tried. */
const STRETCHES = 16;
const FIRST_ROOM = 1_024;
/**
 * The size of the filter in bits for each text. At most one in sixteen windows of a searched text is looked up without
 * success.
 */
const FILTER_BITS_EACH = 16;
/** The size of the tables in places for each text. */
const PLACES_EACH = 2;
const NOBODY = -1;

/**
 * An index of hundreds of thousands of secrets that does not store them. For each secret it has the kind, the length
 * and a fingerprint of 64 bits, about 45 bytes including the tables. It finds all of them in a text in one pass: a
 * filter of windows of eight characters precedes a table of windows. Another text with the same fingerprint would be
 * found too, with a probability of 1 in 2^64; a secret is never missed.
 */
export class SecretIndex {
  readonly #limit: number;
  #size = 0;
  #left = 0;
  #columns = columnsFor(FIRST_ROOM);
  /** A hash table by fingerprint with linear probing. */
  #exact = tableFor(FIRST_ROOM);
  /** The most recent text for each window; `next` links to the others. */
  #byStretch = tableFor(FIRST_ROOM);
  #filter = filterFor(FIRST_ROOM);

  /** Accepts `limit` texts and counts the rejected ones. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many times a text was rejected because the index was full. */
  get left(): number {
    return this.#left;
  }

  /**
   * Adds `text`; it will be searched for if it has eight characters or more. It keeps its first kind, unless the new
   * kind is session id. False if the index is full.
   */
  add(text: string, kind: SecretKind): boolean {
    const low = fingerprint(text, 0, text.length, FIRST_SEED);
    const high = fingerprint(text, 0, text.length, SECOND_SEED);
    const known = this.#find(low, high, text.length);
    if (known !== NOBODY) {
      if (kind === 'sid') this.#columns.kinds[known] = SECRET_KINDS.indexOf(kind);
      return true;
    }
    const stretch = text.length < WINDOW ? null : this.#stretchOf(text);
    if (this.#size === this.#limit || stretch === NO_STRETCH) {
      this.#left++;
      return false;
    }
    if (this.#size === this.#columns.kinds.length) this.#grow();
    const at = this.#size++;
    const { lows, highs, lengths, kinds, stretches, ends } = this.#columns;
    lows[at] = low;
    highs[at] = high;
    lengths[at] = text.length;
    kinds[at] = SECRET_KINDS.indexOf(kind);
    stretches[at] = stretch?.hash ?? 0;
    ends[at] = stretch?.end ?? 0;
    this.#enter(at);
    return true;
  }

  /** The kind of an added text. Undefined for any other text. */
  kindOf(text: string): SecretKind | undefined {
    const low = fingerprint(text, 0, text.length, FIRST_SEED);
    const at = this.#find(low, fingerprint(text, 0, text.length, SECOND_SEED), text.length);
    return at === NOBODY ? undefined : SECRET_KINDS[this.#columns.kinds[at] ?? 0];
  }

  /** Calls `tell` with every position of an added text. */
  search(text: string, tell: (kind: SecretKind, start: number, end: number) => void): void {
    if (this.#size === 0) return;
    this.#filter.search(text, (stretchEnd, hash) => {
      const { lows, highs, lengths, kinds, stretches, ends, next } = this.#columns;
      for (let at = this.#youngestOf(hash); at !== NOBODY; at = next[at] ?? NOBODY) {
        if (stretches[at] !== hash) continue;
        const start = stretchEnd - (ends[at] ?? 0);
        const end = start + (lengths[at] ?? 0);
        if (start < 0 || end > text.length) continue;
        if (fingerprint(text, start, end, FIRST_SEED) !== lows[at]) continue;
        if (fingerprint(text, start, end, SECOND_SEED) !== highs[at]) continue;
        tell(SECRET_KINDS[kinds[at] ?? 0] ?? 'secret', start, end);
      }
    });
  }

  #find(low: number, high: number, length: number): number {
    const { lows, highs, lengths } = this.#columns;
    const mask = this.#exact.length - 1;
    for (let place = low & mask; ; place = (place + 1) & mask) {
      const at = this.#exact[place] ?? NOBODY;
      if (at === NOBODY) return NOBODY;
      if (lows[at] === low && highs[at] === high && lengths[at] === length) return at;
    }
  }

  /** The first of its windows that is not shared by too many texts. Null if there is none. */
  #stretchOf(text: string): Stretch | typeof NO_STRETCH {
    for (const end of stretchEnds(text)) {
      const hash = windowHash(text, end);
      if (!this.#isCrowded(hash)) return { hash, end };
    }
    return NO_STRETCH;
  }

  /** The most recently added text with this window. */
  #youngestOf(hash: number): number {
    return this.#byStretch[placeOf(hash, this.#byStretch)] ?? NOBODY;
  }

  #isCrowded(hash: number): boolean {
    const { stretches, next } = this.#columns;
    let alike = 0;
    for (let at = this.#youngestOf(hash); at !== NOBODY; at = next[at] ?? NOBODY) {
      if (stretches[at] === hash && ++alike === MOST_ALIKE) return true;
    }
    return false;
  }

  #enter(at: number): void {
    const { lows, ends, stretches, next } = this.#columns;
    const mask = this.#exact.length - 1;
    let place = (lows[at] ?? 0) & mask;
    while (this.#exact[place] !== NOBODY) place = (place + 1) & mask;
    this.#exact[place] = at;
    if (ends[at] === 0) return;
    const hash = stretches[at] ?? 0;
    const head = placeOf(hash, this.#byStretch);
    next[at] = this.#byStretch[head] ?? NOBODY;
    this.#byStretch[head] = at;
    this.#filter.add(hash);
  }

  #grow(): void {
    const room = Math.min(this.#columns.kinds.length * 2, Math.max(this.#limit, FIRST_ROOM));
    const grown = columnsFor(room);
    for (const name of Object.keys(grown) as (keyof Columns)[]) grown[name].set(this.#columns[name]);
    this.#columns = grown;
    this.#exact = tableFor(room);
    this.#byStretch = tableFor(room);
    this.#filter = filterFor(room);
    for (let at = 0; at < this.#size; at++) this.#enter(at);
  }
}

interface Stretch {
  readonly hash: number;
  readonly end: number;
}

const NO_STRETCH = 'none';

interface Columns {
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  readonly lengths: Int32Array;
  readonly kinds: Uint8Array;
  /**
   * The hash of the window by which the text is indexed, and the end of the window in the text. 0 for a text that is
   * not searched for.
   */
  readonly stretches: Int32Array;
  readonly ends: Int32Array;
  /** The next text in the same place of the window table. */
  readonly next: Int32Array;
}

function columnsFor(room: number): Columns {
  const column = () => new Int32Array(room);
  return {
    lows: column(),
    highs: column(),
    lengths: column(),
    kinds: new Uint8Array(room),
    stretches: column(),
    ends: column(),
    next: column(),
  };
}

function tableFor(room: number): Int32Array {
  return new Int32Array(2 ** Math.ceil(Math.log2(room * PLACES_EACH))).fill(NOBODY);
}

/** The upper bits after a multiplication, because the lower bits of the hash are weak. */
function placeOf(hash: number, { length }: Int32Array): number {
  return Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(length) + 1);
}

function filterFor(room: number): WindowFilter {
  return new WindowFilter(Math.ceil(Math.log2(room * FILTER_BITS_EACH)));
}

/**
 * The ends of the windows by which a text may be indexed. The last characters come first, because the starts of tokens
 * are often equal; then the start and the middle, because the ends of email addresses are often equal; then others.
 */
function* stretchEnds({ length }: string): Generator<number> {
  yield length;
  if (length === WINDOW) return;
  yield WINDOW;
  const step = Math.max(1, Math.floor((length - WINDOW) / (STRETCHES - 2)));
  yield (length + WINDOW) >> 1;
  for (let end = WINDOW + step; end < length; end += step) yield end;
}
