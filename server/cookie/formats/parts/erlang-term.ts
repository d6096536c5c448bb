import type { Json } from '../../../contract/json.ts';
import { utf8Of } from '../../../encodings/base64.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { unpackAs } from '../../../encodings/packings.ts';
import { asTypedValue, isObject } from '../../../encodings/typed-value.ts';

const VERSION = 131;
const COMPRESSED = 80;

/**
 * Reads a term of Erlang's external format as a tree, without creating atoms or functions. Binaries of UTF-8 are texts,
 * and maps with texts as keys are objects. Values without a notation in JSON are tagged with `$type`: `atom`, `tuple`,
 * `bytes`, `int`, `map` (a list of pairs). Null for bytes that are not such a term, and for pids, references and
 * functions. Never throws; depth and number of values are bounded. Source: Erlang/OTP, External Term Format.
 */
export function readErlangTerm(bytes: Buffer): { readonly value: Json } | null {
  if (bytes[0] !== VERSION) return null;
  let body = bytes.subarray(1);
  if (body[0] === COMPRESSED) {
    const content = unpackAs(body.subarray(5), 'zlib');
    if (content === null || content === 'too-large') return null;
    body = content;
  }
  return readAll(new Reader(body), (reader) => reader.value(0));
}

class Reader extends ByteReader {
  value(depth: number): Json {
    this.enter(depth);
    switch (this.uint(1)) {
      case 97:
        return this.uint(1);
      case 98:
        return this.uint(4) | 0;
      case 70:
        return this.take(8).readDoubleBE();
      case 110:
        return this.#big(this.uint(1));
      case 111:
        return this.#big(this.uint(4));
      case 115:
      case 119:
        return atom(this.text(this.uint(1)));
      case 100:
      case 118:
        return atom(this.text(this.uint(2)));
      case 104:
        return { $type: 'tuple', value: this.#items(this.uint(1), depth) };
      case 105:
        return { $type: 'tuple', value: this.#items(this.uint(4), depth) };
      case 106:
        return [];
      case 107:
        return [...this.take(this.uint(2))];
      case 108:
        return this.#list(depth);
      case 109:
        return binary(this.take(this.uint(4)));
      case 116:
        return this.#map(this.uint(4), depth);
      default:
        throw new NotReadable();
    }
  }

  #items(count: number, depth: number): Json[] {
    const items: Json[] = [];
    for (let index = 0; index < count; index++) items.push(this.value(depth + 1));
    return items;
  }

  /** A list whose tail is not empty does not occur in sessions. */
  #list(depth: number): Json {
    const items = this.#items(this.uint(4), depth);
    if (this.uint(1) !== 106) throw new NotReadable();
    return items;
  }

  #map(count: number, depth: number): Json {
    const pairs: [Json, Json][] = [];
    for (let index = 0; index < count; index++) pairs.push([this.value(depth + 1), this.value(depth + 1)]);
    const isPlain = pairs.every(([key]) => typeof key === 'string' && key !== '$type');
    return isPlain ? Object.fromEntries(pairs) : { $type: 'map', value: pairs };
  }

  #big(count: number): Json {
    const isNegative = this.uint(1) !== 0;
    const digits = Buffer.from(this.take(count)).reverse().toString('hex');
    if (count > 512) throw new NotReadable();
    const size = BigInt(`0x0${digits}`);
    const value = isNegative ? -size : size;
    return Number.isSafeInteger(Number(value)) ? Number(value) : { $type: 'int', value: String(value) };
  }
}

function atom(name: string): Json {
  if (name === 'nil') return null;
  return name === 'true' || name === 'false' ? name === 'true' : { $type: 'atom', value: name };
}

function binary(bytes: Buffer): Json {
  return utf8Of(bytes) ?? { $type: 'bytes', hex: bytes.toString('hex') };
}

/** Writes a term that {@link readErlangTerm} reads as the same value. */
export function writeErlangTerm(value: Json): Buffer {
  return Buffer.concat([Buffer.from([VERSION]), written(value)]);
}

function written(value: Json): Buffer {
  if (value === null || typeof value === 'boolean') return writtenAtom(value === null ? 'nil' : String(value));
  if (typeof value === 'string') return sized(109, Buffer.from(value));
  if (typeof value === 'number') return writtenNumber(value);
  if (Array.isArray(value)) {
    if (value.length === 0) return Buffer.from([106]);
    return Buffer.concat([head(108, value.length), ...value.map(written), Buffer.from([106])]);
  }
  return writtenTagged(value) ?? writtenMap(Object.entries(value));
}

/** Null for an ordinary object. */
function writtenTagged(object: { [key: string]: Json }): Buffer | null {
  const { $type: type, value } = object;
  if (type === 'atom' && typeof value === 'string') return writtenAtom(value);
  if (type === 'map' && Array.isArray(value) && value.every(isPair)) return writtenMap(value);
  const typed = asTypedValue(object);
  if (typed?.$type === 'bytes') return sized(109, Buffer.from(typed.hex, 'hex'));
  if (typed?.$type === 'int') return writtenBig(BigInt(typed.value));
  if (typed?.$type === 'tuple') return Buffer.concat([head(105, typed.value.length), ...typed.value.map(written)]);
  return typed?.$type === 'dict' && isObject(typed.value) ? writtenMap(Object.entries(typed.value)) : null;
}

function isPair(item: Json): item is [Json, Json] {
  return Array.isArray(item) && item.length === 2;
}

function writtenMap(pairs: readonly [Json, Json][]): Buffer {
  return Buffer.concat([head(116, pairs.length), ...pairs.flat().map(written)]);
}

function writtenAtom(name: string): Buffer {
  const text = Buffer.from(name);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(text.length & 0xffff);
  return Buffer.concat([Buffer.from([118]), length, text.subarray(0, 0xffff)]);
}

function writtenNumber(value: number): Buffer {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    const bytes = Buffer.alloc(9);
    bytes[0] = 70;
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (value >= 0 && value < 256) return Buffer.from([97, value]);
  if (value !== (value | 0)) return writtenBig(BigInt(value));
  const bytes = Buffer.alloc(5);
  bytes[0] = 98;
  bytes.writeInt32BE(value, 1);
  return bytes;
}

function writtenBig(value: bigint): Buffer {
  const hex = (value < 0n ? -value : value).toString(16);
  const digits = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').reverse();
  return Buffer.concat([head(111, digits.length), Buffer.from([value < 0n ? 1 : 0]), digits]);
}

function sized(tag: number, bytes: Buffer): Buffer {
  return Buffer.concat([head(tag, bytes.length), bytes]);
}

function head(tag: number, count: number): Buffer {
  const bytes = Buffer.alloc(5);
  bytes[0] = tag;
  bytes.writeUInt32BE(count, 1);
  return bytes;
}
