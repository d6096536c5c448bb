import type { Json } from '../../../contract/json.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { meantAsObject } from '../../../encodings/typed-value.ts';
import {
  BOOL,
  BUILT_IN,
  BYTES,
  COMPLEX,
  type Field,
  FLOAT,
  INT,
  INTERFACE,
  STRING,
  type Type,
  type TypeId,
  typeOf,
  UINT,
  WIRE_TYPE,
} from './gob-types.ts';

/** A read value. `isPlain`: it is the map of an app's session with texts, booleans and numbers only; see writeGob. */
export type GobReading = { readonly value: Json; readonly isPlain: boolean };

/**
 * Reads one value of Go's gob as a tree, without registering types or calling methods. A struct is an object of the
 * transmitted fields (gob omits fields with zero values), a map with texts as keys is an object. Values without a
 * notation in JSON are tagged with `$type`: `bytes`, `int`, `float`, `datetime` (time.Time), `complex`, `map` (a list
 * of pairs). Null for bytes that are not gob. Never throws; depth and number of values are bounded. Source: Go
 * encoding/gob doc.go and decode.go.
 */
export function readGob(bytes: Buffer): GobReading | null {
  return readAll(new Reader(bytes), (reader) => reader.document())?.value ?? null;
}

/** The kinds of values that `writeGob` writes. */
const PLAIN_NAMES = ['string', 'bool', 'int', 'float64'];

class Reader extends ByteReader {
  readonly #types = new Map<TypeId, Type>(BUILT_IN);
  #messageEnd = 0;
  #isPlain = true;

