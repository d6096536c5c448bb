import type { Json } from '../../server/contract/json.ts';
import { asLeftOut, type LeftOut } from '../../server/contract/left-out.ts';
import { type Change, type DiffNode, kindOf } from './diff-tree.ts';
import { jsonText } from './json-text.ts';

/** The content of one side of a line: the JSON text of a leaf, or the size of a container. */
export type TreeCell =
  | { readonly kind: 'leaf'; readonly text: string; readonly type: LeafType }
  | { readonly kind: 'object' | 'array'; readonly count: number }
  /** A container beside another kind of value: its JSON as text. */
  | { readonly kind: 'whole'; readonly text: string }
  /** A part of a large session that its record leaves out. `start`: the JSON text of the beginning of a text. */
  | { readonly kind: 'left-out'; readonly of: LeftOut['of']; readonly count: number; readonly start: string };

export type LeafType = 'string' | 'number' | 'boolean' | 'null';

/** A line of a tree on the screen. `before`, `after`: null where the key was not there. */
export interface TreeLine {
  readonly path: string;
  readonly key: string;
  /** Counts from 1. */
  readonly level: number;
  readonly change: Change;
  readonly before: TreeCell | null;
  readonly after: TreeCell | null;
  readonly isExpandable: boolean;
  readonly isExpanded: boolean;
  readonly setSize: number;
  readonly position: number;
}

/**
 * The lines below `root`, which is not drawn itself. A container is open unless its path is among `toggled`; for a
 * container that starts closed it is the reverse.
 */
export function treeLines(root: DiffNode, toggled: ReadonlySet<string>): TreeLine[] {
  const lines: TreeLine[] = [];
  addChildren(root, 1, toggled, lines);
  return lines;
}

function addChildren(node: DiffNode, level: number, toggled: ReadonlySet<string>, lines: TreeLine[]): void {
  node.children.forEach((child, index) => {
    const isExpandable = child.children.length > 0;
    const isExpanded = isExpandable && startsOpen(child, level) !== toggled.has(child.path);
    lines.push({
      path: child.path,
      key: child.key,
      level,
      change: child.change,
      before: cellOf(child.before, child.change),
      after: cellOf(child.after, child.change),
      isExpandable,
      isExpanded,
      setSize: node.children.length,
      position: index + 1,
    });
    if (isExpanded) addChildren(child, level + 1, toggled, lines);
  });
}

/**
 * Containers with a difference are always open; otherwise small and shallow ones are, so that the data is visible at
 * first.
 */
function startsOpen(node: DiffNode, level: number): boolean {
  return node.change === 'inside' || (node.children.length <= 12 && level <= 3);
}

function cellOf(value: Json | undefined, change: Change): TreeCell | null {
  if (value === undefined) return null;
  const leftOut = asLeftOut(value);
  if (leftOut !== null) {
    const { of, count, start } = leftOut;
    return { kind: 'left-out', of, count, start: start === undefined ? '' : JSON.stringify(start) };
  }
  const kind = kindOf(value);
  if (kind === 'leaf') return { kind, text: JSON.stringify(value), type: leafType(value) };
  if (change === 'changed') return { kind: 'whole', text: jsonText(value) };
  return { kind, count: countOf(value) };
}

/** The members or items of a container, with those that a record leaves out. */
function countOf(value: Json): number {
  const members: Json[] = Object.values(value ?? {});
  return members.reduce<number>((count, member) => {
    const leftOut = asLeftOut(member);
    return count + (leftOut === null || leftOut.of === 'text' ? 1 : leftOut.count);
  }, 0);
}

function leafType(value: Json): LeafType {
  if (value === null) return 'null';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}
