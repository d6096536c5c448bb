import type { ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import type { Build } from './pickle-build.ts';
import { bytesOfRepr, floatOfPython, textOfRawUnicodeEscape, textWithSurrogates } from './pickle-literals.ts';
import { PickleStack } from './pickle-stack.ts';
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

/** Converting a longer integer to decimal digits takes too long. */
const mostIntegerBytes = 1024;
const mostOperations = 400_000;

class Reader extends ValueReader {
  // Only the number of values is limited here (depth 0). `pickleTree` limits the depth.
  readonly #stack = new PickleStack(() => this.enter(0));
  #at0 = 0;

  program(): ValueNode {
    for (let count = 0; count < mostOperations; count++) {
      this.#at0 = this.at;
      const operation = this.uint(1);
      if (operation === 0x2e) {
        // Python ignores further values on the stack.
        return pickleTree(this.#stack.pop());
      }
      this.#run(operation);
    }
    throw new NotReadable('too-large');
  }

  #run(operation: number): void {
    switch (String.fromCharCode(operation)) {
      case '(':
        return void this.#stack.mark();
      case '0':
        return void this.#stack.drop();
      case '1':
        return void this.#stack.popMark();
      case '2':
        return void this.#stack.push(this.#stack.top());
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
        return void this.#list('list', this.#stack.popMark());
      case ')':
        return void this.#list('tuple', []);
      case 't':
        return void this.#list('tuple', this.#stack.popMark());
      case '\x85':
      case '\x86':
      case '\x87':
        return void this.#list('tuple', this.#stack.popMany(operation - 0x84));
      case '\x8f':
        return void this.#list('set', []);
      case '\x91':
        return void this.#list('frozenset', this.#stack.popMark());
      case 'a': {
        const item = this.#stack.pop();
        return void this.#addItems([item]);
      }
      case 'e':
      case '\x90':
        return void this.#addItems(this.#stack.popMark());
      case '}':
        return void this.#stack.push({ kind: 'dict', at: this.#at0, entries: [] });
      case 'd':
        return void this.#stack.push({ kind: 'dict', at: this.#at0, entries: pairs(this.#stack.popMark()) });
      case 's': {
        const value = this.#stack.pop();
        const key = this.#stack.pop();
        return void this.#addEntries([[key, value]]);
      }
      case 'u':
        return void this.#addEntries(pairs(this.#stack.popMark()));
      case 'c': {
        const module = this.#line();
        return void this.#global(module, this.#line());
      }
      case '\x93': {
        const [module, name] = this.#stack.popMany(2);
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
        const [called, args] = this.#stack.popMany(2);
        return void this.#call('reduce', called, args);
      }
      case '\x81': {
        const [called, args] = this.#stack.popMany(2);
        return void this.#call('new', called, args);
      }
      case '\x92': {
        const [called, args, named] = this.#stack.popMany(3);
        this.#call('new', called, args);
        const made = this.#stack.top();
        if (made.kind === 'call' && named?.kind === 'dict' && named.entries.length > 0) made.named = named;
        return;
      }
      case 'i': {
        const module = this.#line();
        this.#global(module, this.#line());
        const called = this.#stack.pop();
        return void this.#call('reduce', called, this.#tuple(this.#stack.popMark()));
      }
      case 'o': {
        const [called, ...args] = this.#stack.popMark();
        return void this.#call('reduce', called, this.#tuple(args));
      }
      case 'b': {
        const state = this.#stack.pop();
        const made = this.#stack.top();
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
        return void this.#persistent(this.#stack.pop());
      case 'p':
        return void this.#stack.memoize(this.#memoNumber());
      case 'q':
        return void this.#stack.memoize(this.uint(1));
      case 'r':
        return void this.#stack.memoize(this.take(4).readUInt32LE());
      case '\x94':
        return void this.#stack.memoize(this.#stack.memoSize);
      case 'g':
        return void this.#stack.recall(this.#memoNumber());
      case 'h':
        return void this.#stack.recall(this.uint(1));
      case 'j':
        return void this.#stack.recall(this.take(4).readUInt32LE());
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

  #scalar(node: ValueNode): void {
    this.#stack.push({ kind: 'scalar', at: node.at, node });
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
    this.#stack.push({ kind: 'list', at: this.#at0, type, items });
  }

  #tuple(items: Build[]): Build {
    return { kind: 'list', at: this.#at0, type: 'tuple', items };
  }

  #addItems(items: Build[]): void {
    const target = this.#stack.top();
    if (target.kind === 'list' && target.type !== 'tuple' && target.type !== 'frozenset') {
      for (const item of items) target.items.push(item);
    } else if (target.kind === 'call') {
      target.items ??= [];
      for (const item of items) target.items.push(item);
    } else throw new NotReadable();
  }

  #addEntries(entries: [Build, Build][]): void {
    const target = this.#stack.top();
    if (target.kind === 'dict') {
      for (const entry of entries) target.entries.push(entry);
    } else if (target.kind === 'call') {
      target.entries ??= [];
      for (const entry of entries) target.entries.push(entry);
    } else throw new NotReadable();
  }

  #global(module: string, name: string): void {
    this.#stack.push({ kind: 'global', at: this.#at0, name: `${module}.${name}` });
  }

  #call(how: 'reduce' | 'new', called: Build | undefined, args: Build | undefined): void {
    if (called === undefined || args?.kind !== 'list' || args.type !== 'tuple') throw new NotReadable();
    if (called.kind === 'global') this.named(called.name, this.#at0, isDangerousName(called.name));
    this.#stack.push({ kind: 'call', at: this.#at0, how, called, args: args.items, state: null });
  }

  #persistent(id: Build): void {
    const called: Build = { kind: 'global', at: this.#at0, name: 'persistent_load' };
    this.named(called.name, this.#at0, false);
    this.#stack.push({ kind: 'call', at: this.#at0, how: 'reduce', called, args: [id], state: null });
  }

  #memoNumber(): number {
    const line = this.#line();
    if (!/^\d{1,9}$/.test(line)) throw new NotReadable();
    return Number(line);
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
