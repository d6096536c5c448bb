import { byKey, byNumber } from './order.ts';

/** A row by its key, as numbers. A number that is not known is NaN; a row without an expiry never ends: Infinity. */
export interface RowNumbers {
  readonly expiresAtMs: number;
  readonly bytes: number;
  /** When the row was last seen to change. */
  readonly changedAtMs: number;
  /** The last request of the log with this session. */
  readonly usedAtMs: number;
}

export type RowColumn = keyof RowNumbers;

const columnNames: readonly RowColumn[] = ['expiresAtMs', 'bytes', 'changedAtMs', 'usedAtMs'];
const noPlace = -1;
const takenOut = -2;
/** Removed keys leave gaps in the memory of the keys. It is written anew if more than this, and half of it, is gaps. */
const gapsWorthClosing = 4 * 1024 * 1024;

/**
 * The rows of a store without their values, in flat memory: about 60 bytes and the key for each row, and nothing that
 * the garbage collector has to walk through. A row keeps its place until it is removed.
 */
export class RowTable {
  #capacity = 1024;
  /** The keys in UTF-8, one after the other. */
  #keys = Buffer.alloc(32 * 1024);
  #keysEnd = 0;
  #gaps = 0;
  #starts = new Uint32Array(this.#capacity);
  #lengths = new Uint16Array(this.#capacity);
  #columns: Record<RowColumn, Float64Array>;
  /** The walk that met the row last. */
  #walks = new Uint32Array(this.#capacity);
  #marks = new Uint8Array(this.#capacity);
  /** Open addressing: from the hash of a key to its place. */
  #slots = new Int32Array(4096).fill(noPlace);
  #slotsUsed = 0;
  #end = 0;
  #free: number[] = [];

  constructor() {
    this.#columns = this.#newColumns(this.#capacity);
  }

  get size(): number {
    return this.#end - this.#free.length;
  }

  /** All places are lower than this. Some of them may be empty. */
  get end(): number {
    return this.#end;
  }

  /** The memory of the table in bytes. */
  get memory(): number {
    return this.#keys.length + this.#slots.byteLength + this.#capacity * (4 + 2 + 8 * columnNames.length + 4 + 1);
  }

  /** The place of a key. -1 if the table does not contain it. */
  find(key: string): number {
    const bytes = Buffer.from(key);
    const slot = this.#slotOf(bytes);
    const place = this.#slots[slot] as number;
    return place >= 0 ? place : noPlace;
  }

