import { type DrawnShape, SHAPES } from './model/shape.ts';
import styles from './shape-icon.module.css';

/** A mark as in the picture, next to a word with the same meaning. */
export function ShapeIcon({ shape }: { shape: DrawnShape }) {
  const { d, line } = SHAPES[shape];
  return (
    <svg className={styles.icon} data-shape={shape} viewBox="0 0 16 16" width="11" height="11" aria-hidden="true">
      {line === undefined ? (
        <path d={d} fill="currentColor" />
      ) : (
        <path d={d} fill="none" stroke="currentColor" strokeWidth={line} strokeLinecap="round" strokeLinejoin="round" />
      )}
    </svg>
  );
}
