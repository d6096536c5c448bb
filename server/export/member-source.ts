import { requestRecordSchema } from '../contract/log-entry.ts';
import { type PackedMember, type RowMember, sourceOf, unpackMember } from '../storage/log/entry-codec/entry-parts.ts';
import { takeTimes } from '../storage/log/entry-codec/entry-times.ts';
import { detached } from './redaction/detached.ts';

/**
 * A member of a packed row does not match the contract. The row is then read as a whole, which determines the reason.
 */
export class MemberMisfit extends Error {}

/** Returns the value. Throws MemberMisfit if the contract does not allow it for this member. */
export function fitting(name: string, value: unknown): unknown {
  const schema = requestRecordSchema.shape[name as keyof typeof requestRecordSchema.shape];
  if (!schema.safeParse(value).success) throw new MemberMisfit(`The member ${name} does not fit`);
  return value;
}

/** The schemas of plain numbers with and without a fraction. At most fifteen digits, so all numbers are exact. */
const INTEGER = /^(?:0|[1-9]\d{0,14})$/;
const DECIMAL = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;
const mostRemembered = 500;
/**
 * JSON that was found to match, by the name of the member. A row has a dozen such members, and most are the same as in
 * the row before.
 */
const fits = new Map<string, { readonly numbers: RegExp | null; readonly known: Set<string> }>();

/** Like `fitting`, for JSON that is written unchanged. */
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

/** Which plain numbers the schema of the member accepts without checking each of them. Null if it accepts only some. */
function numbersOf(name: string): RegExp | null {
  const schema = requestRecordSchema.shape[name as keyof typeof requestRecordSchema.shape];
  const takes = (number: number) => schema.safeParse(number).success;
  if (![0, 1, 999_999_999_999_999].every(takes)) return null;
  return takes(123.25) ? DECIMAL : INTEGER;
}

/**
 * The source of a member of a record, without parsing it. Two sources with the same key have the same value, except for
 * the times that were taken out.
 */
export class MemberSource {
  readonly key: string;
  /** The times in order, to be inserted again. Null if none were taken out. */
  readonly times: readonly string[] | null;
  readonly #member: NonNullable<RowMember>;
  readonly #row: readonly string[];
  readonly #untimed: string | null;

  constructor(member: NonNullable<RowMember>, row: readonly string[], numbers: TextNumbers) {
    this.#member = member;
    this.#row = row;
    const taken = typeof member === 'string' ? null : timesOf(member, row);
    this.times = taken?.times ?? null;
    if (this.times?.some((time) => !isNumber(time))) throw new MemberMisfit('A time is not a number');
    this.#untimed = taken?.untimed ?? null;
    this.key = typeof member === 'string' ? member : keyOf(member, row, this.#untimed, numbers);
  }

  value(): unknown {
    return this.#unpack(this.#untimed);
  }

  /** The value including its times. */
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

/** Whether a JSON text is a number, by its first character. */
function isNumber(json: string): boolean {
  return /^[-\d]/.test(json);
}

const mostNumbered = 4_000;

/**
 * Numbers for long texts that are part of several keys, such as the headers of a request, which are part of three. A
 * number is never reused.
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
  // A JSON text and a number after a line break. No other text has this form.
  for (let place = 1; place < items.length; place++) key += `\n${numbers.of(row[items[place] ?? 0] ?? '')}`;
  return key;
}
