import { describe, expect, it } from 'vitest';
import { diffTree } from '../../renderer/model/diff-tree.ts';
import { treeLines } from '../../renderer/model/tree-lines.ts';
import { moveInTree } from '../../renderer/ui/tree-keys.ts';

const data = { user: { name: 'Admin', roles: ['a', 'b'] }, n: 1 };
const open: ReadonlySet<string> = new Set();
const lines = treeLines(diffTree(data, data), open);

describe('the lines of a tree', () => {
  it('stand in order, with level, place and size of their set', () => {
    expect(lines.map(({ path, level, position, setSize }) => [path, level, position, setSize])).toEqual([
      ['/user', 1, 1, 2],
      ['/user/name', 2, 1, 2],
      ['/user/roles', 2, 2, 2],
      ['/user/roles/0', 3, 1, 2],
      ['/user/roles/1', 3, 2, 2],
      ['/n', 1, 2, 2],
    ]);
  });

  it('of a closed branch are not there', () => {
    const closed = treeLines(diffTree(data, data), new Set(['/user']));
    expect(closed.map((line) => line.path)).toEqual(['/user', '/n']);
  });

  it('fold away what is large or deep, but never a difference', () => {
    const large = Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`k${n}`, n]));
    const [same] = treeLines(diffTree({ large }, { large }), open);
    expect(same).toMatchObject({ isExpandable: true, isExpanded: false });
    const [changed] = treeLines(diffTree({ large }, { large: { ...large, k7: 'x' } }), open);
    expect(changed).toMatchObject({ isExpanded: true, change: 'inside' });
  });

  it('say what a record leaves out of a large session, and whether it differs', () => {
    const leftOut = (count: number, sha1: string) => ({ '…': { $type: 'left-out', of: 'entries', count, sha1 } });
    const [differs] = treeLines(diffTree(leftOut(9, '00'), leftOut(9, '11')), open);
    const cell = { kind: 'left-out', of: 'entries', count: 9, start: '' };
    expect(differs).toMatchObject({ change: 'changed', isExpandable: false, before: cell, after: cell });
    const [same] = treeLines(diffTree(leftOut(9, '00'), leftOut(9, '00')), open);
    expect(same).toMatchObject({ change: 'same', isExpandable: false });
    const [whole] = treeLines(diffTree({ a: { x: 1, ...leftOut(9, '00') } }, {}), open);
    expect(whole?.before).toEqual({ kind: 'object', count: 10 });
    const text = { $type: 'left-out', of: 'text', count: 70_000, sha1: '00', start: 'a "b' };
    const [cut] = treeLines(diffTree({ text }, { text }), open);
    expect(cut?.after).toEqual({ kind: 'left-out', of: 'text', count: 70_000, start: '"a \\"b"' });
  });

  it('of a value that only has the type of a left-out part are those of an object', () => {
    const odd = { odd: { $type: 'left-out', of: 'entries', count: 'nine' } };
    expect(treeLines(diffTree(odd, odd), open)[0]?.after).toEqual({ kind: 'object', count: 3 });
  });

  it('show a leaf as JSON, a container by its size, and the missing side as nothing', () => {
    const [line] = treeLines(diffTree({}, { a: { b: '"' } }), open);
    expect(line).toMatchObject({ before: null, after: { kind: 'object', count: 1 } });
    const [leaf] = treeLines(diffTree({ q: 'say "hi"\n' }, {}), open);
    expect(leaf?.before).toEqual({ kind: 'leaf', text: '"say \\"hi\\"\\n"', type: 'string' });
  });
});

describe('the keyboard of a tree', () => {
  const at = (path: string) => lines.findIndex((line) => line.path === path);

  it.each([
    ['ArrowDown', '/user', '/user/name', false],
    ['ArrowUp', '/n', '/user/roles/1', false],
    ['Home', '/n', '/user', false],
    ['End', '/user', '/n', false],
    ['ArrowRight', '/user', '/user/name', false],
    ['ArrowLeft', '/user/roles/1', '/user/roles', false],
    ['ArrowLeft', '/user/roles', '/user/roles', true],
    ['Enter', '/user', '/user', true],
    [' ', '/user', '/user', true],
  ])('%s on %s leads to %s (opens or closes: %s)', (key, from, path, toggle) => {
    expect(moveInTree(key, at(from), lines)).toEqual({ toggle, path });
  });

  it.each([
    ['ArrowUp', '/user'],
    ['ArrowDown', '/n'],
    ['ArrowRight', '/n'],
    ['Enter', '/n'],
    ['x', '/n'],
  ])('%s on %s leads nowhere', (key, from) => {
    expect(moveInTree(key, at(from), lines)).toBeNull();
  });
});
