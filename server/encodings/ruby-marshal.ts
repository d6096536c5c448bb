import type { ObjectMember, ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import { float, textOrBytes, ValueReader, type Walked, walkAll } from './walk.ts';

/**
 * Walks a dump of Ruby's Marshal 4.8, without creating objects. Links are numbered as in Ruby. Source: marshal.c of
 * Ruby 3.3.
 */
export function walkMarshal(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) => {
    if (reader.uint(1) !== 4 || reader.uint(1) > 8) throw new NotReadable();
    return reader.value(0);
  });
}

type Pair = readonly [name: string, value: ValueNode];

class Reader extends ValueReader {
  readonly #symbols: string[] = [];
  /** The offsets of the values that a link can name. */
  readonly #objects: number[] = [];

  value(depth: number): ValueNode {
    this.enter(depth);
    const { at } = this;
    const type = String.fromCharCode(this.uint(1));
    switch (type) {
      case '0':
        return { kind: 'null', at };
      case 'T':
      case 'F':
        return { kind: 'boolean', at, value: type === 'T' };
      case 'i':
        return { kind: 'integer', at, digits: String(this.#fixnum()) };
      case ':':
      case ';':
        return { kind: 'symbol', at, text: this.#symbolOf(type) };
      case '@': {
        const to = this.#objects[this.#fixnum()];
        if (to === undefined) throw new NotReadable();
        return { kind: 'reference', at, to };
      }
      case 'I':
        return this.#withVariables(at, depth);
      case 'e':
        return this.#extended(at, depth);
      case 'C': {
        const className = this.#symbol();
        this.named(className, at, false);
        const inner = this.value(depth + 1);
        if (inner.kind === 'map' || inner.kind === 'list') return { ...inner, type: className };
        return { kind: 'object', at, className, members: [member('(value)', inner)] };
      }
      default:
        return this.#plain(at, type, depth);
    }
  }

  /** The types that take a number and can have instance variables. */
  #plain(at: number, type: string, depth: number): ValueNode {
    switch (type) {
      case '"':
        this.#enter(at);
        return textOrBytes(at, this.#bytes());
      case '/': {
        this.#enter(at);
        const source = this.#bytes().toString('utf8');
        return { kind: 'special', at, type: 'regexp', text: `/${source}/${flagsOf(this.uint(1))}` };
      }
      case 'f': {
        this.#enter(at);
        return float(at, this.#float());
      }
      case 'l':
        this.#enter(at);
        return { kind: 'integer', at, digits: this.#bignum() };
      case '[': {
        this.#enter(at);
        const items: ValueNode[] = [];
        for (let left = this.#count(); left > 0; left--) items.push(this.value(depth + 1));
        return { kind: 'list', at, type: 'array', items };
      }
      case '{':
      case '}': {
        this.#enter(at);
        const entries: [ValueNode, ValueNode][] = [];
        for (let left = this.#count(); left > 0; left--) entries.push([this.value(depth + 1), this.value(depth + 1)]);
        if (type === '}') this.value(depth + 1);
        return { kind: 'map', at, type: 'hash', entries };
      }
      case 'S':
      case 'o': {
        this.#enter(at);
        const className = this.#className(at);
        return {
          kind: 'object',
          at,
          className,
          members: this.#variables(depth).map(([name, value]) => member(name, value)),
        };
      }
      case 'c':
      case 'm':
      case 'M': {
        this.#enter(at);
        return { kind: 'name', at, name: this.#bytes().toString('utf8'), isDangerous: false };
      }
      case 'u':
        return this.#dumped(at, this.#className(at), () => []);
      case 'U': {
        const className = this.#className(at);
        this.#enter(at);
        return rebuilt(at, className, this.value(depth + 1));
      }
      case 'd': {
        const className = this.#className(at);
        this.#enter(at);
        return { kind: 'object', at, className, members: [member('(data)', this.value(depth + 1))] };
      }
      default:
        throw new NotReadable();
    }
  }

  /** A value with instance variables. The encoding of a text is one of them. */
  #withVariables(at: number, depth: number): ValueNode {
    const innerAt = this.at;
    const type = String.fromCharCode(this.peek() ?? 0);
    if (type === 'u') {
      this.take(1);
      return this.#dumped(innerAt, this.#className(innerAt), () => this.#variables(depth));
    }
    const inner = this.value(depth + 1);
    const variables = this.#variables(depth);
    const others = variables.filter(([name]) => name !== 'E' && name !== 'encoding');
    const decoded = inEncoding(inner, variables);
    if (others.length === 0) return decoded;
    return {
      kind: 'object',
      at,
      className: inner.kind === 'list' || inner.kind === 'map' ? inner.type : 'String',
      members: [member('(value)', decoded), ...others.map(([name, value]) => member(name, value))],
    };
  }

  /** The data that `_dump` wrote. Its variables are read before it gets its number. */
  #dumped(at: number, className: string, readVariables: () => readonly Pair[]): ValueNode {
    const bytes = this.#bytes();
    const variables = readVariables();
    this.#enter(at);
    if (className === 'Time') {
      const iso = timeOf(bytes, variables);
      if (iso !== null) return { kind: 'special', at, type: 'time', text: iso };
    }
    const decimal = className === 'BigDecimal' ? /^\d+:(.*)$/s.exec(bytes.toString('latin1'))?.[1] : undefined;
    if (decimal !== undefined) return { kind: 'special', at, type: 'decimal', text: decimal };
    const members = [member('(dumped)', textOrBytes(at, bytes))];
    return { kind: 'object', at, className, members };
  }

  #extended(at: number, depth: number): ValueNode {
    const module = this.#symbol();
    this.named(module, at, false);
    return this.value(depth + 1);
  }

  #enter(at: number): void {
    this.#objects.push(at);
  }

  #className(at: number): string {
    const name = this.#symbol();
    this.named(name, at, false);
    return name;
  }

  #variables(depth: number): Pair[] {
    const pairs: Pair[] = [];
    for (let left = this.#count(); left > 0; left--) {
      const name = this.#symbol();
      pairs.push([name.replace(/^@/, ''), this.value(depth + 1)]);
    }
    return pairs;
  }

  #symbol(): string {
    const type = String.fromCharCode(this.uint(1));
    if (type !== 'I') return this.#symbolOf(type);
    // A symbol that is not ASCII has its encoding behind it.
    const text = this.#symbolOf(String.fromCharCode(this.uint(1)));
    for (let left = this.#count(); left > 0; left--) {
      this.#symbol();
      this.value(0);
    }
    return text;
  }

  #symbolOf(type: string): string {
    if (type === ':') {
      const text = this.#bytes().toString('utf8');
      this.#symbols.push(text);
      return text;
    }
    const known = type === ';' ? this.#symbols[this.#fixnum()] : undefined;
    if (known === undefined) throw new NotReadable();
    return known;
  }

