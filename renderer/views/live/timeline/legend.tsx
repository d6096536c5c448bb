import { memo, useMemo } from 'react';
import { useRecording } from '../../../data/use-recordings.ts';
import { useStringsWithTimeline } from '../../../strings/with-timeline.ts';
import styles from './legend.module.css';
import type { Lane } from './model/lane.ts';
import { type DrawnShape, SHAPES, shapesOf } from './model/shape.ts';
import { ShapeIcon } from './shape-icon.tsx';

/** The shapes of the first lesson, explained before there are any. */
const ALWAYS: ReadonlySet<DrawnShape> = new Set([
  'set',
  'get',
  'pop',
  'rejected',
  'regenerated',
  'destroyed',
  'edited',
]);

/**
 * The meaning of the shapes: for the live log the ones a learner meets first, and every other drawn one; for a file the
 * drawn ones.
 */
export function Legend({ lanes }: { lanes: readonly Lane[] }) {
  const recording = useRecording();
  const isFile = recording !== null;
  const drawn = useMemo(() => shapesOf(lanes), [lanes]);
  const shown = (Object.keys(SHAPES) as DrawnShape[]).filter(
    (shape) => drawn.has(shape) || (!isFile && ALWAYS.has(shape)),
  );
  // Drawn again when the list is another one, and not with every request.
  return <Explained list={shown.join(' ')} tellsServer={recording?.tellsServer ?? true} />;
}

const Explained = memo(function Explained({ list, tellsServer }: { list: string; tellsServer: boolean }) {
  const { timeline: t, cookieEnds } = useStringsWithTimeline();
  const names = { ...t.shapes, ...(tellsServer ? {} : t.seenShapes), 'cookie-end': cookieEnds.shape };
  if (list === '') return null;
  return (
    <ul aria-label={t.key} className={styles.legend}>
      {(list.split(' ') as DrawnShape[]).map((shape) => (
        <li key={shape} className={styles.item}>
          <ShapeIcon shape={shape} />
          {names[shape]}
        </li>
      ))}
    </ul>
  );
});
