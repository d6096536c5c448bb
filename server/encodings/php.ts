import type { MemberScope, ObjectMember, ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import { float, textOrBytes, ValueReader, type Walked, walkAll } from './walk.ts';

/**
 * Walks a value of PHP's `serialize`, without creating objects. Lengths count bytes. Source: ext/standard/var.c and
 * var_unserializer.re of PHP 8.3.
 */
export function walkPhp(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) => reader.value(0));
}

/** `session.serialize_handler = php`: for each key its name, a bar and the value; `!` for a key without a value. */
export function walkPhpSession(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) =>
    reader.session((at) => {
      const isUndefined = reader.peek() === 0x21;
      if (isUndefined) reader.take(1);
      return { key: textOrBytes(at, reader.until(0x7c)), isUndefined };
    }),
  );
}

/** `session.serialize_handler = php_binary`: for each key the length of its name in one byte, the name, the value. */
export function walkPhpBinary(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) =>
    reader.session((at) => {
      const length = reader.uint(1);
      if ((length & 0x7f) === 0) throw new NotReadable();
      return { key: textOrBytes(at, reader.take(length & 0x7f)), isUndefined: length > 0x7f };
    }),
  );
}

class Reader extends ValueReader {
  /** The offsets of the values to which `r:` and `R:` refer, counted from 1. */
  readonly #slots: number[] = [];

  /** References count through all of the values of a session. */
  session(readKey: (at: number) => { readonly key: ValueNode; readonly isUndefined: boolean }): ValueNode {
    const entries: [ValueNode, ValueNode][] = [];
    while (!this.isAtEnd()) {
      const { key, isUndefined } = readKey(this.at);
      if (!isUndefined) entries.push([key, this.value(1)]);
    }
    // -1, because no value of the session can refer to the session itself.
    return { kind: 'map', at: -1, type: 'session', entries };
  }

  value(depth: number): ValueNode {
    this.enter(depth);
    const { at } = this;
    const type = String.fromCharCode(this.uint(1));
    if (type === 'R' || type === 'r') return this.#reference(at, type);
    this.#slots.push(at);
    switch (type) {
      case 'N':
        this.#expect(';');
        return { kind: 'null', at };
      case 'b': {
        const digit = this.#number(';');
        if (digit !== '0' && digit !== '1') throw new NotReadable();
        return { kind: 'boolean', at, value: digit === '1' };
      }
      case 'i':
        return { kind: 'integer', at, digits: this.#integer(';') };
      case 'd':
        return float(at, this.#double());
      case 's': {
        const text = this.#string();
        this.#expect(';');
        return textOrBytes(at, text);
      }
      case 'S': {
        const text = this.#escapedString();
        this.#expect(';');
        return textOrBytes(at, text);
      }
      case 'a': {
        const count = this.#count();
        this.#expect('{');
        const entries = this.#entries(count, depth);
        this.#expect('}');
        return { kind: 'map', at, type: 'array', entries };
      }
      case 'O': {
        const className = this.#className(at);
        const count = this.#count();
        this.#expect('{');
        const members = this.#entries(count, depth).map(([name, value]) => memberOf(name, value));
        this.#expect('}');
        return { kind: 'object', at, className, members };
      }
      case 'C': {
        const className = this.#className(at);
        const length = this.#count();
        this.#expect('{');
        const value = textOrBytes(this.at, this.take(length));
        this.#expect('}');
        return { kind: 'object', at, className, members: [{ name: '(serialized)', scope: null, value }] };
      }
      case 'E': {
        const text = this.#string().toString('utf8');
        this.#expect(';');
        const [className = '', name] = text.split(':');
        if (name === undefined) throw new NotReadable();
        this.named(className, at, false);
        return { kind: 'special', at, type: 'enum', text: `${className}::${name}` };
      }
      default:
        throw new NotReadable();
    }
  }

  /** `r` is another mention of an object and takes a number itself; `R` is a reference (`&`) and takes none. */
  #reference(at: number, type: string): ValueNode {
    const to = this.#slots[Number(this.#integer(';')) - 1];
    if (to === undefined) throw new NotReadable();
    if (type === 'r') this.#slots.push(at);
    return { kind: 'reference', at, to };
  }

  #entries(count: number, depth: number): [ValueNode, ValueNode][] {
    const entries: [ValueNode, ValueNode][] = [];
    for (let index = 0; index < count; index++) entries.push([this.#key(), this.value(depth + 1)]);
    return entries;
  }

  #key(): ValueNode {
    const { at } = this;
    const type = this.uint(1);
    if (type === 0x69) return { kind: 'integer', at, digits: this.#integer(';') };
    const text = type === 0x73 ? this.#string() : type === 0x53 ? this.#escapedString() : null;
    if (text === null) throw new NotReadable();
    this.#expect(';');
    return textOrBytes(at, text);
  }

  #className(at: number): string {
    const name = this.#string().toString('utf8');
    this.named(name, at, false);
    return name;
  }

  /** `:N:"…"`, the length in bytes. */
  #string(): Buffer {
    const length = this.#count();
    this.#expect('"');
    const bytes = this.take(length);
    this.#expect('"');
    return bytes;
  }

  /** Bytes beyond ASCII as a backslash and two hex digits. */
  #escapedString(): Buffer {
    const length = this.#count();
    this.#expect('"');
    const bytes = Buffer.alloc(Math.min(length, 1024 * 1024));
    for (let index = 0; index < length; index++) {
      const byte = this.uint(1);
      const hex = byte === 0x5c ? this.take(2).toString('latin1') : null;
      if (index >= bytes.length || (hex !== null && !/^[0-9a-fA-F]{2}$/.test(hex))) throw new NotReadable();
      bytes[index] = hex === null ? byte : Number.parseInt(hex, 16);
    }
    this.#expect('"');
    return bytes;
  }

  /** `:N:` */
  #count(): number {
    const digits = this.#number(':');
    if (!/^\d{1,9}$/.test(digits)) throw new NotReadable();
    return Number(digits);
  }

  #integer(end: string): string {
    const digits = this.#number(end);
    if (!/^[+-]?\d{1,20}$/.test(digits)) throw new NotReadable();
    return String(BigInt(digits.replace(/^\+/, '')));
  }

  #double(): number {
    const text = this.#number(';');
    if (text === 'INF') return Number.POSITIVE_INFINITY;
    if (text === '-INF') return Number.NEGATIVE_INFINITY;
    if (text === 'NAN') return Number.NaN;
    if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text)) throw new NotReadable();
    return Number(text);
  }

  /** Reads `:` and the text up to the next `end`. */
  #number(end: string): string {
    this.#expect(':');
    return this.until(end.charCodeAt(0)).toString('latin1');
  }

  #expect(character: string): void {
    if (this.uint(1) !== character.charCodeAt(0)) throw new NotReadable();
  }
}

/** The name of a member as PHP writes it: `\0*\0name` if protected, `\0Class\0name` if private. */
function memberOf(key: ValueNode, value: ValueNode): ObjectMember {
  const name =
    key.kind === 'text' ? key.text : key.kind === 'integer' ? key.digits : key.kind === 'bytes' ? key.hex : '';
  const parts = /^\0([^\0]+)\0(.*)$/s.exec(name);
  if (parts === null) return { name, scope: 'public', value };
  const scope: MemberScope = parts[1] === '*' ? 'protected' : 'private';
  return { name: parts[2] ?? '', scope, value };
}
