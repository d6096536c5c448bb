import type { LogEntry } from '../contract/log-entry.ts';
import { packedRow, rowMembers } from '../storage/log/entry-codec/entry-parts.ts';
import { splitAtTimes } from '../storage/log/entry-codec/entry-times.ts';
import { readEntry, type StoredEntry } from '../storage/log/stored-entry.ts';
import { IdSet } from './id-set.ts';
import { fitting, fittingJson, MemberMisfit, MemberSource, TextNumbers } from './member-source.ts';
import { detached } from './redaction/detached.ts';
import { type MapAnyMember, mapEntryText, requestMember } from './redaction/entry-text.ts';
import { TextMemory } from './redaction/text-memory.ts';
import { type RedactorOptions, TextRedactor } from './redaction/text-redactor.ts';
import type { MapText, TextRole } from './redaction/text-role.ts';
import { type PlaceKind, RowTexts } from './row-texts.ts';

/**
 * Replaces the secrets of one export by pseudonyms. It first reads every row to collect all secrets. A secret is then
 * replaced in every row, whichever row identifies it as a secret.
 *
 * Secret by position: session ids, the values of all cookies, headers, parameters and members of session data under the
 * name of a secret (see secrecyOf), user information of URLs, and the tokens of mailed links (see secretsInPaths).
 * Secret by form: the tokens and keys of services, JSON Web Tokens, private keys and similar values (see
 * secretsByForm). Each of these of eight characters or more, and each signing secret, is also replaced wherever else it
 * occurs, plain, encoded or compressed, including session keys and values; known session ids are replaced in every
 * entry. Compressed text with a secret is replaced as a whole (see packedIn). The same secret has the same pseudonym
 * throughout a file and a different one in the next file. Names, structure, times and all other session data stay.
 */
export interface RowRedactor {
  /** Collects the secrets of a row. */
  collect(row: StoredEntry): void;
  /** The JSON of the row's entry, without its own secrets and those of all collected rows. */
  replaced(row: StoredEntry): string;
  /**
   * The number of secrets that could not be remembered because there were too many. They are replaced only in fields
   * known to contain a secret.
   */
  readonly left: number;
}

/** The redactor of one export. */
export function createRedactor(options: RedactorOptions): RowRedactor {
  return new Redactor(options);
}

/** A placeholder for a text that was taken out of its row, and the role of the text at this position. */
interface Place {
  readonly word: string;
  readonly role: TextRole;
}

/**
 * A redacted member of a record, as JSON with gaps for the texts that were taken out of its row. It is the same for
 * every row that differs only in those texts.
 */
interface ReplacedPart {
  /** The parts between the gaps, one more than there are gaps. Null if the position of a time is ambiguous. */
  readonly around: readonly string[] | null;
  /** The content of each gap: a text, or the time with this number. */
  readonly gaps: readonly (Place | number)[];
}

/** A text that was taken out of its row, and its redacted JSON for the last requested role. */
interface TakenText {
  readonly text: string;
  is: TextRole['is'] | null;
  json: string;
}

type Taken = ReadonlyMap<string, TakenText>;

/** Parts take more memory than texts, but computing them again is fast once their texts are known. */
const MEMORY = { texts: 2_000, characters: 1024 * 1024, longest: 8_192 } as const;
const EMPTY: ReadonlySet<string> = new Set(['null', '[]', '{}', '""']);
/** Methods and versions of nearly every request. */
const COMMON: ReadonlySet<string> = new Set(['"GET"', '"POST"', '"1.0"', '"1.1"', '"2.0"']);
/** Members that repeat a text of another member, whose secrets are collected there. */
const REPEATED: ReadonlySet<string> = new Set(['cookieValue', 'sidBefore', 'sidAfter']);
/** The role of each kind of text that was taken out of a row. */
const ROLES: Readonly<Record<PlaceKind, TextRole>> = {
  url: { is: 'text' },
  sid: { is: 'sid' },
  cookie: { is: 'cookie-header' },
  value: { is: 'cookie-value' },
  set: { is: 'set-cookie' },
};
/** The members of a record in order, each with its prefix in JSON and the function that reaches its texts. */
const steps = rowMembers.map(([name, find], place) => ({
  // Both members share their cached results, because they usually have the same content.
  name: name === 'sessionAfter' ? 'sessionBefore' : name,
  isRepeated: REPEATED.has(name),
  find,
  before: `${place === 0 ? '{' : ','}${JSON.stringify(name)}:`,
  map: requestMember(name) ?? null,
}));
const asItIs: MapAnyMember = (value) => value;
const takenText = (text: string): TakenText => ({ text, is: null, json: '' });

class Redactor implements RowRedactor {
  readonly #texts: TextRedactor;
  readonly #rowTexts = new RowTexts();
  readonly #numbers = new TextNumbers();
  readonly #collected = new TextMemory<true>(MEMORY);
  #parts = new TextMemory<ReplacedPart>(MEMORY);
  /** The rows that are valid JSON. Rows do not change, so each is parsed only once. */
  readonly #sound = new IdSet();
  #isReplacing = false;

  constructor(options: RedactorOptions) {
    this.#texts = new TextRedactor(options);
  }

  get left(): number {
    return this.#texts.left;
  }

