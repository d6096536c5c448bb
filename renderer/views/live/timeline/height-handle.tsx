import { type PointerEvent, useRef } from 'react';
import styles from './height-handle.module.css';

export interface HeightHandleProps {
  readonly label: string;
  /** In pixels. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

const STEP = 8;

/** The lower edge of a panel: dragged, or moved by the arrow keys, which is what a slider does, so it is one. */
export function HeightHandle({ label, value, min, max, onChange }: HeightHandleProps) {
  const line = useRef<HTMLDivElement>(null);

  const drag = (event: PointerEvent<HTMLInputElement>) => {
    const panel = line.current?.parentElement?.getBoundingClientRect();
    if (panel === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    onChange(Math.round(Math.max(min, Math.min(max, event.clientY - panel.top))));
  };
  return (
    <div ref={line} className={styles.line}>
      <input
        type="range"
        className={styles.handle}
        aria-label={label}
        min={min}
        max={max}
        step={STEP}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
    </div>
  );
}
