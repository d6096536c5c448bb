import type { Json } from '../../../contract/json.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { meantAsObject } from '../../../encodings/typed-value.ts';

/**
 * Reads a map or a list of MessagePack that takes up all of the bytes, with texts for keys. Null for anything else, and
 * for extension types. Integers beyond 2^53 come out as `{"$type":"int"}`, bytes as `{"$type":"bytes"}`. Never throws;
 * depth and number of values are bounded. Source: the MessagePack specification.
 */
export function readMessagePack(bytes: Buffer): Json | null {
  const first = bytes[0] ?? 0;
  const isMap = (first & 0xf0) === 0x80 || first === 0xde || first === 0xdf;
  const isList = (first & 0xf0) === 0x90 || first === 0xdc || first === 0xdd;
  if (!isMap && !isList) return null;
  return readAll(new Reader(bytes), (reader) => reader.value(0))?.value ?? null;
}

class Reader extends ByteReader {
  value(depth: number): Json {
    this.enter(depth);
    const type = this.uint(1);
    if (type < 0x80) return type;
    if (type < 0x90) return this.#map(type & 0x0f, depth);
    if (type < 0xa0) return this.#list(type & 0x0f, depth);
    if (type < 0xc0) return this.text(type & 0x1f);
    if (type >= 0xe0) return type - 0x100;
    return this.#typed(type, depth);
  }

  #typed(type: number, depth: number): Json {
    switch (type) {
      case 0xc0:
        return null;
      case 0xc2:
      case 0xc3:
        return type === 0xc3;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return { $type: 'bytes', hex: this.take(this.uint(2 ** (type - 0xc4))).toString('hex') };
      case 0xca:
        return number(this.take(4).readFloatBE());
      case 0xcb:
        return number(this.take(8).readDoubleBE());
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.uint(2 ** (type - 0xcc));
      case 0xcf:
        return integer(this.take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2: {
        const size = 2 ** (type - 0xd0);
        return this.take(size).readIntBE(0, size);
      }
      case 0xd3:
        return integer(this.take(8).readBigInt64BE());
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.text(this.uint(2 ** (type - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#list(this.uint(2 * (type - 0xdb)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(this.uint(2 * (type - 0xdd)), depth);
      default:
        throw new NotReadable();
    }
  }

  #map(size: number, depth: number): Json {
    const entries: [string, Json][] = [];
    for (let index = 0; index < size; index++) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string') throw new NotReadable();
      entries.push([key, this.value(depth + 1)]);
    }
    return meantAsObject(Object.fromEntries(entries));
  }

  #list(size: number, depth: number): Json {
    const items: Json[] = [];
    for (let index = 0; index < size; index++) items.push(this.value(depth + 1));
    return items;
  }
}

function integer(value: bigint): Json {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : { $type: 'int', value: String(value) };
}

function number(value: number): Json {
  return Number.isFinite(value) ? value : { $type: 'float', value: String(value) };
}
