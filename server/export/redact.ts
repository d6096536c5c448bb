import type { LogEntry } from '../contract/log-entry.ts';
import { decodeEntry } from '../storage/log/entry-codec/entry-codec.ts';
import { packedRow, rowMembers } from '../storage/log/entry-codec/entry-parts.ts';
import { splitAtTimes } from '../storage/log/entry-codec/entry-times.ts';
import { MemberSource, TextNumbers } from './member-source.ts';
import { type MapText, mapEntryText, requestMember, type TextRole } from './redaction/entry-text.ts';
import {
  isNamedAs,
  type KnownText,
  type NamedSecret,
  type OwnSecret,
  type OwnSecrets,
  type RedactorOptions,
  TextRedactor,
} from './redaction/text-redactor.ts';
import { RowTexts } from './row-texts.ts';

/**
 * So many rows are read before the first one is written, so that all secrets of a short file are known from its
 * beginning.
 */
const aheadAtStart = 256;
/** Behind the first ones so many are read ahead: to hold more of them costs a long export a fifth of its speed. */
const ahead = 32;
/** Of large rows fewer are read ahead: as many as have so many characters. */
const aheadCharacters = 1024 * 1024;

/**
 * The JSON of the entry of each row, with its secrets replaced by pseudonyms; rows come in the order of the file.
 *
 * Secret by their place: session ids, the values of all cookies, headers, parameters and members of session data
 * under the name of a secret (see secrecyOf), user information of URLs, the tokens of links that are mailed (see
 * secretsInPaths). Secret by their form: the tokens and keys of services, JSON Web Tokens, private keys and their
 * like (see secretsByForm). Each of them of eight characters or more, and each signing secret, is also replaced
 * wherever else it is found in that entry, in those before it that were read ahead, or in a later one, session keys
 * and values among it, plain or encoded; known session ids in every entry. The same secret has the same pseudonym
 * throughout the file and another in the next. Names, structure, times and all other session data stay.
 *
 * What it cannot know: behind the first {@link aheadAtStart} entries, a text is a secret from {@link ahead} entries
 * before the one in which it is first in the place of one.
 */
export function* redactRows(rows: Iterable<string>, options: RedactorOptions): Generator<string, void> {
  const redactor = createRedactor(options);
  const waiting: RowRead[] = [];
  let most = aheadAtStart;
  let characters = 0;
  for (const row of rows) {
    waiting.push(redactor.read(row));
    characters += row.length;
    if (waiting.length <= most && characters <= aheadCharacters) continue;
    most = ahead;
    while (waiting.length > most || (characters > aheadCharacters && waiting.length > 1)) {
      const oldest = waiting.shift() as RowRead;
      characters -= oldest.row.length;
      yield redactor.write(oldest);
    }
  }
  for (const read of waiting) yield redactor.write(read);
}

/** A row whose secrets are known from now on, ready to be written. */
export interface RowRead {
  readonly row: string;
}

export interface RowRedactor {
  /** Notes the secrets of a row. */
  read(row: string): RowRead;
  /** The JSON of its entry, without the secrets of all rows that were read until now. */
  write(read: RowRead): string;
}

/** The redactor of one export, row by row: see redactRows. */
export function createRedactor(options: RedactorOptions): RowRedactor {
  return new Redactor(options);
}

/** Where a text that was taken out of its row belongs, and its role there. */
interface Place {
  readonly word: string;
  readonly role: TextRole;
}

/**
 * A member of a record with its texts replaced, as JSON with gaps for what was taken out of its row. It can be used
 * for every row that is otherwise alike, while the secrets in it have the same kinds.
 */
interface KnownPart {
  /** Its secrets, and those of the texts that belong into it, in order. */
  readonly own: readonly (OwnSecret | Place)[];
  named: NamedSecret[];
  asOf: number;
  /**
   * What stands around the gaps, one more than those; null until the texts were replaced, or if it cannot be told
   * where a time was.
   */
  around: readonly string[] | null;
  /** What belongs into each gap: a text, or the time of this number. */
  gaps: readonly (Place | number)[];
}

/** A member that goes through the redactor. */
interface Member {
  readonly map: (value: unknown, map: MapText) => unknown;
  readonly source: MemberSource;
  readonly part: KnownPart;
  /** Unpacked, if it had to be. */
  readonly value: unknown;
}

