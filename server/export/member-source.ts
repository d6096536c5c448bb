import { requestRecordSchema } from '../contract/log-entry.ts';
import { type PackedMember, type RowMember, sourceOf, unpackMember } from '../storage/log/entry-codec/entry-parts.ts';
import { takeTimes } from '../storage/log/entry-codec/entry-times.ts';
import { detached } from './redaction/detached.ts';

/** A member of a packed row that is not what the contract says: its row is read as a whole, which tells why. */
export class MemberMisfit extends Error {}

/** The value itself. Throws MemberMisfit for one that a record cannot have as this member. */
export function fitting(name: string, value: unknown): unknown {
  const schema = requestRecordSchema.shape[name as keyof typeof requestRecordSchema.shape];
  if (!schema.safeParse(value).success) throw new MemberMisfit(`The member ${name} does not fit`);
  return value;
}

/** Plain numbers, by whether a fraction may be among them; of fifteen digits at most, so all are exact. */
const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
const DECIMAL = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const mostRemembered = 500;
/** JSON that fits, by the name of the member: a row has a dozen such members, and most are as in the row before. */
const fits = new Map<string, { readonly numbers: RegExp | null; readonly known: Set<string> }>();

/** As `fitting`, for JSON that is written as it stands. */
export function fittingJson(name: string, json: string): string {
  let ofName = fits.get(name);
  if (ofName === undefined) {
    ofName = { numbers: numbersOf(name), known: new Set() };
    fits.set(name, ofName);
  }
  if (ofName.numbers?.test(json) || ofName.known.has(json)) return json;
  fitting(name, JSON.parse(json));
  if (ofName.known.size >= mostRemembered) ofName.known.clear();
  ofName.known.add(detached(json));
  return json;
}

/** Which plain numbers the schema of the member takes without looking at each: null if not all of a kind. */
function numbersOf(name: string): RegExp | null {
  const schema = requestRecordSchema.shape[name as keyof typeof requestRecordSchema.shape];
  const takes = (number: number) => schema.safeParse(number).success;
  if (![0, 1, 999_999_999_999_999].every(takes)) return null;
  return takes(123.25) ? DECIMAL : INTEGER;
}

/**
 * What a member of a record is made from, without parsing any of it. The same key, the same value, but for the times
 * that were taken out.
 */
export class MemberSource {
  readonly key: string;
  /** In order, to be put back; null where none were taken out. */
  readonly times: readonly string[] | null;
  readonly #member: NonNullable<RowMember>;
  readonly #row: readonly string[];
  readonly #untimed: string | null;

  constructor(member: NonNullable<RowMember>, row: readonly string[], numbers: TextNumbers) {
    this.#member = member;
    this.#row = row;
    const taken = typeof member === 'string' ? null : timesOf(member, row);
    this.times = taken?.times ?? null;
    if (this.times?.some((time) => !isNumber(time))) throw new MemberMisfit('A time is no number');
    this.#untimed = taken?.untimed ?? null;
    this.key = typeof member === 'string' ? member : keyOf(member, row, this.#untimed, numbers);
  }

  value(): unknown {
    return this.#unpack(this.#untimed);
  }

  /** The value with its times. */
  whole(): unknown {
    return this.#unpack(null);
  }

  #unpack(first: string | null): unknown {
    if (typeof this.#member === 'string') return JSON.parse(this.#member) as unknown;
    const source = sourceOf(this.#member, this.#row);
    if (first !== null) source[0] = first;
    try {
      return unpackMember(this.#member, source);
    } catch (error) {
      throw new MemberMisfit('A member cannot be unpacked', { cause: error });
    }
  }
}

/** Of a JSON text, by its first character. */
function isNumber(json: string): boolean {
  return /^[-\d]/.test(json);
}

const mostNumbered = 4_000;

/**
 * Numbers for long texts that are part of several keys: the headers of a request belong to three. No number is used
 * twice.
 */
export class TextNumbers {
  #young = new Map<string, number>();
  #old = new Map<string, number>();
  #next = 0;

  of(text: string): number {
    const young = this.#young.get(text);
    if (young !== undefined) return young;
    const number = this.#old.get(text) ?? this.#next++;
    if (this.#young.size >= mostNumbered) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(detached(text), number);
    return number;
  }
}

function timesOf({ timesIn, items }: PackedMember, row: readonly string[]) {
  return timesIn === undefined ? null : takeTimes(row[items[0] ?? 0] ?? '[]', timesIn);
}

function keyOf({ items }: PackedMember, row: readonly string[], first: string | null, numbers: TextNumbers): string {
  let key = first ?? row[items[0] ?? 0] ?? '';
  // A JSON text and a number after a line break: no other text reads like this.
  for (let place = 1; place < items.length; place++) key += `\n${numbers.of(row[items[place] ?? 0] ?? '')}`;
  return key;
}
