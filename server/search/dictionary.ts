import type { Database } from 'better-sqlite3';
import type { Fact } from './facts.ts';
import { ANYWHERE, fieldNumber } from './fields.ts';
import { fold } from './fold.ts';
import { GrowingNumbers } from './growing.ts';
import { textHash } from './text-hash.ts';
import { type Candidates, ORDERED_FIELDS } from './text-predicate.ts';

/** The kind of an item that has no text: a group of other items, or a removed item. */
export const GROUP = 255;
const GONE = 254;

/** The number of cached texts and groups, which are recognised without reading the file. */
const maxRemembered = 40_000;
/**
 * Sorted texts are cut to this length. A search for a longer text gets a few wrong candidates, which are then checked.
 */
const orderedLength = 200;
/**
 * Added to the end of every text in `grams`, so that a sequence of three also starts at each of its last two
 * characters.
 */
const textEnd = '\u0002\u0002';
const mostGrams = 12;
/**
 * One or two characters that occur in this many texts occur in most texts. Testing the texts directly is then faster.
 */
const mostForShortPart = 40_000;

/**
 * The texts of a shard, each stored once, and the groups in which they occur together. Headers, sessions and cookies
 * repeat from entry to entry, so a million entries have far fewer texts. Each text has a number, and an entry is a
 * short list of such numbers.
 */
export class Dictionary {
  readonly #database: Database;
  readonly #seed: number;
  readonly #fields = new GrowingNumbers<Uint8Array>((length) => new Uint8Array(length));
  /** The members of item n are `members[starts[n] .. starts[n + 1])`. A text has no members. */
  readonly #starts = new GrowingNumbers<Uint32Array>((length) => new Uint32Array(length));
  readonly #members = new GrowingNumbers<Uint32Array>((length) => new Uint32Array(length));
  readonly #knownTexts: Map<string, number>[] = [];
  readonly #knownGroups = new Map<string, number>();
  #known = 0;
  #savedItems = 0;
  readonly #findText;
  readonly #addText;
  readonly #addGrams;
  readonly #addName;
  readonly #addBlock;
  readonly #textOf;
  readonly #byGrams;
  readonly #byShortPart;
  readonly #byStart;