/**
 * A text that was taken out of its row; what is known of it in its role, and its JSON in this entry, once that was
 * asked for.
 */
interface TakenText {
  readonly text: string;
  is: TextRole['is'] | null;
  known: KnownText | null;
  json: string | null;
}

/** One row on its way: its secrets, and the texts that were taken out of it. */
interface Row {
  readonly own: OwnSecrets;
  readonly taken: ReadonlyMap<string, TakenText>;
}

/** A row that was read: its members, or its entry as a whole, as of that generation of what is remembered. */
interface ReadRow extends RowRead, Row {
  readonly content: readonly (string | Member | null)[] | LogEntry;
  readonly generation: number;
}

const NEVER = -1;
const EMPTY: ReadonlySet<string> = new Set(['null', '[]', '{}', '""']);
/** Methods and versions that nearly every request has. */
const COMMON: ReadonlySet<string> = new Set(['"GET"', '"POST"', '"1.0"', '"1.1"', '"2.0"']);
/** The members of a record in order, each with what stands before it in JSON, and how its texts are reached. */
const steps = rowMembers.map(([name, find], place) => ({
  // What is the same of both is worked out once.
  name: name === 'sessionAfter' ? 'sessionBefore' : name,
  find,
  before: `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`,
  map: requestMember(name) ?? null,
}));
const NONE: Row['taken'] = new Map();
const asItIs = (value: unknown): unknown => value;
const takenText = (text: string): TakenText => ({ text, is: null, known: null, json: null });

class Redactor implements RowRedactor {
  readonly #texts: TextRedactor<KnownPart>;
  readonly #rowTexts = new RowTexts();
  readonly #numbers = new TextNumbers();

  constructor(options: RedactorOptions) {
    this.#texts = new TextRedactor(options);
  }

  read(row: string): ReadRow {
    const { generation } = this.#texts.memory;
    const items = packedRow(row);
    return { row, generation, ...(items === null ? this.#readEntry(decodeEntry(row)) : this.#readMembers(items)) };
  }

  write(read: RowRead): string {
    const row = this.#current(read);
    const { content } = row;
    if (!Array.isArray(content)) return this.#writeEntry(content as LogEntry, row);
    let redacted = '';
    for (let place = 0; place < steps.length; place++) {
      const member = content[place] ?? null;
      if (member === null) continue;
      redacted += steps[place]?.before ?? '';
      redacted += typeof member === 'string' ? member : this.#replacedPart(member, row);
    }
    return `${redacted}}`;
  }

  /**
   * What is known of a text is up to date while the text is remembered: for two generations from when the row was
   * read.
   */
  #current(read: RowRead): ReadRow {
    const row = read as ReadRow;
    return this.#texts.memory.generation - row.generation > 1 ? this.read(row.row) : row;
  }

  #readMembers(items: readonly string[]): Pick<ReadRow, 'own' | 'taken' | 'content'> {
    const { row, taken } = this.#rowTexts.takeFrom(items, takenText);
    const own: OwnSecrets = new Map();
    const members: (string | Member | null)[] = [];
    for (const { name, find, map } of steps) {
      const found = find(row);
      if (found === null) {
        members.push(null);
        continue;
      }
      if (typeof found === 'string' && (map === null || EMPTY.has(found) || COMMON.has(found))) {
        members.push(found);
        continue;
      }
      const member = this.#memberOf(name, new MemberSource(found, row, this.#numbers), map ?? asItIs);
      for (const each of member.part.own) {
        if ('word' in each) gather(this.#knownOf(each, taken).own, own);
        else gather([each], own);
      }
      members.push(member);
    }
    this.#texts.remember(own);
    return { own, taken, content: members };
  }

  #memberOf(name: string, source: MemberSource, map: Member['map']): Member {
    const known = this.#texts.memory.part(name, source.key);
    if (known !== undefined) return { map, source, part: known, value: undefined };
    const value = source.value();
    return { map, source, part: this.#readPart(name, source.key, value, map), value };
  }

  #readPart(name: string, key: string, value: unknown, map: Member['map']): KnownPart {
    const own: (OwnSecret | Place)[] = [];
    const { memory } = this.#texts;
    const { generation } = memory;
    let isKept = true;
    map(value, (text, role) => {
      if (this.#rowTexts.isPlace(text)) {
        own.push({ word: text, role });
        return text;
      }
      const known = this.#texts.textOf(text, role);
      own.push(...known.own);
      isKept &&= known.isKept;
      return text;
    });
    isKept &&= generation === memory.generation;
    const part: KnownPart = { own, named: [], asOf: NEVER, around: null, gaps: [] };
    if (isKept) memory.keepPart(name, key, part);
    return part;
  }

