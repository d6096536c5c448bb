import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import styles from './column-handle.module.css';

export interface ColumnHandleProps {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onResize: (width: number) => void;
}

/**
 * The right edge of a column's head, which is dragged or moved by the arrow keys. It is a slider, because assistive
 * technology knows sliders.
 */
export function ColumnHandle({ label, min, max, step, onResize }: ColumnHandleProps) {
  const [width, setWidth] = useState(min);
  const headOf = (input: HTMLInputElement) => input.closest('th')?.getBoundingClientRect();
  const resize = (next: number) => {
    const bounded = Math.round(Math.max(min, Math.min(max, next)));
    setWidth(bounded);
    onResize(bounded);
  };
  const drag = (event: PointerEvent<HTMLInputElement>) => {
    const head = headOf(event.currentTarget);
    if (head !== undefined && event.currentTarget.hasPointerCapture(event.pointerId)) resize(event.clientX - head.left);
  };
  // The slider's own steps are counted from its least value, so they would not begin at the width there is.
  const move = (event: KeyboardEvent) => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    resize(width + direction * step);
  };
  return (
    <input
      type="range"
      className={styles.handle}
      aria-label={label}
      min={min}
      max={max}
      step={1}
      value={width}
      onFocus={(event) => setWidth(Math.round(headOf(event.currentTarget)?.width ?? min))}
      onChange={(event) => resize(event.target.valueAsNumber)}
      onKeyDown={move}
      onClick={(event) => event.stopPropagation()}
      // The slider's own idea of dragging is a thumb on a track of nine pixels.
      onMouseDown={(event) => event.preventDefault()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
    />
  );
}
