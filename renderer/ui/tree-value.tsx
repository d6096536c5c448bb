import type { TreeCell } from '../model/tree-lines.ts';
import { useStrings } from '../strings/use-strings.ts';
import { HostileText } from './hostile-text.tsx';
import styles from './tree-grid.module.css';

/** A value in a tree: a leaf as JSON, a container as how much it holds. */
export function TreeValue({ cell }: { cell: TreeCell }) {
  const t = useStrings().details;
  switch (cell.kind) {
    case 'object':
      return (
        <span className={styles.value} data-type="summary">
          {t.objectOf(cell.count)}
        </span>
      );
    case 'array':
      return (
        <span className={styles.value} data-type="summary">
          {t.arrayOf(cell.count)}
        </span>
      );
    case 'left-out':
      return (
        <span className={styles.value} data-type="summary">
          {cell.start !== '' && <HostileText text={`${cell.start} `} />}
          {t.leftOut[cell.of](cell.count)}
        </span>
      );
    case 'whole':
      return (
        <span className={styles.value} data-type="whole">
          <HostileText text={cell.text} />
        </span>
      );
    case 'leaf':
      return (
        <span className={styles.value} data-type={cell.type}>
          <HostileText text={cell.text} />
        </span>
      );
  }
}
