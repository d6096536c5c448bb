import { memo } from 'react';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './legend.module.css';
import type { MarkShape } from './model/shape.ts';
import { ShapeIcon } from './shape-icon.tsx';

const EXPLAINED: readonly MarkShape[] = ['set', 'get', 'pop', 'rejected', 'regenerated', 'destroyed', 'edited'];

/** What the shapes mean. */
export const Legend = memo(function Legend() {
  const t = useStrings().timeline;
  return (
    <ul aria-label={t.key} className={styles.legend}>
      {EXPLAINED.map((shape) => (
        <li key={shape} className={styles.item}>
          <ShapeIcon shape={shape} />
          {t.shapes[shape]}
        </li>
      ))}
    </ul>
  );
});