  #bytes(): Buffer {
    return this.take(this.#count());
  }

  #count(): number {
    const count = this.#fixnum();
    if (count < 0) throw new NotReadable();
    return count;
  }

  /** A number of up to 31 bits. Its first byte is the number itself, or says how many bytes follow. */
  #fixnum(): number {
    const first = this.take(1).readInt8();
    if (first === 0) return 0;
    if (first > 4) return first - 5;
    if (first < -4) return first + 5;
    const size = Math.abs(first);
    const value = this.take(size).readUIntLE(0, size);
    return first > 0 ? value : value - 2 ** (8 * size);
  }

  #bignum(): string {
    const sign = this.uint(1);
    const length = this.#count() * 2;
    if (length > 1024) throw new NotReadable('too-large');
    const hex = Buffer.from(this.take(length)).reverse().toString('hex');
    const value = BigInt(hex === '' ? '0' : `0x${hex}`);
    return String(sign === 0x2d ? -value : value);
  }

  #float(): number {
    const text = this.#bytes().toString('latin1').split('\0')[0] ?? '';
    if (text === 'inf') return Number.POSITIVE_INFINITY;
    if (text === '-inf') return Number.NEGATIVE_INFINITY;
    if (text === 'nan') return Number.NaN;
    if (!/^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) throw new NotReadable();
    return Number(text);
  }
}

function member(name: string, value: ValueNode): ObjectMember {
  return { name, scope: null, value };
}

function flagsOf(options: number): string {
  return `${options & 4 ? 'm' : ''}${options & 1 ? 'i' : ''}${options & 2 ? 'x' : ''}`;
}

/** A text of another encoding than UTF-8 that TextDecoder knows. A text without an encoding is bytes, unless ASCII. */
function inEncoding(node: ValueNode, variables: readonly Pair[]): ValueNode {
  const name = variables.find(([variable]) => variable === 'encoding')?.[1];
  if (name?.kind !== 'text' || (node.kind !== 'bytes' && node.kind !== 'text')) return node;
  const bytes = node.kind === 'bytes' ? Buffer.from(node.hex, 'hex') : Buffer.from(node.text);
  try {
    return { kind: 'text', at: node.at, text: new TextDecoder(name.text, { fatal: true }).decode(bytes) };
  } catch {
    return node;
  }
}

/** Eight bytes with a packed time in UTC. Data that does not fit is in the variables. */
function timeOf(bytes: Buffer, variables: readonly Pair[]): string | null {
  if (bytes.length !== 8) return null;
  const [high, low] = [bytes.readUInt32LE(0), bytes.readUInt32LE(4)];
  if (high >>> 31 === 0) return null;
  const [year, month, day, hour] = [
    ((high >>> 14) & 0xffff) + 1900,
    (high >>> 10) & 0xf,
    (high >>> 5) & 0x1f,
    high & 0x1f,
  ];
  const [minute, second, micro] = [low >>> 26, (low >>> 20) & 0x3f, low & 0xfffff];
  const numberIn = (name: string) => {
    const node = variables.find(([variable]) => variable === name)?.[1];
    return node?.kind === 'integer' ? Number(node.digits) : null;
  };
  const offset = numberIn('offset') ?? 0;
  const nano = String(micro * 1000 + (numberIn('nano_num') ?? 0) / (numberIn('nano_den') || 1)).padStart(9, '0');
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute, second + offset);
  if (Number.isNaN(date.getTime()) || Math.abs(offset) > 86_400) return null;
  const fraction = /^0+$/.test(nano) ? '' : `.${nano.replace(/0+$/, '')}`;
  const size = Math.abs(offset);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const zone = offset === 0 ? 'Z' : `${offset < 0 ? '-' : '+'}${two(size / 3600)}:${two((size % 3600) / 60)}`;
  return date.toISOString().replace('.000Z', `${fraction}${zone}`);
}

/** The argument of `marshal_load`. Rational and Complex consist of two numbers. */
function rebuilt(at: number, className: string, value: ValueNode): ValueNode {
  const [first, second] = value.kind === 'list' ? value.items : [];
  const isTwo = value.kind === 'list' && value.items.length === 2;
  if (isTwo && className === 'Rational' && first?.kind === 'integer' && second?.kind === 'integer')
    return { kind: 'special', at, type: 'rational', text: `${first.digits}/${second.digits}` };
  return { kind: 'object', at, className, members: [member('(value)', value)] };
}
