import type { ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import type { Build } from './pickle-build.ts';
import { pickleTree } from './pickle-tree.ts';
import { isDangerousName } from './python-names.ts';
import { ValueReader, type Walked, walkAll } from './walk.ts';

/**
 * Walks a pickle of Python, protocols 0 to 5, without loading anything: a function that a loader would call becomes a
 * call with its arguments. Common values that Python pickles as calls (datetime, Decimal, set, UUID and others) become
 * values. Source: Lib/pickletools.py of CPython 3.13.
 */
export function walkPickle(bytes: Buffer): Walked {
  return walkAll(new Reader(bytes), (reader) => reader.program());
}

/** More digits take more than a moment to turn into decimals. */
const mostIntegerBytes = 1024;
const mostOperations = 400_000;

class Reader extends ValueReader {
  readonly #stack: Build[] = [];
  /** The lengths of the stack at which marks are. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, Build>();
  #at0 = 0;

  program(): ValueNode {
    for (let count = 0; count < mostOperations; count++) {
      this.#at0 = this.at;
      const operation = this.uint(1);
      if (operation === 0x2e) {
        // Python ignores further values on the stack.
        return pickleTree(this.#pop());
      }
      this.#run(operation);
    }
    throw new NotReadable('too-large');
  }

  #run(operation: number): void {
    switch (String.fromCharCode(operation)) {
      case '(':
        return void this.#marks.push(this.#stack.length);
      case '0':
        // Python removes a mark if it is on top of the stack.
        if (this.#marks.at(-1) === this.#stack.length) this.#marks.pop();
        else this.#pop();
        return;
      case '1':
        return void this.#popMark();
      case '2':
        return void this.#push(this.#top());
      case 'N':
        return void this.#scalar({ kind: 'null', at: this.#at0 });
      case 'I': {
        const line = this.#line();
        if (line === '00' || line === '01') return void this.#boolean(line === '01');
        return void this.#integerText(line);
      }
      case 'L':
        return void this.#integerText(this.#line().replace(/L$/, ''));
      case 'J':
        return void this.#integer(this.take(4).readInt32LE());
      case 'K':
        return void this.#integer(this.uint(1));
      case 'M':
        return void this.#integer(this.take(2).readUInt16LE());
      case '\x8a':
        return void this.#long(this.uint(1));
      case '\x8b':
        return void this.#long(this.take(4).readInt32LE());
      case '\x88':
      case '\x89':
        return void this.#boolean(operation === 0x88);
      case 'F': {
        const line = this.#line();
        const value = floatOfPython(line);
        if (value === null) throw new NotReadable();
        return void this.#float(value);
      }
      case 'G':
        return void this.#float(this.take(8).readDoubleBE());
      case 'S':
        return void this.#bytes(bytesOfRepr(this.#line()), true);
      case 'T':
        return void this.#bytes(this.take(this.take(4).readInt32LE()), true);
      case 'U':
        return void this.#bytes(this.take(this.uint(1)), true);
      case 'V':
        return void this.#text(textOfRawUnicodeEscape(this.#line()));
      case 'X':
        return void this.#utf8(this.take(4).readUInt32LE());
      case '\x8c':
        return void this.#utf8(this.uint(1));
      case '\x8d':
        return void this.#utf8(this.#uint64());
      case 'B':
        return void this.#bytes(this.take(this.take(4).readUInt32LE()), false);
      case 'C':
        return void this.#bytes(this.take(this.uint(1)), false);
      case '\x8e':
      case '\x96':
        return void this.#bytes(this.take(this.#uint64()), false);
      case ']':
        return void this.#list('list', []);
      case 'l':
        return void this.#list('list', this.#popMark());
      case ')':
        return void this.#list('tuple', []);
      case 't':
        return void this.#list('tuple', this.#popMark());
      case '\x85':
      case '\x86':
      case '\x87':
        return void this.#list('tuple', this.#popMany(operation - 0x84));
      case '\x8f':
        return void this.#list('set', []);
      case '\x91':
        return void this.#list('frozenset', this.#popMark());
      case 'a': {
        const item = this.#pop();
        return void this.#addItems([item]);
      }
      case 'e':
      case '\x90':
        return void this.#addItems(this.#popMark());
      case '}':
        return void this.#push({ kind: 'dict', at: this.#at0, entries: [] });
      case 'd':
        return void this.#push({ kind: 'dict', at: this.#at0, entries: pairs(this.#popMark()) });
      case 's': {
        const value = this.#pop();
        const key = this.#pop();
        return void this.#addEntries([[key, value]]);
      }
      case 'u':
        return void this.#addEntries(pairs(this.#popMark()));
      case 'c': {
        const module = this.#line();
        return void this.#global(module, this.#line());
      }
      case '\x93': {
        const [module, name] = this.#popMany(2);
        if (module?.kind !== 'scalar' || name?.kind !== 'scalar') throw new NotReadable();
        if (module.node.kind !== 'text' || name.node.kind !== 'text') throw new NotReadable();
        return void this.#global(module.node.text, name.node.text);
      }
      case '\x82':
        return void this.#global('copyreg', `extension ${this.uint(1)}`);
      case '\x83':
        return void this.#global('copyreg', `extension ${this.take(2).readUInt16LE()}`);
      case '\x84':
        return void this.#global('copyreg', `extension ${this.take(4).readInt32LE()}`);
      case 'R': {
        const [called, args] = this.#popMany(2);
        return void this.#call('reduce', called, args);
      }
      case '\x81': {
        const [called, args] = this.#popMany(2);
        return void this.#call('new', called, args);
      }
      case '\x92': {
        const [called, args, named] = this.#popMany(3);
        this.#call('new', called, args);
        const made = this.#top();
        if (made.kind === 'call' && named?.kind === 'dict' && named.entries.length > 0) made.named = named;
        return;
      }
      case 'i': {
        const module = this.#line();
        this.#global(module, this.#line());
        const called = this.#pop();
        return void this.#call('reduce', called, this.#tuple(this.#popMark()));
      }
      case 'o': {
        const [called, ...args] = this.#popMark();
        return void this.#call('reduce', called, this.#tuple(args));
      }
      case 'b': {
        const state = this.#pop();
        const made = this.#top();
        if (made.kind !== 'call') throw new NotReadable();
        made.state = state;
        return;
      }
      case 'P':
        return void this.#persistent({
          kind: 'scalar',
          at: this.#at0,
          node: { kind: 'text', at: this.#at0, text: this.#line() },
        });
      case 'Q':
        return void this.#persistent(this.#pop());
      case 'p':
        return void this.#memoize(this.#memoNumber());
      case 'q':
        return void this.#memoize(this.uint(1));
      case 'r':
        return void this.#memoize(this.take(4).readUInt32LE());
      case '\x94':
        return void this.#memoize(this.#memo.size);
      case 'g':
        return void this.#recall(this.#memoNumber());
      case 'h':
        return void this.#recall(this.uint(1));
      case 'j':
        return void this.#recall(this.take(4).readUInt32LE());
      case '\x80': {
        if (this.uint(1) > 5) throw new NotReadable();
        return;
      }
      case '\x95':
        return void this.take(8);
      case '\x97':
        return void this.#global('pickle', 'out-of-band buffer');
      case '\x98':
        return;
      default:
        throw new NotReadable();
    }
  }

  #push(build: Build): void {
    // Counts values, at no depth: the tree that is made in the end has its own limit.
    this.enter(0);
    this.#stack.push(build);
  }

  #pop(): Build {
    if (this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new NotReadable();
    return this.#stack.pop() as Build;
  }

  #top(): Build {
    const top = this.#stack.at(-1);
    if (top === undefined || this.#stack.length <= (this.#marks.at(-1) ?? 0)) throw new NotReadable();
    return top;
  }

  #popMany(count: number): Build[] {
    if (this.#stack.length - (this.#marks.at(-1) ?? 0) < count) throw new NotReadable();
    return this.#stack.splice(-count, count);
  }

  #popMark(): Build[] {
    const mark = this.#marks.pop();
    if (mark === undefined) throw new NotReadable();
    return this.#stack.splice(mark);
  }

  #scalar(node: ValueNode): void {
    this.#push({ kind: 'scalar', at: node.at, node });
  }

  #boolean(value: boolean): void {
    this.#scalar({ kind: 'boolean', at: this.#at0, value });
  }

  #integer(value: number | bigint): void {
    this.#scalar({ kind: 'integer', at: this.#at0, digits: String(value) });
  }

  #integerText(text: string): void {
    if (!/^[+-]?\d{1,2500}$/.test(text.trim())) throw new NotReadable();
    this.#integer(BigInt(text.trim().replace(/^\+/, '')));
  }

  /** Two's complement, the least significant byte first. */
  #long(length: number): void {
    if (length > mostIntegerBytes) throw new NotReadable('too-large');
    const bytes = Buffer.from(this.take(length)).reverse();
    this.#integer(length === 0 ? 0n : BigInt.asIntN(length * 8, BigInt(`0x${bytes.toString('hex')}`)));
  }

  #float(value: number): void {
    this.#scalar({ kind: 'float', at: this.#at0, text: Object.is(value, -0) ? '-0' : String(value) });
  }

  #text(text: string): void {
    this.#scalar({ kind: 'text', at: this.#at0, text });
  }

  /** Python writes lone surrogates too (`surrogatepass`), which is not UTF-8. */
  #utf8(length: number): void {
    const bytes = this.take(length);
    const text = bytes.toString('utf8');
    if (text.includes('\ufffd') && !Buffer.from(text).equals(bytes)) return void this.#text(textWithSurrogates(bytes));
    this.#text(text);
  }

  /** `isOfPython2`: a `str` of Python 2, which holds text or bytes. */
  #bytes(bytes: Buffer, isOfPython2: boolean): void {
    const isText = isOfPython2 && bytes.every((byte) => byte < 0x80);
    if (isText) return void this.#text(bytes.toString('latin1'));
    this.#scalar({ kind: 'bytes', at: this.#at0, hex: bytes.toString('hex') });
  }

  #list(type: string, items: Build[]): void {
    this.#push({ kind: 'list', at: this.#at0, type, items });
  }

  #tuple(items: Build[]): Build {
    return { kind: 'list', at: this.#at0, type: 'tuple', items };
  }

  #addItems(items: Build[]): void {
    const target = this.#top();
    if (target.kind === 'list' && target.type !== 'tuple' && target.type !== 'frozenset') {
      for (const item of items) target.items.push(item);
    } else if (target.kind === 'call') {
      target.items ??= [];
      for (const item of items) target.items.push(item);
    } else throw new NotReadable();
  }

  #addEntries(entries: [Build, Build][]): void {
    const target = this.#top();
    if (target.kind === 'dict') {
      for (const entry of entries) target.entries.push(entry);
    } else if (target.kind === 'call') {
      target.entries ??= [];
      for (const entry of entries) target.entries.push(entry);
    } else throw new NotReadable();
  }

  #global(module: string, name: string): void {
    this.#push({ kind: 'global', at: this.#at0, name: `${module}.${name}` });
  }

  #call(how: 'reduce' | 'new', called: Build | undefined, args: Build | undefined): void {
    if (called === undefined || args?.kind !== 'list' || args.type !== 'tuple') throw new NotReadable();
    if (called.kind === 'global') this.named(called.name, this.#at0, isDangerousName(called.name));
    this.#push({ kind: 'call', at: this.#at0, how, called, args: args.items, state: null });
  }

  #persistent(id: Build): void {
    const called: Build = { kind: 'global', at: this.#at0, name: 'persistent_load' };
    this.named(called.name, this.#at0, false);
    this.#push({ kind: 'call', at: this.#at0, how: 'reduce', called, args: [id], state: null });
  }

  #memoNumber(): number {
    const line = this.#line();
    if (!/^\d{1,9}$/.test(line)) throw new NotReadable();
    return Number(line);
  }

  #memoize(number: number): void {
    this.#memo.set(number, this.#top());
  }

  #recall(number: number): void {
    const known = this.#memo.get(number);
    if (known === undefined) throw new NotReadable();
    this.#push(known);
  }

  #uint64(): number {
    return Number(this.take(8).readBigUInt64LE());
  }

  #line(): string {
    return this.until(0x0a).toString('latin1');
  }
}

