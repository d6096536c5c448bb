import type { Json } from '../../../contract/json.ts';
import { ByteReader, NotReadable, readAll } from '../../../encodings/byte-reader.ts';
import { meantAsObject } from '../../../encodings/typed-value.ts';

/** Whether the bytes begin as igbinary of version 1 or 2 does. */
export function isIgbinary(bytes: Buffer): boolean {
  return bytes.length > 5 && bytes.readUInt32BE(0) - 1 <= 1 && (bytes[4] ?? 255) <= 0x26 && bytes.readUInt32BE(0) > 0;
}

/**
 * Reads a value of PHP's igbinary that takes up all of the bytes. Objects are shown as `{"$type":"php-object"}` with
 * their class and properties; none is created. References are shown as `{"$type":"reference"}`. Null for any other
 * bytes. Never throws; depth and number of values are limited. Source: igbinary, src/php7/igbinary.c.
 */
export function readIgbinary(bytes: Buffer): Json | null {
  if (!isIgbinary(bytes)) return null;
  const reader = new Reader(bytes);
  return (
    readAll(reader, () => {
      reader.take(4);
      return reader.value(0);
    })?.value ?? null
  );
}

class Reader extends ByteReader {
  /** Texts that come again are numbers of these. */
  readonly #texts: string[] = [];

  value(depth: number): Json {
    this.enter(depth);
    const type = this.uint(1);
    const text = this.#textOf(type);
    if (text !== null) return text;
    switch (type) {
      case 0x00:
        return null;
      case 0x04:
      case 0x05:
        return type === 0x05;
      case 0x0c:
        return float(this.take(8).readDoubleBE());
      case 0x01:
      case 0x02:
      case 0x03:
        return { $type: 'reference', value: this.uint(2 ** (type - 0x01)) };
      case 0x22:
      case 0x23:
      case 0x24:
        return { $type: 'reference', value: this.uint(2 ** (type - 0x22)) };
      case 0x25:
        return this.value(depth + 1);
      case 0x14:
      case 0x15:
      case 0x16:
        return this.#array(this.uint(2 ** (type - 0x14)), depth);
      default:
        return this.#integerOf(type) ?? this.#object(type, depth);
    }
  }

  #textOf(type: number): string | null {
    if (type === 0x0d) return '';
    if (type >= 0x0e && type <= 0x10) return this.#known(this.uint(2 ** (type - 0x0e)));
    return type >= 0x11 && type <= 0x13 ? this.#newText(this.uint(2 ** (type - 0x11))) : null;
  }

  #newText(length: number): string {
    const text = this.take(length).toString('utf8');
    this.#texts.push(text);
    return text;
  }

  #known(number: number): string {
    const text = this.#texts[number];
    if (text === undefined) throw new NotReadable();
    return text;
  }

  /** Positive and negative integers take turns: of 8, 16, 32 and 64 bits. */
  #integerOf(type: number): Json | null {
    const isLong = type === 0x20 || type === 0x21;
    if (!isLong && (type < 0x06 || type > 0x0b)) return null;
    const size = isLong ? 8 : 2 ** ((type - 0x06) >> 1);
    const value = BigInt(`0x${this.take(size).toString('hex')}`);
    const signed = type % 2 === 1 ? -value : value;
    const small = Number(signed);
    return Number.isSafeInteger(small) ? small : { $type: 'int', value: String(signed) };
  }

  #array(size: number, depth: number): Json {
    const entries: [string, Json][] = [];
    let isList = true;
    for (let index = 0; index < size; index++) {
      const key = this.value(depth + 1);
      if (typeof key !== 'string' && typeof key !== 'number') throw new NotReadable();
      isList &&= key === index;
      entries.push([String(key), this.value(depth + 1)]);
    }
    return isList && size > 0 ? entries.map(([, value]) => value) : meantAsObject(Object.fromEntries(entries));
  }

  #object(type: number, depth: number): Json {
    const isNew = type >= 0x17 && type <= 0x19;
    if (!isNew && (type < 0x1a || type > 0x1c)) throw new NotReadable();
    const number = this.uint(2 ** (type - (isNew ? 0x17 : 0x1a)));
    const name = isNew ? this.#newText(number) : this.#known(number);
    const properties = this.uint(1);
    if (properties < 0x14 || properties > 0x16) throw new NotReadable();
    return {
      $type: 'php-object',
      class: name,
      properties: this.#array(this.uint(2 ** (properties - 0x14)), depth + 1),
    };
  }
}

function float(value: number): Json {
  return Number.isFinite(value) ? value : { $type: 'float', value: String(value) };
}