  constructor(database: Database, seed: number) {
    this.#database = database;
    this.#seed = seed;
    this.#findText = database.prepare<[number], { id: number; field: number; text: string }>(
      'SELECT id, field, text FROM texts WHERE hash = ?',
    );
    this.#addText = database.prepare('INSERT INTO texts (id, field, hash, text) VALUES (?, ?, ?, ?)');
    this.#addGrams = database.prepare('INSERT INTO grams (rowid, folded) VALUES (?, ?)');
    this.#addName = database.prepare('INSERT INTO names (field, folded, id) VALUES (?, ?, ?)');
    this.#addBlock = database.prepare('INSERT INTO blocks (first_id, fields, starts, members) VALUES (?, ?, ?, ?)');
    this.#textOf = database.prepare<[number], string>('SELECT text FROM texts WHERE id = ?').pluck();
    this.#byGrams = database.prepare<[string], number>('SELECT rowid FROM grams WHERE grams MATCH ?').pluck();
    this.#byShortPart = database
      .prepare<[string, string], number>(
        `SELECT doc FROM gram_terms WHERE term >= ? AND term < ? LIMIT ${mostForShortPart + 1}`,
      )
      .pluck();
    this.#byStart = database
      .prepare<[number, string, string], number>('SELECT id FROM names WHERE field = ? AND folded >= ? AND folded < ?')
      .pluck();
    this.#load();
  }

  /** The number of items. Items are numbered from 0. */
  get count(): number {
    return this.#fields.length;
  }

  /** The field of a text, or {@link GROUP}. */
  fieldOf(item: number): number {
    return this.#fields.numbers[item] as number;
  }

  /** The members of a group are `members[startOf(item) .. startOf(item + 1))`. */
  startOf(item: number): number {
    return item < this.count ? (this.#starts.numbers[item] as number) : this.#members.length;
  }

  get members(): Uint32Array {
    return this.#members.numbers;
  }

  /**
   * Marks, in an array over all items, every group with a member that is not `unless`. Members are older than their
   * group, so groups before `first` are skipped. One loop, because each search runs it.
   */
  markGroups(states: Uint8Array, first: number, unless: number, mark: number): void {
    const fields = this.#fields.numbers;
    const starts = this.#starts.numbers;
    const members = this.#members.numbers;
    const count = this.count;
    for (let item = first; item < count; item++) {
      if (fields[item] !== GROUP) continue;
      const end = item + 1 < count ? (starts[item + 1] as number) : this.#members.length;
      for (let at = starts[item] as number; at < end; at++) {
        if (states[members[at] as number] === unless) continue;
        states[item] = mark;
        break;
      }
    }
  }

  textOf(item: number): string {
    return this.#textOf.get(item) ?? '';
  }

  /** The number of a group of texts; a single text is its own group. Must be called in a transaction of the shard. */
  intern(group: readonly Fact[]): number {
    const texts = [...new Set(group.map(([field, text]) => this.#internText(fieldNumber[field], text.toWellFormed())))];
    if (texts.length === 1) return texts[0] as number;
    const key = texts.join();
    const known = this.#knownGroups.get(key);
    if (known !== undefined) return known;
    const item = this.#add(GROUP, texts);
    this.#knownGroups.set(key, item);
    this.#remembered();
    return item;
  }

  /**
   * Writes the items that were added since the last call to the file, so that they exist when the shard is opened
   * again.
   */
  save(): void {
    const from = this.#savedItems;
    if (from === this.count) return;
    const membersFrom = this.startOf(from);
    this.#addBlock.run(
      from,
      this.#fields.slice(from),
      bytesOf(this.#starts.slice(from).map((start) => start - membersFrom)),
      bytesOf(this.#members.slice(membersFrom)),
    );
    this.#savedItems = this.count;
  }

  /** The texts that may match, some possibly twice. Null if every text may match. */
  candidates(candidates: Candidates): number[] | null {
    switch (candidates.by) {
      case 'all':
        return null;
      case 'start': {
        const start = cutForOrder(candidates.start);
        return this.#byStart.all(fieldNumber[candidates.field], start, `${start}\u{10ffff}`);
      }
      case 'parts': {
        const grams = new Set(candidates.parts.flatMap(gramsOf));
        if (grams.size > 0)
          return this.#byGrams.all([...grams].map((gram) => `"${gram.replaceAll('"', '""')}"`).join(' AND '));
        const [part = ''] = candidates.parts;
        const found = this.#byShortPart.all(part, `${part}\u{10ffff}`);
        return found.length > mostForShortPart ? null : found;
      }
    }
  }

  #internText(field: number, text: string): number {
    this.#knownTexts[field] ??= new Map();
    const known = this.#knownTexts[field].get(text);
    if (known !== undefined) return known;
    const hash = textHash(text, this.#seed + field);
    const found = this.#findText.all(hash).find((row) => row.field === field && row.text === text);
    const item = found?.id ?? this.#newText(field, hash, text);
    this.#knownTexts[field].set(text, item);
    this.#remembered();
    return item;
  }

  #newText(field: number, hash: number, text: string): number {
    const item = this.#add(field, []);
    const folded = fold(text);
    this.#addText.run(item, field, hash, text);
    if ((ANYWHERE & (1 << field)) !== 0) this.#addGrams.run(item, folded + textEnd);
    if (ordered.has(field)) this.#addName.run(field, cutForOrder(folded), item);
    return item;
  }

  #add(field: number, members: readonly number[]): number {
    this.#fields.push(field);
    this.#starts.push(this.#members.length);
    for (const member of members) this.#members.push(member);
    return this.count - 1;
  }

  #remembered(): void {
    if (++this.#known < maxRemembered) return;
    this.#known = 0;
    this.#knownGroups.clear();
    for (const known of this.#knownTexts) known?.clear();
  }

  #load(): void {
    const blocks = this.#database
      .prepare<[], { fields: Buffer; starts: Buffer; members: Buffer }>(
        'SELECT fields, starts, members FROM blocks ORDER BY first_id',
      )
      .all();
    for (const { fields, starts, members } of blocks) {
      const membersFrom = this.#members.length;
      this.#fields.append(fields);
      this.#starts.append(numbersOf(starts).map((start) => start + membersFrom));
      this.#members.append(numbersOf(members));
    }
    this.#savedItems = this.count;
    this.#loadUnsaved();
  }

  /**
   * Texts are written to the file immediately, items together with the next segment. After a crash some texts can be
   * without an item.
   */
  #loadUnsaved(): void {
    const texts = this.#database
      .prepare<[number], { id: number; field: number }>('SELECT id, field FROM texts WHERE id >= ? ORDER BY id')
      .all(this.#savedItems);
    for (const { id, field } of texts) {
      while (this.count < id) this.#add(GONE, []);
      this.#add(field, []);
    }
  }
}

const ordered = new Set(ORDERED_FIELDS.map((field) => fieldNumber[field]));

/** All sequences of three characters, or an even selection of them if there are many. Empty for a shorter text. */
export function gramsOf(part: string): string[] {
  const characters = [...part];
  const count = characters.length - 2;
  const wanted = Math.min(count, mostGrams);
  return Array.from({ length: Math.max(0, wanted) }, (_, n) => {
    const at = wanted === 1 ? 0 : Math.round((n * (count - 1)) / (wanted - 1));
    return characters.slice(at, at + 3).join('');
  });
}

/** A surrogate pair that is cut in half is cut in the same way in both texts. */
function cutForOrder(folded: string): string {
  return folded.slice(0, orderedLength).toWellFormed();
}

function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** A copy, because a blob may start at an offset that is not aligned for 32-bit numbers. */
function numbersOf(bytes: Uint8Array): Uint32Array {
  const copy = new Uint8Array(bytes);
  return new Uint32Array(copy.buffer);
}
