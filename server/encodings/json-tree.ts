import type { Json } from '../contract/json.ts';
import type { ValueNode } from '../contract/value-tree.ts';
import { utf8Of } from './base64.ts';
import { readJson } from './bounded-json.ts';
import { asTypedValue } from './typed-value.ts';
import { float, type Walked } from './walk.ts';

/**
 * Makes a tree from JSON. The parser reports no offsets, so `at` is the number of the value in the order of reading.
 */
export function walkJson(bytes: Buffer): Walked {
  const text = utf8Of(bytes);
  if (text === null) return { ok: false, reason: 'not-this', at: 0, names: [] };
  const read = readJson(text, { hasPythonConstants: true });
  if (!read.ok) {
    if (read.reason !== 'not-json') return { ok: false, reason: read.reason, at: 0, names: [] };
    const at = Buffer.byteLength(text.slice(0, read.at));
    return { ok: false, reason: read.isCut ? 'cut' : 'not-this', at: read.isCut ? bytes.length : at, names: [] };
  }
  let next = 0;
  const nodeOf = (value: Json): ValueNode => {
    const at = next++;
    if (value === null) return { kind: 'null', at };
    if (typeof value === 'boolean') return { kind: 'boolean', at, value };
    if (typeof value === 'string') return { kind: 'text', at, text: value };
    if (typeof value === 'number')
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? { kind: 'integer', at, digits: String(value) }
        : float(at, value);
    if (Array.isArray(value)) return { kind: 'list', at, type: 'array', items: value.map(nodeOf) };
    const typed = asTypedValue(value);
    if (typed?.$type === 'int') return { kind: 'integer', at, digits: typed.value };
    if (typed?.$type === 'float') return { kind: 'float', at, text: typed.value };
    const object = typed?.$type === 'dict' ? typed.value : value;
    const entries = Object.entries(object).map(([key, member]): [ValueNode, ValueNode] => [
      { kind: 'text', at: next++, text: key },
      nodeOf(member),
    ]);
    return { kind: 'map', at, type: 'object', entries };
  };
  return { ok: true, tree: nodeOf(read.value), names: [] };
}
