import type { Json } from '../contract/json.ts';
import type { ValueNode } from '../contract/value-tree.ts';
import { MAX_JSON_DEPTH, MAX_JSON_VALUES } from './json-limits.ts';
import { meantAsObject } from './typed-value.ts';

/**
 * A tree as JSON, for records, comparison and export. Values without a notation in JSON are typed values
 * (typed-value.ts), or objects with a `$type` and the name of the class or of the call. A value that is used twice is
 * written twice, unless it contains itself, or the result would become too large.
 */
export function treeToJson(tree: ValueNode): Json {
  const writer = new Writer(tree);
  return writer.value(tree, 0);
}

class Writer {
  readonly #containers = new Map<number, ValueNode>();
  readonly #open = new Set<ValueNode>();
  #written = 0;

  constructor(tree: ValueNode) {
    collect(tree, this.#containers);
  }

  value(node: ValueNode, depth: number): Json {
    this.#written++;
    switch (node.kind) {
      case 'null':
        return null;
      case 'boolean':
        return node.value;
      case 'integer': {
        const value = Number(node.digits);
        return Number.isSafeInteger(value) ? value : { $type: 'int', value: node.digits };
      }
      case 'float': {
        const value = Number(node.text);
        return Number.isFinite(value) ? value : { $type: 'float', value: node.text };
      }
      case 'text':
      case 'symbol':
        return node.text;
      case 'bytes':
        return { $type: 'bytes', hex: node.hex };
      case 'list': {
        const items = this.#inside(node, () => node.items.map((item) => this.value(item, depth + 1)));
        if (node.type === 'tuple') return { $type: 'tuple', value: items };
        return plainLists.has(node.type) ? items : { $type: node.type, value: items };
      }
      case 'map':
        return this.#inside(node, () => this.#map(node, depth));
      case 'special':
        return specialJson(node);
      case 'object': {
        const members: [string, Json][] = this.#inside(node, () =>
          node.members.map(({ name, value }) => [name, this.value(value, depth + 1)]),
        );
        return { $type: 'object', class: node.className, value: Object.fromEntries(members) };
      }
      case 'name':
        return { $type: 'name', value: node.name };
      case 'call': {
        const { args, state } = node;
        return this.#inside(node, () => ({
          $type: 'call',
          name: node.name,
          arguments: args.map((arg) => this.value(arg, depth + 1)),
          ...(state === null ? {} : { state: this.value(state, depth + 1) }),
        }));
      }
      case 'reference': {
        const target = this.#containers.get(node.to);
        const isWithin = target === undefined || this.#open.has(target);
        if (isWithin || depth >= MAX_JSON_DEPTH || this.#written > MAX_JSON_VALUES)
          return { $type: 'reference', to: node.to };
        return this.value(target, depth);
      }
    }
  }

  #map(node: ValueNode & { readonly kind: 'map' }, depth: number): Json {
    // PHP has one type for lists and maps. As in its json_encode, keys from 0 on in their order are a list.
    const isList = node.type === 'array' && node.entries.every(([key], index) => this.#keyText(key) === String(index));
    if (isList) return node.entries.map(([, value]) => this.value(value, depth + 1));
    const entries = node.entries.map(([key, value]) => [this.#keyText(key), this.value(value, depth + 1)] as const);
    const isObject =
      entries.every(([key]) => key !== null) && new Set(entries.map(([key]) => key)).size === entries.length;
    if (isObject) return meantAsObject(Object.fromEntries(entries));
    // Keys that are not texts, or that would become the same text, such as 1 and "1".
    return {
      $type: 'pairs',
      value: node.entries.map(([key], index) => [this.value(key, depth + 1), entries[index]?.[1] ?? null]),
    };
  }

  /** Null if the key is not a text or a number. A repeated key can be a reference to its first text. */
  #keyText(key: ValueNode): string | null {
    const target = key.kind === 'reference' ? this.#containers.get(key.to) : key;
    return target === undefined ? null : keyText(target);
  }

  #inside<T>(node: ValueNode, write: () => T): T {
    this.#open.add(node);
    const written = write();
    this.#open.delete(node);
    return written;
  }
}

/** The types of lists that become a JSON array. */
const plainLists: ReadonlySet<string> = new Set(['list', 'array']);

/** Keys that can be the name of a member. A number is one too: in PHP the keys 1 and "1" are the same. */
function keyText(key: ValueNode): string | null {
  if (key.kind === 'text' || key.kind === 'symbol') return key.text;
  return key.kind === 'integer' ? key.digits : null;
}

function specialJson({ type, text }: ValueNode & { readonly kind: 'special' }): Json {
  if (type === 'datetime' && /(?:Z|[+-]\d\d:\d\d)$/.test(text)) return { $type: 'datetime', iso: text };
  return type === 'uuid' ? { $type: 'uuid', value: text } : { $type: type, value: text };
}

/** Every value that another one can refer to, by its offset. */
function collect(root: ValueNode, into: Map<number, ValueNode>): void {
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind !== 'reference' && !into.has(node.at)) into.set(node.at, node);
    waiting.push(...childrenOf(node));
  }
}

/** The values directly inside of a value, keys of maps included. */
export function childrenOf(node: ValueNode): readonly ValueNode[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'map':
      return node.entries.flat();
    case 'object':
      return node.members.map(({ value }) => value);
    case 'call':
      return node.state === null ? node.args : [...node.args, node.state];
    default:
      return [];
  }
}

/** The same tree with every offset moved, so that several trees can be parts of one. */
export function movedTree(node: ValueNode, by: number): ValueNode {
  const at = node.at + by;
  switch (node.kind) {
    case 'list':
      return { ...node, at, items: node.items.map((item) => movedTree(item, by)) };
    case 'map':
      return { ...node, at, entries: node.entries.map(([key, value]) => [movedTree(key, by), movedTree(value, by)]) };
    case 'object':
      return { ...node, at, members: node.members.map((one) => ({ ...one, value: movedTree(one.value, by) })) };
    case 'call':
      return {
        ...node,
        at,
        args: node.args.map((arg) => movedTree(arg, by)),
        state: node.state === null ? null : movedTree(node.state, by),
      };
    case 'reference':
      return { ...node, at, to: node.to + by };
    default:
      return { ...node, at };
  }
}
