import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffNode, diffTree } from '../../renderer/model/diff-tree.ts';
import { jsonEqual } from '../../renderer/model/json-equal.ts';
import { treeLines } from '../../renderer/model/tree-lines.ts';
import type { Json } from '../../server/contract/json.ts';

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;
const sessions = fc.dictionary(fc.string({ maxLength: 3 }), json, { maxKeys: 5 });
const none: ReadonlySet<string> = new Set();

function changesOf(before: Json, after: Json): string[] {
  return treeLines(diffTree(before, after), none).map((line) => `${line.change} ${line.path}`);
}

describe('the difference of two sessions', () => {
  it('names added, removed and changed values at their depth', () => {
    const before = { name: 'Admin', cart: { items: [1, 2], total: 3 }, old: true };
    const after = { name: 'Bob', cart: { items: [1], total: 3 }, fresh: null };
    expect(changesOf(before, after)).toEqual([
      'changed /name',
      'inside /cart',
      'inside /cart/items',
      'same /cart/items/0',
      'removed /cart/items/1',
      'same /cart/total',
      'removed /old',
      'added /fresh',
    ]);
  });

  it('takes a value that changed its kind as one change', () => {
    expect(changesOf({ a: { b: 1 } }, { a: [1] })).toEqual(['changed /a']);
    expect(changesOf({ a: { b: 1 } }, { a: 'b' })).toEqual(['changed /a']);
  });

  it('distinguishes a key with null from a missing key', () => {
    expect(changesOf({ a: null }, {})).toEqual(['removed /a']);
    expect(changesOf({}, { a: null })).toEqual(['added /a']);
  });

  it('distinguishes keys that resemble paths or members of every object', () => {
    const before = { 'a/b': 1, a: { b: 2 }, 'c~d': 3, constructor: 4 };
    const paths = treeLines(diffTree(before, before), none).map((line) => line.path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(changesOf({}, { constructor: 1 })).toEqual(['added /constructor']);
    expect(changesOf({}, JSON.parse('{"__proto__": 1}'))).toEqual(['added /__proto__']);
  });

  it('finds a difference exactly where the values differ, for any two sessions', () => {
    fc.assert(
      fc.property(sessions, sessions, (before, after) => {
        const isChanged = diffTree(before, after).change !== 'same';
        expect(isChanged).toBe(!jsonEqual(before, after));
      }),
    );
  });

  it('holds both sides whole: each can be built again from the tree', () => {
    fc.assert(
      fc.property(sessions, sessions, (before, after) => {
        const tree = diffTree(before, after);
        expect(sideOf(tree, 'before')).toEqual(before);
        expect(sideOf(tree, 'after')).toEqual(after);
      }),
    );
  });

  it('says that a value is the same as itself, and as itself with its keys in another order', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(jsonEqual(value, structuredClone(value))).toBe(true);
        expect(diffTree(value, structuredClone(value)).change).toBe('same');
      }),
    );
    expect(jsonEqual({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(jsonEqual([1, 2], [2, 1])).toBe(false);
    expect(jsonEqual([], {})).toBe(false);
  });
});

/** Builds one side of a tree again, from its leaves up. */
function sideOf(node: DiffNode, side: 'before' | 'after'): Json | undefined {
  const value = node[side];
  if (node.children.length === 0 || value === undefined || value === null || typeof value !== 'object') return value;
  const entries = node.children
    .map((child) => [child.key, sideOf(child, side)] as const)
    .filter(([, part]) => part !== undefined);
  return Array.isArray(value) ? (entries.map(([, part]) => part) as Json) : (Object.fromEntries(entries) as Json);
}
