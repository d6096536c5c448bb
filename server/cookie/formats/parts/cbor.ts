import type { Json } from '../../../contract/json.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { meantAsObject } from '../../../encodings/typed-value.ts';

/**
 * Reads a map or a list of CBOR that takes up all of the bytes and has a text in it, with tags around it or not. Null
 * for any other bytes. Bytes come out as `{"$type":"bytes"}`, integers beyond 2^53 as `{"$type":"int"}`; tags inside
 * are left out. Never throws; depth and number of values are limited. Source: RFC 8949.
 */
export function readCbor(bytes: Buffer): Json | null {
  const major = (bytes[0] ?? 0) >> 5;
  if (major < 4 || major > 6) return null;
  const reader = new Reader(bytes);
  const value = readAll(reader, () => reader.value(0))?.value ?? null;
  return typeof value === 'object' && reader.hasText ? value : null;
}

class Reader extends ByteReader {
  /** Characters of all texts. */
  #characters = 0;

  /** Random bytes seldom have so much text where CBOR has one. */
  get hasText(): boolean {
    return this.#characters >= 4;
  }

  value(depth: number): Json {
    this.enter(depth);
    const first = this.uint(1);
    const [major, info] = [first >> 5, first & 0x1f];
    if (major === 7) return this.#simple(info);
    if (info === 31) return this.#endless(major, depth);
    const size = this.#size(info);
    if (major === 0) return number(size);
    if (major === 1) return number(-1n - size);
    const length = Number(size);
    switch (major) {
      case 2:
        return { $type: 'bytes', hex: this.take(length).toString('hex') };
      case 3:
        return this.#text(length);
      case 4:
        return this.#items(length, () => this.value(depth + 1));
      case 5:
        return this.#map(this.#items(length, () => this.#entry(depth)));
      default:
        return this.value(depth + 1);
    }
  }

  #size(info: number): bigint {
    if (info < 24) return BigInt(info);
    if (info > 27) throw new NotReadable();
    return BigInt(`0x${this.take(2 ** (info - 24)).toString('hex')}`);
  }

  /** A text, a list or a map that ends with a break. */
  #endless(major: number, depth: number): Json {
    const parts: Json[] = [];
    const entries: [string, Json][] = [];
    while (this.peek() !== 0xff) {
      if (major === 5) entries.push(this.#entry(depth));
      else parts.push(this.value(depth + 1));
    }
    this.take(1);
    if (major === 4) return parts;
    if (major === 5) return this.#map(entries);
    if (major === 3 && parts.every((part) => typeof part === 'string')) return parts.join('');
    throw new NotReadable();
  }

  #entry(depth: number): [string, Json] {
    const key = this.value(depth + 1);
    if (typeof key !== 'string' && typeof key !== 'number') throw new NotReadable();
    return [String(key), this.value(depth + 1)];
  }

  #map(entries: [string, Json][]): Json {
    return meantAsObject(Object.fromEntries(entries));
  }

  #items<Item>(length: number, read: () => Item): Item[] {
    const items: Item[] = [];
    for (let index = 0; index < length; index++) items.push(read());
    return items;
  }

  #text(length: number): string {
    const text = this.text(length);
    this.#characters += text.length;
    return text;
  }

  #simple(info: number): Json {
    switch (info) {
      case 20:
      case 21:
        return info === 21;
      case 22:
      case 23:
        return null;
      case 25:
        return half(this.uint(2));
      case 26:
        return float(this.take(4).readFloatBE());
      case 27:
        return float(this.take(8).readDoubleBE());
      default:
        throw new NotReadable();
    }
  }
}

function number(value: bigint): Json {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : { $type: 'int', value: String(value) };
}

function float(value: number): Json {
  return Number.isFinite(value) ? value : { $type: 'float', value: String(value) };
}

/** A float of 16 bits (IEEE 754). */
function half(bits: number): Json {
  const [exponent, fraction] = [(bits >> 10) & 0x1f, bits & 0x3ff];
  const size =
    exponent === 0
      ? fraction * 2 ** -24
      : exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : (fraction + 1024) * 2 ** (exponent - 25);
  return float(bits & 0x8000 ? -size : size);
}
