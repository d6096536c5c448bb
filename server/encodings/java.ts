import type { ObjectMember, ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import { type JavaLevel, valueOfClass } from './java-values.ts';
import { float, integer, ValueReader, type Walked, walkAll } from './walk.ts';

/**
 * Walks a stream of Java's serialization with one value, without creating objects. Texts, boxed types, and the common
 * collections and times become values; an object of any other class becomes its name with its fields. Source: Java
 * Object Serialization Specification, version 6.0, chapter 6.
 */
export function walkJava(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) => {
    if (reader.uint(4) !== 0xaced0005) throw new NotReadable();
    return reader.content(0);
  });
}

interface Field {
  readonly name: string;
  /** The first letter of its type. `L` and `[` mean a nested value. */
  readonly type: string;
}

interface JavaClass {
  readonly name: string;
  readonly flags: number;
  readonly fields: readonly Field[];
  readonly parent: JavaClass | null;
}

/** The target of a handle. */
type Handle = { readonly class: JavaClass } | { readonly at: number; readonly text?: string };

const firstHandle = 0x7e0000;
/** SC_WRITE_METHOD, SC_SERIALIZABLE, SC_EXTERNALIZABLE, SC_BLOCK_DATA */
const [hasWriteMethod, isSerializable, isExternalizable, hasBlockData] = [1, 2, 4, 8];

class Reader extends ValueReader {
  readonly #handles: Handle[] = [];

  content(depth: number): ValueNode {
    this.enter(depth);
    const { at } = this;
    const type = this.uint(1);
    switch (type) {
      case 0x70:
        return { kind: 'null', at };
      case 0x71:
        return this.#reference(at);
      case 0x72:
      case 0x7d: {
        const described = this.#newClass(type, depth);
        return { kind: 'name', at, name: described.name, isDangerous: false };
      }
      case 0x73:
        return this.#object(at, depth);
      case 0x74:
        return this.#string(at, this.uint(2));
      case 0x7c:
        return this.#string(at, this.uint(6) * 65_536 + this.uint(2));
      case 0x75:
        return this.#array(at, depth);
      case 0x76: {
        const described = this.#classDescription(depth + 1);
        this.#handles.push({ at });
        return { kind: 'name', at, name: described?.name ?? 'null', isDangerous: false };
      }
      case 0x7e:
        return this.#enumConstant(at, depth);
      default:
        // Resets and exceptions (TC_RESET, TC_EXCEPTION) are written by streams of many values, not by stores.
        throw new NotReadable();
    }
  }

