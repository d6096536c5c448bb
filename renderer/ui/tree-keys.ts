import type { TreeLine } from '../model/tree-lines.ts';

/** The effect of a key in a tree: opens or closes the active line, or makes another line active. */
export interface TreeMove {
  readonly toggle: boolean;
  readonly path: string;
}

/** The keyboard of a tree (ARIA treegrid pattern, rows only). Null if the key has no effect on the tree. */
export function moveInTree(key: string, index: number, lines: readonly TreeLine[]): TreeMove | null {
  const line = lines[index];
  if (line === undefined) return null;
  const toggled = { toggle: true, path: line.path };
  switch (key) {
    case 'ArrowDown':
      return goTo(lines[index + 1]);
    case 'ArrowUp':
      return goTo(lines[index - 1]);
    case 'Home':
      return goTo(lines[0]);
    case 'End':
      return goTo(lines.at(-1));
    case 'ArrowRight':
      if (!line.isExpandable) return null;
      return line.isExpanded ? goTo(lines[index + 1]) : toggled;
    case 'ArrowLeft':
      if (line.isExpanded) return toggled;
      return goTo(lines.slice(0, index).findLast((other) => other.level < line.level));
    case 'Enter':
    case ' ':
      return line.isExpandable ? toggled : null;
    default:
      return null;
  }
}

function goTo(line: TreeLine | undefined): TreeMove | null {
  return line === undefined ? null : { toggle: false, path: line.path };
}
