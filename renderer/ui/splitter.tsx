import { type PointerEvent, useRef } from 'react';
import styles from './splitter.module.css';

export interface SplitterProps {
  readonly label: string;
  /**
   * `columns`: the line between two columns; the value is the share of the left one, in percent. `rows`: the lower edge
   * of a panel; the value is the height of the panel, in pixels.
   */
  readonly between: 'columns' | 'rows';
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly onChange: (value: number) => void;
}

/** How far an arrow key moves the line, in the unit of the value. */
const STEPS = { columns: 2, rows: 8 } as const;

/**
 * A line that the user drags or moves with the arrow keys. It is a slider, because assistive technology knows sliders.
 * The value is measured in the parent element.
 */
export function Splitter({ label, between, value, min, max, onChange }: SplitterProps) {
  const line = useRef<HTMLDivElement>(null);

  const drag = (event: PointerEvent<HTMLInputElement>) => {
    const frame = line.current?.parentElement?.getBoundingClientRect();
    if (frame === undefined || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const at = between === 'columns' ? share(event.clientX - frame.left, frame.width) : event.clientY - frame.top;
    onChange(Math.max(min, Math.min(max, between === 'columns' ? at : Math.round(at))));
  };
  return (
    <div ref={line} className={styles.splitter} data-between={between}>
      <input
        type="range"
        className={styles.handle}
        aria-label={label}
        min={min}
        max={max}
        step={STEPS[between]}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        // Without this the browser moves the value to the click within the nine pixels of the slider.
        onMouseDown={(event) => event.preventDefault()}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
      />
    </div>
  );
}

/** In percent, with one decimal. */
function share(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 10;
}
