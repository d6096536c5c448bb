import type { ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import { float, integer, textOrBytes, ValueReader, type Walked, walkAll } from './walk.ts';

/**
 * Walks one value of MessagePack. Extension types are shown as bytes with their number, except for timestamps.
 * Source: the MessagePack specification.
 */
export function walkMsgpack(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) => reader.value(0));
}

class Reader extends ValueReader {
  value(depth: number): ValueNode {
    this.enter(depth);
    const { at } = this;
    const type = this.uint(1);
    if (type < 0x80) return integer(at, type);
    if (type < 0x90) return this.#map(at, type & 0x0f, depth);
    if (type < 0xa0) return this.#list(at, type & 0x0f, depth);
    if (type < 0xc0) return textOrBytes(at, this.take(type & 0x1f));
    if (type >= 0xe0) return integer(at, type - 0x100);
    return this.#typed(at, type, depth);
  }

  #typed(at: number, type: number, depth: number): ValueNode {
    switch (type) {
      case 0xc0:
        return { kind: 'null', at };
      case 0xc2:
      case 0xc3:
        return { kind: 'boolean', at, value: type === 0xc3 };
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return { kind: 'bytes', at, hex: this.take(this.uint(2 ** (type - 0xc4))).toString('hex') };
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#extension(at, this.uint(2 ** (type - 0xc7)));
      case 0xca:
        return float(at, this.take(4).readFloatBE());
      case 0xcb:
        return float(at, this.take(8).readDoubleBE());
      case 0xcc:
      case 0xcd:
      case 0xce:
        return integer(at, this.uint(2 ** (type - 0xcc)));
      case 0xcf:
        return integer(at, this.take(8).readBigUInt64BE());
      case 0xd0:
      case 0xd1:
      case 0xd2: {
        const size = 2 ** (type - 0xd0);
        return integer(at, this.take(size).readIntBE(0, size));
      }
      case 0xd3:
        return integer(at, this.take(8).readBigInt64BE());
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#extension(at, 2 ** (type - 0xd4));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return textOrBytes(at, this.take(this.uint(2 ** (type - 0xd9))));
      case 0xdc:
      case 0xdd:
        return this.#list(at, this.uint(2 * (type - 0xdb)), depth);
      case 0xde:
      case 0xdf:
        return this.#map(at, this.uint(2 * (type - 0xdd)), depth);
      default:
        throw new NotReadable();
    }
  }

  #map(at: number, size: number, depth: number): ValueNode {
    const entries: [ValueNode, ValueNode][] = [];
    for (let index = 0; index < size; index++) entries.push([this.value(depth + 1), this.value(depth + 1)]);
    return { kind: 'map', at, type: 'map', entries };
  }

  #list(at: number, size: number, depth: number): ValueNode {
    const items: ValueNode[] = [];
    for (let index = 0; index < size; index++) items.push(this.value(depth + 1));
    return { kind: 'list', at, type: 'array', items };
  }

  #extension(at: number, length: number): ValueNode {
    const type = this.take(1).readInt8();
    const data = this.take(length);
    if (type === -1) {
      const iso = isoOfTimestamp(data);
      if (iso !== null) return { kind: 'special', at, type: 'timestamp', text: iso };
    }
    return { kind: 'special', at, type: `extension ${type}`, text: data.toString('hex') };
  }
}

/** The timestamp extension, in its three lengths. Null for a time without a notation. */
function isoOfTimestamp(data: Buffer): string | null {
  const [seconds, nanoseconds] =
    data.length === 4
      ? [data.readUInt32BE(), 0]
      : data.length === 8
        ? [Number(data.readBigUInt64BE() & 0x3ffffffffn), Number(data.readBigUInt64BE() >> 34n)]
        : data.length === 12
          ? [Number(data.readBigInt64BE(4)), data.readUInt32BE()]
          : [Number.NaN, 0];
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime()) || nanoseconds > 999_999_999) return null;
  const fraction = nanoseconds === 0 ? '' : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`;
  return date.toISOString().replace('.000Z', `${fraction}Z`);
}
