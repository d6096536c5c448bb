import type { CSSProperties, RefObject } from 'react';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './axis.module.css';
import { type View, xOf } from './model/scale.ts';
import { type Tick, tickText } from './model/ticks.ts';

export interface AxisProps {
  readonly axisRef: RefObject<HTMLDivElement | null>;
  readonly ticks: readonly Tick[];
  readonly view: View;
  readonly nowMs: number;
  readonly width: number;
}

/** Closer to the present than this a tick gives way to the word "now", or to the longer words for the end of a file. */
const NOW_ROOM = 48;
const END_ROOM = 84;
/** Half the width of a label: nearer to an edge it would be cut. */
const EDGE_ROOM = 28;
const NOW_EDGE_ROOM = 14;
const END_EDGE_ROOM = 46;

/** The times over the lanes, and where the present is. Dragging it moves in time. */
export function Axis({ axisRef, ticks, view, nowMs, width }: AxisProps) {
  const {
    timeline: t,
    recording: { endOfFile },
  } = useStrings();
  const isFile = useRecording() !== null;
  const nowX = xOf(view, width, nowMs);
  const isNowInSight = nowX >= 0 && nowX <= width;
  return (
    <div ref={axisRef} className={styles.axis} aria-hidden="true">
      {ticks.map((tick) => {
        const x = xOf(view, width, tick.atMs);
        const isHidden =
          x < EDGE_ROOM ||
          x > width - EDGE_ROOM ||
          (isNowInSight && Math.abs(x - nowX) < (isFile ? END_ROOM : NOW_ROOM));
        return isHidden ? null : (
          <span key={tick.atMs} className={styles.tick} data-unit={tick.unit} style={at(x)}>
            {tickText(tick, t.axisLocale)}
          </span>
        );
      })}
      {isNowInSight && (
        <span className={styles.now} style={at(Math.min(nowX, width - (isFile ? END_EDGE_ROOM : NOW_EDGE_ROOM)))}>
          {isFile ? endOfFile : t.now}
        </span>
      )}
    </div>
  );
}

function at(x: number): CSSProperties {
  return { transform: `translateX(${x.toFixed(1)}px) translateX(-50%)` };
}
