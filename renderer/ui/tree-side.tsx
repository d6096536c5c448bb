import { ChevronDown, ChevronRight } from 'lucide-react';
import type { CSSProperties } from 'react';
import type { TreeLine } from '../model/tree-lines.ts';
import { useStrings } from '../strings/use-strings.ts';
import { HostileText } from './hostile-text.tsx';
import styles from './tree-grid.module.css';
import { TreeValue } from './tree-value.tsx';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface TreeSideProps {
  readonly line: TreeLine;
  readonly side: 'before' | 'after';
  /** Given on the side that carries the twist of the branch. */
  readonly onToggle: (() => void) | null;
  readonly isDiff: boolean;
}

const MARKS = { added: '+', removed: '−', changed: '~', inside: '·' };

/** One side of a line of a tree: mark, key and value, or a dash if the key is missing. */
export function TreeSide({ line, side, onToggle, isDiff }: TreeSideProps) {
  const { details: t, common } = useStrings();
  const cell = line[side];
  const change = cell === null || line.change === 'same' ? null : line.change;
  return (
    <td className={styles.side} data-side={side} style={{ '--indent': line.level - 1 } as CSSProperties}>
      {isDiff && (
        <span aria-hidden="true" className={styles.mark} data-change={line.change}>
          {change === null ? '' : MARKS[change]}
        </span>
      )}
      {line.isExpandable && onToggle !== null ? (
        <button
          type="button"
          tabIndex={-1}
          className={styles.twist}
          aria-label={t.toggleBranch(line.key)}
          onClick={onToggle}
        >
          {line.isExpanded ? <ChevronDown size={16} /> : <ChevronRight size={16} />}
        </button>
      ) : (
        <span className={styles.noTwist} />
      )}
      {cell === null ? (
        <span className={styles.absent}>
          <span aria-hidden="true">–</span>
          <VisuallyHidden>{t.absent}</VisuallyHidden>
        </span>
      ) : (
        <span className={styles.text}>
          <span className={styles.key}>
            <HostileText text={line.key} />
          </span>
          {': '}
          <TreeValue cell={cell} />
          {change !== null && <VisuallyHidden>{common.aside(t.change[change])}</VisuallyHidden>}
        </span>
      )}
    </td>
  );
}
