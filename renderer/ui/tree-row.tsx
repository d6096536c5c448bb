import { type ReactNode, useEffect, useRef } from 'react';
import type { TreeLine } from '../model/tree-lines.ts';
import styles from './tree-grid.module.css';
import { TreeSide } from './tree-side.tsx';

export interface TreeRowProps {
  readonly id: string;
  readonly line: TreeLine;
  readonly isActive: boolean;
  readonly isDiff: boolean;
  readonly onToggle: () => void;
  readonly action: ReactNode;
}

/** One line of a tree: both sides of a difference, or one side and its actions. */
export function TreeRow({ id, line, isActive, isDiff, onToggle, action }: TreeRowProps) {
  const row = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    const isHeld = row.current?.closest('table') === document.activeElement;
    if (isActive && isHeld) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <tr
      ref={row}
      id={id}
      aria-level={line.level}
      aria-setsize={line.setSize}
      aria-posinset={line.position}
      aria-expanded={line.isExpandable ? line.isExpanded : undefined}
      data-active={isActive || undefined}
      data-change={isDiff ? line.change : undefined}
      className={styles.row}
    >
      <TreeSide
        line={line}
        side="before"
        isDiff={isDiff}
        // The twist of a branch hangs on the side that has it, the left one first.
        onToggle={line.before === null ? null : onToggle}
      />
      {isDiff ? (
        <TreeSide line={line} side="after" isDiff onToggle={line.before === null ? onToggle : null} />
      ) : (
        <td className={styles.action}>{action}</td>
      )}
    </tr>
  );
}