function pairs(items: readonly Build[]): [Build, Build][] {
  if (items.length % 2 !== 0) throw new NotReadable();
  const found: [Build, Build][] = [];
  for (let index = 0; index < items.length; index += 2) found.push([items[index] as Build, items[index + 1] as Build]);
  return found;
}

function floatOfPython(line: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(line)) return Number(line);
  const word = /^([+-]?)(inf|nan)$/.exec(line);
  if (word === null) return null;
  return word[2] === 'nan' ? Number.NaN : word[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

const escapes: Readonly<Record<string, number>> = {
  n: 10,
  r: 13,
  t: 9,
  a: 7,
  b: 8,
  f: 12,
  v: 11,
  '\\': 92,
  "'": 39,
  '"': 34,
};

/** A literal of Python 2 in quotes, as protocol 0 writes `str`. */
function bytesOfRepr(line: string): Buffer {
  const quote = line[0];
  if (line.length < 2 || (quote !== "'" && quote !== '"') || line.at(-1) !== quote) throw new NotReadable();
  const text = line.slice(1, -1).replace(/\\(x[0-9a-fA-F]{2}|[0-7]{1,3}|.)/g, (whole, code: string) => {
    if (code.length === 3 && code[0] === 'x') return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    const byte = escapes[code];
    return byte === undefined ? whole : String.fromCharCode(byte);
  });
  return Buffer.from(text, 'latin1');
}

/** latin1, with escapes for all other characters. */
function textOfRawUnicodeEscape(line: string): string {
  return line.replace(/\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})/g, (whole, short?: string, long?: string) => {
    const code = Number.parseInt(short ?? long ?? '', 16);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}

/** UTF-8 in which a lone surrogate may occur, in three bytes. */
function textWithSurrogates(bytes: Buffer): string {
  let text = '';
  let start = 0;
  for (let at = 0; at + 2 < bytes.length; at++) {
    if (bytes[at] !== 0xed || ((bytes[at + 1] ?? 0) & 0xe0) !== 0xa0) continue;
    const code = 0xd000 | (((bytes[at + 1] ?? 0) & 0x3f) << 6) | ((bytes[at + 2] ?? 0) & 0x3f);
    text += bytes.toString('utf8', start, at) + String.fromCharCode(code);
    start = at + 3;
    at += 2;
  }
  return text + bytes.toString('utf8', start);
}
