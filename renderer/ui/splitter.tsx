import { type PointerEvent, useRef } from 'react';
import styles from './splitter.module.css';

export interface SplitterProps {
  readonly label: string;
  /** The share of the left side, in percent. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const STEP = 2;

/**
 * The line between two panes: dragged by mouse, moved by the arrow keys, which is what a slider does, so it is one.
 * Its parent is what the share is measured in.
 */
export function Splitter({ label, value, min, max, onChange }: SplitterProps) {
  const line = useRef<HTMLDivElement>(null);

  const drag = (event: PointerEvent<HTMLInputElement>) => {
    const frame = line.current?.parentElement?.getBoundingClientRect();
    if (frame === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share = ((event.clientX - frame.left) / frame.width) * 100;
    onChange(Math.round(Math.max(min, Math.min(max, share)) * 10) / 10);
  };
  return (
    <div ref={line} className={styles.splitter}>
      <input
        type="range"
        className={styles.handle}
        aria-label={label}
        min={min}
        max={max}
        step={STEP}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        // The slider's own idea of dragging is a thumb on a track of nine pixels.
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
    </div>
  );
}