  #reference(at: number): ValueNode {
    const handle = this.#handles[this.uint(4) - firstHandle];
    if (handle === undefined) throw new NotReadable();
    if ('class' in handle) return { kind: 'name', at, name: handle.class.name, isDangerous: false };
    return { kind: 'reference', at, to: handle.at };
  }

  #string(at: number, length: number): ValueNode {
    const text = modifiedUtf8(this.take(length));
    this.#handles.push({ at, text });
    return { kind: 'text', at, text };
  }

  #object(at: number, depth: number): ValueNode {
    const described = this.#classDescription(depth + 1);
    if (described === null) throw new NotReadable();
    this.#handles.push({ at });
    this.named(described.name, at, false);
    const levels: JavaLevel[] = [];
    for (const level of lineage(described)) levels.push(this.#level(level, depth));
    return valueOfClass(at, described.name, levels);
  }

  #level(level: JavaClass, depth: number): JavaLevel {
    const className = level.name;
    if ((level.flags & isExternalizable) !== 0) {
      // Without blocks the end of the content is unknown.
      if ((level.flags & hasBlockData) === 0) throw new NotReadable();
      return { className, fields: [], written: this.#annotations(depth + 1) };
    }
    if ((level.flags & isSerializable) === 0) return { className, fields: [], written: [] };
    const fields = level.fields.map(
      ({ name, type }): ObjectMember => ({
        name,
        scope: null,
        value: this.#fieldValue(type, depth + 1),
      }),
    );
    const written = (level.flags & hasWriteMethod) === 0 ? [] : this.#annotations(depth + 1);
    return { className, fields, written };
  }

  #fieldValue(type: string, depth: number): ValueNode {
    const { at } = this;
    switch (type) {
      case 'B':
        return integer(at, this.take(1).readInt8());
      case 'C':
        return { kind: 'text', at, text: String.fromCharCode(this.uint(2)) };
      case 'D':
        return float(at, this.take(8).readDoubleBE());
      case 'F':
        return float(at, this.take(4).readFloatBE());
      case 'I':
        return integer(at, this.take(4).readInt32BE());
      case 'J':
        return integer(at, this.take(8).readBigInt64BE());
      case 'S':
        return integer(at, this.take(2).readInt16BE());
      case 'Z':
        return { kind: 'boolean', at, value: this.uint(1) !== 0 };
      default:
        return this.content(depth);
    }
  }

  #array(at: number, depth: number): ValueNode {
    const described = this.#classDescription(depth + 1);
    if (described === null || !described.name.startsWith('[')) throw new NotReadable();
    this.#handles.push({ at });
    const length = this.take(4).readInt32BE();
    if (length < 0) throw new NotReadable();
    const type = described.name[1] ?? '';
    if (type === 'B') return { kind: 'bytes', at, hex: this.take(length).toString('hex') };
    const items: ValueNode[] = [];
    for (let index = 0; index < length; index++) {
      if (type !== 'L' && type !== '[') this.enter(depth + 1);
      items.push(this.#fieldValue(type, depth + 1));
    }
    return { kind: 'list', at, type: 'array', items };
  }

  #enumConstant(at: number, depth: number): ValueNode {
    const described = this.#classDescription(depth + 1);
    if (described === null) throw new NotReadable();
    this.#handles.push({ at });
    const name = this.content(depth + 1);
    this.named(described.name, at, false);
    const text = name.kind === 'text' ? name.text : this.#textAt(name);
    if (text === null) throw new NotReadable();
    return { kind: 'special', at, type: 'enum', text: `${described.name}.${text}` };
  }

  #textAt(node: ValueNode): string | null {
    if (node.kind !== 'reference') return null;
    const handle = this.#handles.find((known) => 'at' in known && known.at === node.to);
    return handle !== undefined && 'text' in handle ? (handle.text ?? null) : null;
  }

  #classDescription(depth: number): JavaClass | null {
    this.enter(depth);
    const type = this.uint(1);
    if (type === 0x70) return null;
    if (type === 0x71) {
      const handle = this.#handles[this.uint(4) - firstHandle];
      if (handle === undefined || !('class' in handle)) throw new NotReadable();
      return handle.class;
    }
    return this.#newClass(type, depth);
  }

  #newClass(type: number, depth: number): JavaClass {
    if (type === 0x7d) return this.#newProxyClass(depth);
    if (type !== 0x72) throw new NotReadable();
    const name = modifiedUtf8(this.take(this.uint(2)));
    this.take(8);
    const place = this.#handles.length;
    this.#handles.push({ at: this.at });
    const flags = this.uint(1);
    const fields: Field[] = [];
    for (let left = this.uint(2); left > 0; left--) {
      this.enter(depth);
      const fieldType = String.fromCharCode(this.uint(1));
      if (!'BCDFIJSZL['.includes(fieldType)) throw new NotReadable();
      fields.push({ type: fieldType, name: modifiedUtf8(this.take(this.uint(2))) });
      // The type of the field, as a text.
      if (fieldType === 'L' || fieldType === '[') this.content(depth + 1);
    }
    this.#annotations(depth + 1);
    const parent = this.#classDescription(depth + 1);
    const described: JavaClass = { name, flags, fields, parent };
    this.#handles[place] = { class: described };
    return described;
  }

  #newProxyClass(depth: number): JavaClass {
    const place = this.#handles.length;
    this.#handles.push({ at: this.at });
    const names: string[] = [];
    for (let left = this.take(4).readInt32BE(); left > 0; left--) {
      this.enter(depth);
      names.push(modifiedUtf8(this.take(this.uint(2))));
    }
    this.#annotations(depth + 1);
    const parent = this.#classDescription(depth + 1);
    const described: JavaClass = { name: `a proxy of ${names.join(', ')}`, flags: isSerializable, fields: [], parent };
    this.#handles[place] = { class: described };
    return described;
  }

  /** Values and blocks of bytes, up to the mark that ends them. */
  #annotations(depth: number): (ValueNode | Buffer)[] {
    const found: (ValueNode | Buffer)[] = [];
    for (;;) {
      const type = this.peek();
      if (type === 0x78) {
        this.take(1);
        return found;
      }
      if (type === 0x77) {
        this.enter(depth);
        this.take(1);
        found.push(this.take(this.uint(1)));
      } else if (type === 0x7a) {
        this.enter(depth);
        this.take(1);
        found.push(this.take(this.take(4).readInt32BE()));
      } else found.push(this.content(depth));
    }
  }
}

/** The classes of an object from the oldest on, as they are written. */
function lineage(described: JavaClass): JavaClass[] {
  const found: JavaClass[] = [];
  for (let one: JavaClass | null = described; one !== null && found.length < 100; one = one.parent) found.unshift(one);
  return found;
}

/** UTF-8 in which a zero is two bytes, and a surrogate three (section 6.2). */
function modifiedUtf8(bytes: Buffer): string {
  let isAscii = true;
  for (const byte of bytes) if (byte === 0 || byte >= 0x80) isAscii = false;
  if (isAscii) return bytes.toString('latin1');
  const units: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, second = 0, third = 0] = [bytes[at], bytes[at + 1], bytes[at + 2]];
    if (first < 0x80) {
      units.push(String.fromCharCode(first));
      at += 1;
    } else if (first >> 5 === 6 && second >> 6 === 2) {
      units.push(String.fromCharCode(((first & 0x1f) << 6) | (second & 0x3f)));
      at += 2;
    } else if (first >> 4 === 14 && second >> 6 === 2 && third >> 6 === 2) {
      units.push(String.fromCharCode(((first & 0x0f) << 12) | ((second & 0x3f) << 6) | (third & 0x3f)));
      at += 3;
    } else throw new NotReadable();
  }
  return units.join('');
}
