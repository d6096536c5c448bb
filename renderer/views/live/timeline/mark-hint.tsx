import type { CSSProperties } from 'react';
import styles from './mark-hint.module.css';

export interface MarkHintProps {
  readonly text: string;
  /** The middle of the mark, in pixels of the plot. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The sentence of a mark beside it, on the side with more room. It repeats the mark's name. */
export function MarkHint({ text, x, y, width, height }: MarkHintProps) {
  return (
    <div
      className={styles.hint}
      aria-hidden="true"
      data-side={x > width / 2 ? 'left' : 'right'}
      data-edge={y > height / 2 ? 'bottom' : 'top'}
      style={{ '--x': `${x}px`, '--y': `${y}px` } as CSSProperties}
    >
      {text}
    </div>
  );
}
