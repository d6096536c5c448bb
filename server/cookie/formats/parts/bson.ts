import type { Json } from '../../../contract/json.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { meantAsObject } from '../../../encodings/typed-value.ts';

const MAX_BYTES = 64 * 1024;

/**
 * Reads a document of BSON that takes up all of the bytes. Null for any other bytes, and for an empty document. An
 * ObjectId comes out as its hex, a date in ISO 8601, bytes as `{"$type":"bytes"}`. Never throws; depth and number of
 * values are limited. Source: BSON specification 1.1.
 */
export function readBson(bytes: Buffer): Json | null {
  if (bytes.length < 8 || bytes.length > MAX_BYTES || bytes.readInt32LE(0) !== bytes.length) return null;
  return readAll(new Reader(bytes), (reader) => reader.document(0, false))?.value ?? null;
}

class Reader extends ByteReader {
  document(depth: number, isList: boolean): Json {
    this.enter(depth);
    const end = this.at + this.take(4).readInt32LE();
    const entries: [string, Json][] = [];
    for (let type = this.uint(1); type !== 0; type = this.uint(1)) {
      const name = this.#cString();
      entries.push([name, this.#value(type, depth)]);
    }
    if (this.at !== end) throw new NotReadable();
    return isList ? entries.map(([, value]) => value) : meantAsObject(Object.fromEntries(entries));
  }

  #value(type: number, depth: number): Json {
    switch (type) {
      case 0x01:
        return float(this.take(8).readDoubleLE());
      case 0x02:
      case 0x0d:
      case 0x0e:
        return this.#string();
      case 0x03:
        return this.document(depth + 1, false);
      case 0x04:
        return this.document(depth + 1, true);
      case 0x05:
        return this.#binary();
      case 0x07:
        return this.take(12).toString('hex');
      case 0x08:
        return this.uint(1) === 1;
      case 0x09:
        return date(this.take(8).readBigInt64LE());
      case 0x06:
      case 0x0a:
        return null;
      case 0x0b:
        return `/${this.#cString()}/${this.#cString()}`;
      case 0x10:
        return this.take(4).readInt32LE();
      case 0x11:
      case 0x12:
        return integer(this.take(8).readBigInt64LE());
      case 0x13:
        return { $type: 'bytes', hex: this.take(16).toString('hex') };
      default:
        throw new NotReadable();
    }
  }

  #cString(): string {
    return this.until(0).toString('utf8');
  }

  #string(): string {
    const text = this.text(this.take(4).readInt32LE() - 1);
    if (this.uint(1) !== 0) throw new NotReadable();
    return text;
  }

  #binary(): Json {
    const length = this.take(4).readInt32LE();
    this.take(1);
    return { $type: 'bytes', hex: this.take(length).toString('hex') };
  }
}

function date(ms: bigint): Json {
  const time = new Date(Number(ms));
  return Number.isNaN(time.getTime()) ? integer(ms) : { $type: 'datetime', iso: time.toISOString() };
}

function integer(value: bigint): Json {
  const small = Number(value);
  return Number.isSafeInteger(small) ? small : { $type: 'int', value: String(value) };
}

function float(value: number): Json {
  return Number.isFinite(value) ? value : { $type: 'float', value: String(value) };
}
