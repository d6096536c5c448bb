import { SECRET_KINDS, type SecretKind } from '../../contract/pseudonym.ts';
import { FIRST_SEED, fingerprint, SECOND_SEED } from './fingerprint.ts';
import { WINDOW, WindowFilter, windowHash } from './window-filter.ts';

/**
 * So many texts may have one stretch alike. Another stretch of a text is taken then, for one client could make every
 * search slow otherwise.
 */
const MOST_ALIKE = 64;
/** So many stretches of a text are tried. */
const STRETCHES = 16;
const FIRST_ROOM = 1_024;
/** Bits of the filter for each text: of the stretches of a text, one in sixteen at most is looked up in vain. */
const FILTER_BITS_EACH = 16;
/** Places of the tables for each text. */
const PLACES_EACH = 2;
const NOBODY = -1;

/**
 * Knows hundreds of thousands of secrets without keeping one of them: of each the kind, the length and a fingerprint
 * of 64 bits, about 45 bytes in all with the tables that find it. Finds all of them in a text in one pass: a filter of
 * stretches of eight characters stands in front of a table of them. A text that only has the fingerprint of a secret
 * is taken for it, one chance in 2^64; a secret is never missed.
 */
export class SecretIndex {
  readonly #limit: number;
  #size = 0;
  #left = 0;
  #columns = columnsFor(FIRST_ROOM);
  /** By fingerprint, each text at the first free place. */
  #exact = tableFor(FIRST_ROOM);
  /** By stretch, the youngest text; `next` has the others. */
  #byStretch = tableFor(FIRST_ROOM);
  #filter = filterFor(FIRST_ROOM);

  /** Takes `limit` texts, and counts the others. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** How many times a text was not taken because there was no room for it. */
  get left(): number {
    return this.#left;
  }

  /**
   * Knows `text` from now on, and looks for it if it has eight characters or more. It keeps the kind it had first,
   * unless it is a session id now. False if there was no room.
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

  /** What a text that was added is; undefined for another. */
  kindOf(text: string): SecretKind | undefined {
    const low = fingerprint(text, 0, text.length, FIRST_SEED);
    const at = this.#find(low, fingerprint(text, 0, text.length, SECOND_SEED), text.length);
    return at === NOBODY ? undefined : SECRET_KINDS[this.#columns.kinds[at] ?? 0];
  }

  /** Tells of every place where a text that was added stands. */
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

  /** The first of its stretches that is not shared by too many; null if there is none. */
  #stretchOf(text: string): Stretch | typeof NO_STRETCH {
    for (const end of stretchEnds(text)) {
      const hash = windowHash(text, end);
      if (!this.#isCrowded(hash)) return { hash, end };
    }
    return NO_STRETCH;
  }

  /** The text that came last among those at the place of this stretch. */
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
  /** The hash of the stretch by which it is found, and where that ends in it; 0: it is not looked for. */
  readonly stretches: Int32Array;
  readonly ends: Int32Array;
  /** Another one at the same place of the table of stretches. */
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

/** The upper bits after a multiplication, for the lower bits of the hash are weak. */
function placeOf(hash: number, { length }: Int32Array): number {
  return Math.imul(hash, 0x9e3779b1) >>> (Math.clz32(length) + 1);
}

function filterFor(room: number): WindowFilter {
  return new WindowFilter(Math.ceil(Math.log2(room * FILTER_BITS_EACH)));
}

/**
 * Where the stretches end by which a text may be indexed. Its last characters, since the beginnings of tokens are
 * often alike; its first and its middle, since the ends of email addresses are; then others.
 */
function* stretchEnds({ length }: string): Generator<number> {
  yield length;
  if (length === WINDOW) return;
  yield WINDOW;
  const step = Math.max(1, Math.floor((length - WINDOW) / (STRETCHES - 2)));
  yield (length + WINDOW) >> 1;
  for (let end = WINDOW + step; end < length; end += step) yield end;
}
