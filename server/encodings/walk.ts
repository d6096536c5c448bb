import type { NamedInValue, UnreadableReason, ValueNode } from '../contract/value-tree.ts';
import { ByteReader, NotReadable } from './byte-reader.ts';

/** The result of a walker. `names` are the names that a loader would load, also for a truncated value. */
export type Walked =
  | { readonly ok: true; readonly tree: ValueNode; readonly names: readonly NamedInValue[] }
  | {
      readonly ok: false;
      readonly reason: UnreadableReason;
      readonly at: number;
      readonly names: readonly NamedInValue[];
    };

const mostNames = 100;

/** The base of the walkers. It notes the names of classes and functions in a value. */
export abstract class ValueReader extends ByteReader {
  readonly #names = new Map<string, NamedInValue>();

  get names(): readonly NamedInValue[] {
    return [...this.#names.values()];
  }

  named(name: string, at: number, isDangerous: boolean): void {
    const known = this.#names.get(name);
    if (known === undefined ? this.#names.size < mostNames || isDangerous : isDangerous && !known.isDangerous)
      this.#names.set(name, { name, at, isDangerous });
  }
}

/** Reads one value that takes up all of the bytes. Never throws {@link NotReadable}. */
export function walkAll<R extends ValueReader>(reader: R, read: (reader: R) => ValueNode): Walked {
  try {
    const tree = read(reader);
    if (!reader.isAtEnd()) return { ok: false, reason: 'rest', at: reader.at, names: reader.names };
    return { ok: true, tree, names: reader.names };
  } catch (error) {
    if (!(error instanceof NotReadable)) throw error;
    return { ok: false, reason: error.reason, at: reader.at, names: reader.names };
  }
}

/** Bytes that are UTF-8 as a text, others as bytes. */
export function textOrBytes(at: number, bytes: Buffer): ValueNode {
  const text = bytes.toString('utf8');
  // Invalid bytes were replaced, so the text differs from the bytes. Comparing is faster than a strict decoder.
  if (text.includes('\ufffd') && !Buffer.from(text).equals(bytes))
    return { kind: 'bytes', at, hex: bytes.toString('hex') };
  return { kind: 'text', at, text };
}

export function integer(at: number, value: number | bigint): ValueNode {
  return { kind: 'integer', at, digits: String(value) };
}

export function float(at: number, value: number): ValueNode {
  return { kind: 'float', at, text: Object.is(value, -0) ? '-0' : String(value) };
}