  /** The place of a key, which is added if it is new. Keys longer than 65,535 bytes are refused: -1. */
  add(key: string): number {
    const bytes = Buffer.from(key);
    if (bytes.length > 0xffff) return noPlace;
    const found = this.#slots[this.#slotOf(bytes)] as number;
    if (found >= 0) return found;
    if ((this.#slotsUsed + 1) * 2 > this.#slots.length) this.#rehash();
    const place = this.#free.pop() ?? this.#end++;
    if (place >= this.#capacity) this.#grow();
    this.#writeKey(place, bytes);
    for (const name of columnNames) this.#columns[name][place] = Number.NaN;
    this.#walks[place] = 0;
    this.#marks[place] = 1;
    const slot = this.#slotOf(bytes);
    if (this.#slots[slot] === noPlace) this.#slotsUsed++;
    this.#slots[slot] = place;
    return place;
  }

  remove(place: number): void {
    const slot = this.#slotOf(this.#bytesAt(place));
    this.#slots[slot] = takenOut;
    this.#gaps += this.#lengths[place] as number;
    this.#lengths[place] = 0;
    this.#marks[place] = 0;
    this.#free.push(place);
    if (this.#gaps > gapsWorthClosing && this.#gaps * 2 > this.#keysEnd) this.#closeGaps();
  }

  has(place: number): boolean {
    return place < this.#end && this.#marks[place] !== 0;
  }

  keyAt(place: number): string {
    const start = this.#starts[place] as number;
    return this.#keys.toString('utf8', start, start + (this.#lengths[place] as number));
  }

  number(column: RowColumn, place: number): number {
    return this.#columns[column][place] as number;
  }

  setNumber(column: RowColumn, place: number, value: number): void {
    this.#columns[column][place] = value;
  }

  walkAt(place: number): number {
    return this.#walks[place] as number;
  }

  setWalk(place: number, walk: number): void {
    this.#walks[place] = walk;
  }

  /** Whether the row has a mark from 1 to 7. */
  isMarked(place: number, mark: number): boolean {
    return ((this.#marks[place] as number) & (1 << mark)) !== 0;
  }

  setMark(place: number, mark: number, isSet: boolean): void {
    const before = this.#marks[place] as number;
    this.#marks[place] = isSet ? before | (1 << mark) : before & ~(1 << mark);
  }

  /** Whether the key contains a text. ASCII letters are compared case-insensitively; `sought` is in lower case. */
  keyContains(place: number, sought: Buffer): boolean {
    const start = this.#starts[place] as number;
    const last = start + (this.#lengths[place] as number) - sought.length;
    const first = sought[0] as number;
    for (let at = start; at <= last; at++) {
      if (lowered(this.#keys[at] as number) !== first) continue;
      let length = 1;
      while (length < sought.length && lowered(this.#keys[at + length] as number) === sought[length]) length++;
      if (length === sought.length) return true;
    }
    return false;
  }

  /**
   * The places of all rows in ascending order of a number; rows with the same number by their last use, then by their
   * expiry. Rows whose number is not known are last, for a reader who reads from the end if `isDescending`.
   */
  inOrderOf(column: RowColumn, isDescending: boolean): Uint32Array {
    const places = this.#allPlaces();
    const byEnd = column === 'expiresAtMs' ? places : byNumber(places, this.#columns.expiresAtMs);
    const byUse = column === 'usedAtMs' || column === 'expiresAtMs' ? byEnd : byNumber(byEnd, this.#columns.usedAtMs);
    const ordered = byNumber(byUse, this.#columns[column]);
    if (isDescending) return ordered;
    const unknown = ordered.findIndex((place) => !Number.isNaN(this.#columns[column][place]));
    if (unknown <= 0) return ordered;
    const rotated = new Uint32Array(ordered.length);
    rotated.set(ordered.subarray(unknown));
    rotated.set(ordered.subarray(0, unknown), ordered.length - unknown);
    return rotated;
  }

  /** The places of all rows in the order of their keys. `prefix`: what most keys begin with. */
  inOrderOfKeys(prefix: string): Uint32Array {
    return byKey(this.#allPlaces(), this.#keys, this.#starts, this.#lengths, Buffer.byteLength(prefix));
  }

  #allPlaces(): Uint32Array {
    const places = new Uint32Array(this.size);
    let count = 0;
    for (let place = 0; place < this.#end; place++) if (this.#marks[place] !== 0) places[count++] = place;
    return places;
  }

  #bytesAt(place: number): Buffer {
    const start = this.#starts[place] as number;
    return this.#keys.subarray(start, start + (this.#lengths[place] as number));
  }

  /** The slot of a key: the one with its place, or the one where it belongs. */
  #slotOf(bytes: Buffer): number {
    const mask = this.#slots.length - 1;
    let slot = hashOf(bytes) & mask;
    let reusable = noPlace;
    for (;;) {
      const place = this.#slots[slot] as number;
      if (place === noPlace) return reusable === noPlace ? slot : reusable;
      if (place === takenOut) {
        if (reusable === noPlace) reusable = slot;
      } else if (this.#bytesAt(place).equals(bytes)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #rehash(): void {
    let length = this.#slots.length;
    while (length < (this.size + 1) * 4) length *= 2;
    this.#slots = new Int32Array(length).fill(noPlace);
    this.#slotsUsed = 0;
    for (let place = 0; place < this.#end; place++) {
      if (this.#marks[place] === 0) continue;
      this.#slots[this.#slotOf(this.#bytesAt(place))] = place;
      this.#slotsUsed++;
    }
  }

  #writeKey(place: number, bytes: Buffer): void {
    if (this.#keysEnd + bytes.length > this.#keys.length) {
      const larger = Buffer.alloc(Math.max(this.#keys.length * 2, this.#keysEnd + bytes.length));
      this.#keys.copy(larger, 0, 0, this.#keysEnd);
      this.#keys = larger;
    }
    bytes.copy(this.#keys, this.#keysEnd);
    this.#starts[place] = this.#keysEnd;
    this.#lengths[place] = bytes.length;
    this.#keysEnd += bytes.length;
  }

  #closeGaps(): void {
    const before = this.#keys;
    this.#keys = Buffer.alloc(Math.max(32 * 1024, this.#keysEnd - this.#gaps));
    this.#keysEnd = 0;
    this.#gaps = 0;
    for (let place = 0; place < this.#end; place++) {
      if (this.#marks[place] === 0) continue;
      const start = this.#starts[place] as number;
      this.#writeKey(place, before.subarray(start, start + (this.#lengths[place] as number)));
    }
  }

  #grow(): void {
    this.#capacity *= 2;
    const larger = <T extends { set(from: T): void }>(made: T, before: T): T => {
      made.set(before);
      return made;
    };
    this.#starts = larger(new Uint32Array(this.#capacity), this.#starts);
    this.#lengths = larger(new Uint16Array(this.#capacity), this.#lengths);
    this.#walks = larger(new Uint32Array(this.#capacity), this.#walks);
    this.#marks = larger(new Uint8Array(this.#capacity), this.#marks);
    const columns = this.#newColumns(this.#capacity);
    for (const name of columnNames) columns[name].set(this.#columns[name]);
    this.#columns = columns;
  }

  #newColumns(length: number): Record<RowColumn, Float64Array> {
    const column = () => new Float64Array(length);
    return { expiresAtMs: column(), bytes: column(), changedAtMs: column(), usedAtMs: column() };
  }
}

/** FNV-1a. */
function hashOf(bytes: Buffer): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  return hash ^ (hash >>> 15);
}

function lowered(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
