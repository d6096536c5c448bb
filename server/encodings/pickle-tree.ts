import type { ObjectMember, ValueNode } from '../contract/value-tree.ts';
import { NotReadable } from './byte-reader.ts';
import { MAX_JSON_DEPTH, MAX_JSON_VALUES } from './json-limits.ts';
import type { Build, BuildCall } from './pickle-build.ts';
import { isDangerousName } from './python-names.ts';
import { specialOf } from './python-values.ts';

/** A repeated text up to this length is written again. A longer one becomes a reference. */
const longestRepeated = 256;

/**
 * The tree of the built values. A value that is used again becomes a reference. Throws NotReadable beyond the limits.
 */
export function pickleTree(root: Build): ValueNode {
  return new Tree().node(root, 0);
}

class Tree {
  readonly #seen = new Set<Build>();
  #count = 0;

  node(build: Build, depth: number): ValueNode {
    if (depth > MAX_JSON_DEPTH) throw new NotReadable('too-deep');
    if (++this.#count > MAX_JSON_VALUES) throw new NotReadable('too-large');
    if (build.kind === 'scalar') return this.#scalar(build);
    if (build.kind === 'global')
      return { kind: 'name', at: build.at, name: build.name, isDangerous: isDangerousName(build.name) };
    if (this.#seen.has(build)) return { kind: 'reference', at: build.at, to: build.at };
    this.#seen.add(build);
    if (build.kind === 'list') return this.#list(build.at, build.type, build.items, depth);
    if (build.kind === 'dict') return this.#map(build.at, 'dict', build.entries, depth);
    return this.#call(build, depth);
  }

  #scalar(build: Build & { readonly kind: 'scalar' }): ValueNode {
    const { node } = build;
    const size = node.kind === 'text' ? node.text.length : node.kind === 'bytes' ? node.hex.length : 0;
    if (size <= longestRepeated) return node;
    if (this.#seen.has(build)) return { kind: 'reference', at: node.at, to: node.at };
    this.#seen.add(build);
    return node;
  }

  #list(at: number, type: string, items: readonly Build[], depth: number): ValueNode {
    return { kind: 'list', at, type, items: items.map((item) => this.node(item, depth + 1)) };
  }

  #map(at: number, type: string, entries: readonly [Build, Build][], depth: number): ValueNode {
    return {
      kind: 'map',
      at,
      type,
      entries: entries.map(([key, value]) => [this.node(key, depth + 1), this.node(value, depth + 1)]),
    };
  }

  #call(build: BuildCall, depth: number): ValueNode {
    const { at, called } = build;
    const name = called.kind === 'global' ? called.name : 'a value';
    const known = this.#known(build, name, depth);
    if (known !== null) return known;
    const isDangerous = isDangerousName(name);
    const isObject = !isDangerous && (build.how === 'new' || objectMakers.has(name));
    if (isObject) return this.#object(build, name, depth);
    const args = build.args.map((arg) => this.node(arg, depth + 1));
    if (build.named !== undefined) args.push(this.node(build.named, depth + 1));
    if (called.kind !== 'global') args.unshift(this.node(called, depth + 1));
    return { kind: 'call', at, name, isDangerous, args, state: this.#stateOf(build, depth) };
  }

  /** Values that Python pickles as calls. */
  #known(build: BuildCall, name: string, depth: number): ValueNode | null {
    const { at, args, items = [], entries = [], state } = build;
    const [first] = args;
    if (
      state === null &&
      (name === 'builtins.set' ||
        name === '__builtin__.set' ||
        name === 'builtins.frozenset' ||
        name === '__builtin__.frozenset')
    ) {
      const inner = first === undefined ? [] : first.kind === 'list' ? first.items : null;
      if (inner !== null && args.length <= 1)
        return this.#list(at, name.split('.')[1] ?? '', [...inner, ...items], depth);
    }
    if (name === 'collections.OrderedDict' && state === null) {
      const inner =
        first === undefined
          ? []
          : first.kind === 'list'
            ? pairsIn(first.items)
            : first.kind === 'dict'
              ? first.entries
              : null;
      if (inner !== null && args.length <= 1) return this.#map(at, 'OrderedDict', [...inner, ...entries], depth);
    }
    if (name === 'collections.defaultdict' && state === null && args.length === 1)
      return this.#map(at, 'defaultdict', entries, depth);
    if (
      name === 'collections.deque' &&
      state === null &&
      (first === undefined || (first.kind === 'list' && first.items.length === 0))
    )
      return this.#list(at, 'deque', items, depth);
    if (items.length > 0 || entries.length > 0) return null;
    return specialOf(build, name);
  }

  #object(build: BuildCall, name: string, depth: number): ValueNode {
    const { at, args, items, entries } = build;
    const [first] = args;
    // copyreg.__newobj__ and copyreg._reconstructor make an object of the class that is their first argument.
    const isMaker = objectMakers.has(name);
    const className = isMaker ? (first?.kind === 'global' ? first.name : name) : name;
    const rest = isMaker
      ? args.slice(name === 'copyreg._reconstructor' || name === 'copy_reg._reconstructor' ? 2 : 1)
      : args;
    const members: ObjectMember[] = [];
    const add = (member: string, value: ValueNode) => void members.push({ name: member, scope: null, value });
    const isBare = rest.every((arg) => arg.kind === 'scalar' && arg.node.kind === 'null');
    if (!isBare) add('(arguments)', this.#list(at, 'tuple', rest, depth));
    if (build.named !== undefined) add('(named arguments)', this.node(build.named, depth + 1));
    for (const state of statesOf(build.state)) {
      if (state.kind === 'dict' && state.entries.every(([key]) => key.kind === 'scalar' && key.node.kind === 'text')) {
        for (const [key, value] of state.entries) add(textOf(key) ?? '', this.node(value, depth + 1));
      } else add('(state)', this.node(state, depth + 1));
    }
    if (items !== undefined) add('(items)', this.#list(at, 'list', items, depth));
    if (entries !== undefined) add('(entries)', this.#map(at, 'dict', entries, depth));
    return { kind: 'object', at, className, members };
  }

  #stateOf(build: BuildCall, depth: number): ValueNode | null {
    const { at, items, entries, state } = build;
    if (state !== null) return this.node(state, depth + 1);
    if (entries !== undefined) return this.#map(at, 'dict', entries, depth);
    return items === undefined ? null : this.#list(at, 'list', items, depth);
  }
}

const objectMakers: ReadonlySet<string> = new Set([
  'copyreg._reconstructor',
  'copy_reg._reconstructor',
  'copyreg.__newobj__',
  'copy_reg.__newobj__',
]);

/** A state may be a pair: the members, and the members of `__slots__`. */
function statesOf(state: Build | null): readonly Build[] {
  if (state === null) return [];
  if (state.kind !== 'list' || state.type !== 'tuple' || state.items.length !== 2) return [state];
  const isNone = (part: Build) => part.kind === 'scalar' && part.node.kind === 'null';
  const isPair = state.items.every((part) => part.kind === 'dict' || isNone(part));
  return isPair ? state.items.filter((part) => !isNone(part)) : [state];
}

function pairsIn(items: readonly Build[]): [Build, Build][] | null {
  const found: [Build, Build][] = [];
  for (const item of items) {
    const [key, value] = item.kind === 'list' && item.items.length === 2 ? item.items : [];
    if (key === undefined || value === undefined) return null;
    found.push([key, value]);
  }
  return found;
}

export function textOf(build: Build | undefined): string | null {
  return build?.kind === 'scalar' && build.node.kind === 'text' ? build.node.text : null;
}