  #replacedPart(member: Member, row: Row): string {
    const { source, map, part } = member;
    const isCurrent = part.asOf === this.#texts.news && part.named.every((each) => isNamedAs(each, row.own));
    if (!isCurrent) this.#replaceIn(member, row);
    const { around, gaps } = part;
    // A text like a place for a time is in it.
    if (around === null) return JSON.stringify(map(source.whole(), (text, role) => this.#replaced(text, role, row)));
    let json = around[0] ?? '';
    for (let at = 0; at < gaps.length; at++) {
      const gap = gaps[at] ?? 0;
      json += typeof gap === 'number' ? (source.times?.[gap] ?? '') : this.#jsonOf(gap, row);
      json += around[at + 1] ?? '';
    }
    return json;
  }

  /** Replaces the texts of a member, but for those that were taken out of its row. */
  #replaceIn({ source, map, part, value }: Member, { own }: Row): void {
    const places: Place[] = [];
    part.named = [];
    part.asOf = this.#texts.news;
    const replaced = map(value ?? source.value(), (text, role) => {
      if (!this.#rowTexts.isPlace(text))
        return this.#texts.replaced(text, role, own, (named) => part.named.push(named));
      return this.#rowTexts.numbered(places.push({ word: text, role }) - 1);
    });
    const json = JSON.stringify(replaced);
    const between = source.times === null ? [json] : splitAtTimes(json, source.times.length);
    part.around = null;
    if (between === null) return;
    const around: string[] = [];
    const gaps: (Place | number)[] = [];
    for (const [time, piece] of between.entries()) {
      if (time > 0) gaps.push(time - 1);
      // Texts with the numbers of places between them.
      for (const [at, each] of this.#rowTexts.splitAtNumbers(piece).entries()) {
        const place = at % 2 === 0 ? undefined : places[Number(each)];
        if (place !== undefined) gaps.push(place);
        else around.push(each);
      }
    }
    part.around = around;
    part.gaps = gaps;
  }

  /** An entry that is no request, or one of a row that was written by an older version. */
  #readEntry(entry: LogEntry): Pick<ReadRow, 'own' | 'taken' | 'content'> {
    const own: OwnSecrets = new Map();
    mapEntryText(entry, (text, role) => {
      gather(this.#texts.textOf(text, role).own, own);
      return text;
    });
    this.#texts.remember(own);
    return { own, taken: NONE, content: entry };
  }

  #writeEntry(entry: LogEntry, row: Row): string {
    return JSON.stringify(mapEntryText(entry, (text, role) => this.#replaced(text, role, row)));
  }

  #replaced(text: string, role: TextRole, { own, taken }: Row): string {
    return this.#texts.replaced(taken.get(text)?.text ?? text, role, own);
  }

  #jsonOf(place: Place, { own, taken }: Row): string {
    const known = this.#knownOf(place, taken);
    const text = takenAt(place.word, taken);
    text.json ??= JSON.stringify(this.#texts.replacedIn(text.text, known, own));
    return text.json;
  }

  /** A text that was taken out of its row has one role nearly always, and is looked up once then. */
  #knownOf({ word, role }: Place, taken: Row['taken']): KnownText {
    const text = takenAt(word, taken);
    if (text.known !== null && text.is === role.is) return text.known;
    text.is = role.is;
    text.json = null;
    text.known = this.#texts.textOf(text.text, role);
    return text.known;
  }
}

function takenAt(word: string, taken: Row['taken']): TakenText {
  const text = taken.get(word);
  if (text === undefined) throw new Error('A part of a row asks for a text that the row does not have');
  return text;
}

function gather(secrets: readonly OwnSecret[], own: OwnSecrets): void {
  for (const { secret, kind } of secrets) if (kind === 'sid' || !own.has(secret)) own.set(secret, kind);
}
