import type { Json } from '../../server/contract/json.ts';
import { type DiffNode, diffTree } from './diff-tree.ts';
import { jsonText } from './json-text.ts';

/** One value of a session that was added, removed or changed. `key` is its path: `cart.items.0`. */
export interface DiffLine {
  readonly path: string;
  readonly key: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** JSON text; null on a side where it was not. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Longer values are cut here. The details of the request show them in full. */
export const MAX_VALUE_CHARACTERS = 240;

/**
 * The differences between two values, as the smallest complete list: a new object is one line, a change inside an
 * object is a separate line.
 */
export function diffLines(before: Json | undefined, after: Json | undefined): DiffLine[] {
  const lines: DiffLine[] = [];
  collect(diffTree(before, after), '', lines);
  return lines;
}

function collect(node: DiffNode, prefix: string, lines: DiffLine[]): void {
  for (const child of node.children) {
    const key = prefix === '' ? child.key : `${prefix}.${child.key}`;
    if (child.change === 'inside') collect(child, key, lines);
    else if (child.change !== 'same') {
      lines.push({
        path: child.path,
        key,
        change: child.change,
        before: textOf(child.before),
        after: textOf(child.after),
      });
    }
  }
}

function textOf(value: Json | undefined): string | null {
  if (value === undefined) return null;
  const text = jsonText(value);
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
}