  collect(row: StoredEntry): void {
    if (this.#isReplacing) this.#forgetReplaced();
    const collect: MapText = (text, role) => {
      if (!this.#rowTexts.isPlace(text)) this.#texts.collect(text, role);
      return text;
    };
    const isCollected = byMembers(row, this.#sound, (items) => this.#collectMembers(items, collect));
    if (isCollected === null) mapEntryText(readEntry(row), collect);
  }

  #collectMembers(items: readonly string[], collect: MapText): true {
    const without = this.#rowTexts.takeFrom(items, (text, kind) => {
      // The values of cookies are collected with their header.
      if (kind !== 'value') this.#texts.collect(text, ROLES[kind]);
      return { text };
    });
    for (const { name, isRepeated, find, map } of steps) {
      if (map === null) continue;
      const found = find(without.row);
      if (found === null || (typeof found === 'string' ? EMPTY.has(found) || COMMON.has(found) : isRepeated)) continue;
      const source = new MemberSource(found, without.row, this.#numbers);
      if (this.#collected.get(name, source.key) === true) continue;
      map(fitting(name, source.value()), collect);
      this.#collected.set(name, detached(source.key), true);
    }
    return true;
  }

  replaced(row: StoredEntry): string {
    this.#isReplacing = true;
    return byMembers(row, this.#sound, (items) => this.#replacedMembers(items)) ?? this.#replacedEntry(readEntry(row));
  }

  #replacedMembers(items: readonly string[]): string {
    const without = this.#rowTexts.takeFrom(items, takenText);
    let redacted = '';
    for (const { name, find, before, map } of steps) {
      const found = find(without.row);
      if (found === null) continue;
      redacted += before;
      if (typeof found === 'string' && (map === null || EMPTY.has(found) || COMMON.has(found))) {
        redacted += fittingJson(name, found);
      } else {
        const source = new MemberSource(found, without.row, this.#numbers);
        redacted += this.#replacedMember(name, source, map ?? asItIs, without.taken);
      }
    }
    return `${redacted}}`;
  }

  #replacedMember(name: string, source: MemberSource, map: MapAnyMember, taken: Taken): string {
    let part = this.#parts.get(name, source.key);
    if (part === undefined) {
      part = this.#partOf(fitting(name, source.value()), source, map);
      this.#parts.set(name, detached(source.key), part);
    }
    const { around, gaps } = part;
    // The member contains a text that equals the placeholder of a time.
    if (around === null) return JSON.stringify(map(source.whole(), this.#replacing(taken)));
    let json = around[0] ?? '';
    for (let at = 0; at < gaps.length; at++) {
      const gap = gaps[at] ?? 0;
      json += typeof gap === 'number' ? (source.times?.[gap] ?? '') : this.#jsonOf(gap, taken);
      json += around[at + 1] ?? '';
    }
    return json;
  }

  /** Replaces the texts of a member, except those that were taken out of its row. */
  #partOf(value: unknown, source: MemberSource, map: MapAnyMember): ReplacedPart {
    const places: Place[] = [];
    const replaced = map(value, (text, role) => {
      if (!this.#rowTexts.isPlace(text)) return this.#texts.replaced(text, role);
      return this.#rowTexts.numbered(places.push({ word: text, role }) - 1);
    });
    const json = JSON.stringify(replaced);
    const between = source.times === null ? [json] : splitAtTimes(json, source.times.length);
    if (between === null) return { around: null, gaps: [] };
    const around: string[] = [];
    const gaps: (Place | number)[] = [];
    for (const [time, piece] of between.entries()) {
      if (time > 0) gaps.push(time - 1);
      // Texts separated by the numbers of placeholders.
      for (const [at, each] of this.#rowTexts.splitAtNumbers(piece).entries()) {
        const place = at % 2 === 0 ? undefined : places[Number(each)];
        if (place !== undefined) gaps.push(place);
        else around.push(each);
      }
    }
    return { around, gaps };
  }

  #replacedEntry(entry: LogEntry): string {
    return JSON.stringify(mapEntryText(entry, (text, role) => this.#texts.replaced(text, role)));
  }

  #replacing(taken: Taken): MapText {
    return (text, role) => this.#texts.replaced(taken.get(text)?.text ?? text, role);
  }

  /** A text that was taken out of its row nearly always has one role, so its last result is cached. */
  #jsonOf({ word, role }: Place, taken: Taken): string {
    const text = taken.get(word);
    if (text === undefined) throw new Error('A part of a row asks for a text that the row does not have');
    if (text.is !== role.is) {
      text.is = role.is;
      text.json = JSON.stringify(this.#texts.replaced(text.text, role));
    }
    return text.json;
  }

  #forgetReplaced(): void {
    this.#isReplacing = false;
    this.#parts = new TextMemory(MEMORY);
    this.#texts.forgetReplaced();
  }
}

/**
 * Applies `use` to the items of a packed row. Null for a row that must be read as a whole because it is not packed or
 * does not match the contract.
 */
function byMembers<Result>(
  { id, json }: StoredEntry,
  sound: IdSet,
  use: (items: readonly string[]) => Result,
): Result | null {
  const items = typeof json === 'string' ? packedRow(json) : null;
  if (items === null || items[1] !== String(id)) return null;
  if (!sound.has(id)) {
    if (!isJson(json)) return null;
    sound.add(id);
  }
  try {
    return use(items);
  } catch (error) {
    if (error instanceof MemberMisfit) return null;
    throw error;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