  document(): GobReading {
    const id = this.#typeSequence(false);
    const type = this.#types.get(id);
    const isSession = type?.kind === 'map' && type.key === INTERFACE && type.element === INTERFACE;
    const value = this.#top(id, 0);
    return { value, isPlain: isSession && this.#isPlain };
  }

  /** Takes in the types that are described here, and gives the type of the value behind them. */
  #typeSequence(isInInterface: boolean): TypeId {
    for (;;) {
      if (!isInInterface && this.at === this.#messageEnd) this.#messageEnd = this.#count() + this.at;
      const id = this.#int();
      if (id >= 0) return id;
      this.enter(0);
      this.#types.set(-id, typeOf(this.#value(WIRE_TYPE, 0)));
      if (isInInterface) this.#count();
    }
  }

  /** A value that is not a field or an element: a zero precedes all values except structs. */
  #top(id: TypeId, depth: number): Json {
    if (this.#types.get(id)?.kind !== 'struct' && this.#count() !== 0) throw new NotReadable();
    return this.#value(id, depth);
  }

  #value(id: TypeId, depth: number): Json {
    this.enter(depth);
    switch (id) {
      case BOOL:
        return this.#count() === 1;
      case INT:
        return integer(signed(this.#uint()));
      case UINT:
        return integer(this.#uint());
      case FLOAT:
        return this.#float();
      case BYTES:
        return { $type: 'bytes', hex: this.take(this.#count()).toString('hex') };
      case STRING:
        return this.#string();
      case COMPLEX:
        return { $type: 'complex', value: [this.#float(), this.#float()] };
      case INTERFACE:
        return this.#interface(depth);
      default:
        return this.#composite(this.#types.get(id), depth);
    }
  }

  #composite(type: Type | undefined, depth: number): Json {
    if (type === undefined) throw new NotReadable();
    switch (type.kind) {
      case 'list':
        return this.#items(this.#count(), type.element, depth);
      case 'map':
        return this.#map(this.#count(), type, depth);
      case 'struct':
        return this.#struct(type.fields, depth);
      case 'encoded':
        return encoded(type.name, this.take(this.#count()));
    }
  }

  /** The name under which the app registered the type, the type, a length, and the value. Without a name it is nil. */
  #interface(depth: number): Json {
    const name = this.#string();
    if (name === '') return null;
    const id = this.#typeSequence(true);
    this.#count();
    const value = this.#top(id, depth + 1);
    if (!PLAIN_NAMES.includes(name) || (name === 'float64' && Number.isInteger(value))) this.#isPlain = false;
    return value;
  }

  #items(count: number, element: TypeId, depth: number): Json[] {
    const items: Json[] = [];
    for (let index = 0; index < count; index++) items.push(this.#value(element, depth + 1));
    return items;
  }

  #map(count: number, { key, element }: { key: TypeId; element: TypeId }, depth: number): Json {
    const pairs: [Json, Json][] = [];
    for (let index = 0; index < count; index++)
      pairs.push([this.#value(key, depth + 1), this.#value(element, depth + 1)]);
    if (pairs.every(([name]) => typeof name === 'string')) return meantAsObject(Object.fromEntries(pairs));
    this.#isPlain = false;
    return { $type: 'map', value: pairs };
  }

  /** Each field follows its distance from the previous field; a zero ends the struct. */
  #struct(fields: readonly Field[], depth: number): Json {
    const members: [string, Json][] = [];
    let at = -1;
    for (let distance = this.#count(); distance !== 0; distance = this.#count()) {
      at += distance;
      const field = fields[at];
      if (field === undefined) throw new NotReadable();
      members.push([field.name, this.#value(field.id, depth + 1)]);
    }
    return meantAsObject(Object.fromEntries(members));
  }

  /** The bits of a float64 with the bytes reversed, since the last ones are often zero. */
  #float(): Json {
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(this.#uint());
    const value = bytes.readDoubleBE();
    return Number.isFinite(value) ? value : { $type: 'float', value: String(value) };
  }

  #string(): string {
    return this.text(this.#count());
  }

  #count(): number {
    return Number(this.#uint());
  }

  #int(): number {
    return Number(signed(this.#uint()));
  }

  /** Below 128 the byte itself; else the number of bytes that follow, negated, and those. */
  #uint(): bigint {
    const first = this.uint(1);
    if (first < 0x80) return BigInt(first);
    const length = 0x100 - first;
    if (length > 8) throw new NotReadable();
    return BigInt(`0x${this.take(length).toString('hex')}`);
  }
}

/** If the lowest bit is set, the other bits are inverted. */
function signed(value: bigint): bigint {
  return (value & 1n) === 1n ? ~(value >> 1n) : value >> 1n;
}

function integer(value: bigint): Json {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : { $type: 'int', value: String(value) };
}

const SECONDS_BEFORE_1970 = 62_135_596_800;

/** The value of a type with its own encoding: a time.Time is read, others are shown as bytes. */
function encoded(name: string, bytes: Buffer): Json {
  const isTime =
    name === 'Time' && ((bytes[0] === 1 && bytes.length === 15) || (bytes[0] === 2 && bytes.length === 16));
  const time = isTime ? isoOf(bytes) : null;
  return time === null ? { $type: 'bytes', hex: bytes.toString('hex') } : { $type: 'datetime', iso: time };
}

/** Seconds since the year 1, nanoseconds, and minutes east of UTC, or -1 for UTC itself. Source: Go time/time.go. */
function isoOf(bytes: Buffer): string | null {
  const seconds = Number(bytes.readBigInt64BE(1)) - SECONDS_BEFORE_1970;
  const nanoseconds = bytes.readInt32BE(9);
  const minutes = bytes.readInt16BE(13);
  const offset = minutes === -1 ? 0 : minutes;
  const date = new Date((seconds + offset * 60) * 1000);
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return null;
  const fraction = nanoseconds > 0 ? `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}` : '';
  return `${date.toISOString().slice(0, 19)}${fraction}${zoneOf(minutes)}`;
}

function zoneOf(minutes: number): string {
  if (minutes === -1) return 'Z';
  const distance = Math.abs(minutes);
  const [hours, rest] = [Math.floor(distance / 60), distance % 60].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${hours}:${rest}`;
}
