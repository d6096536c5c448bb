import type { Json } from '../../server/contract/json.ts';
import { asLeftOut } from '../../server/contract/left-out.ts';
import { jsonEqual } from './json-equal.ts';

/** `inside`: the same kind of container on both sides, with a difference somewhere below. */
export type Change = 'same' | 'added' | 'removed' | 'changed' | 'inside';

/**
 * One key of a session, or of a value in it, before and after. `undefined` on a side means that the key is missing
 * there.
 */
export interface DiffNode {
  /** JSON pointer from the session's root: unique, and stable while the shape stays. */
  readonly path: string;
  readonly key: string;
  readonly change: Change;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  readonly children: readonly DiffNode[];
}

/**
 * Compares two JSON values key by key. Keys keep the order of the older side, new ones follow in their own order. A
 * value that changes its kind (object to array, container to leaf) is one change, not many. Pass the same value twice
 * for a plain tree.
 */
export function diffTree(before: Json | undefined, after: Json | undefined, path = '', key = ''): DiffNode {
  const change = changeOf(before, after);
  return { path, key, change, before, after, children: childrenOf(before, after, change, path) };
}

/** The same tree without the parts that are equal on both sides. */
export function onlyDifferences(node: DiffNode): DiffNode {
  const children = node.children.filter(({ change }) => change !== 'same').map(onlyDifferences);
  return { ...node, children };
}

function changeOf(before: Json | undefined, after: Json | undefined): Change {
  if (before === undefined) return after === undefined ? 'same' : 'added';
  if (after === undefined) return 'removed';
  if (jsonEqual(before, after)) return 'same';
  return kindOf(before) !== 'leaf' && kindOf(before) === kindOf(after) ? 'inside' : 'changed';
}

function childrenOf(before: Json | undefined, after: Json | undefined, change: Change, path: string): DiffNode[] {
  // A value that was replaced by another kind would have two trees; both values are shown as text instead.
  if (change === 'changed') return [];
  const old = entriesOf(before);
  const young = entriesOf(after);
  const keys = new Set([...old.keys(), ...young.keys()]);
  return [...keys].map((key) => diffTree(old.get(key), young.get(key), `${path}/${escapePointer(key)}`, key));
}

function entriesOf(value: Json | undefined): Map<string, Json> {
  return value === undefined || kindOf(value) === 'leaf' ? new Map() : new Map(Object.entries(value ?? {}));
}

/** The kind of a value in a tree. */
export function kindOf(value: Json): 'object' | 'array' | 'leaf' {
  if (value === null || typeof value !== 'object' || asLeftOut(value) !== null) return 'leaf';
  return Array.isArray(value) ? 'array' : 'object';
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
