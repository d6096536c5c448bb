import { memo, useMemo } from 'react';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import styles from './legend.module.css';
import type { Lane } from './model/lane.ts';
import { type DrawnShape, SHAPES, shapesOf } from './model/shape.ts';
import { ShapeIcon } from './shape-icon.tsx';
import { useShapeWords } from './use-shape-words.ts';

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
 * The meaning of the shapes: over the tutorial site the ones a learner meets first, and every other drawn one; over a
 * watched app or a file the drawn ones.
 */
export function Legend({ lanes }: { lanes: readonly Lane[] }) {
  const isTutorial = useWorkspaceKind() === 'tutorial';
  const drawn = useMemo(() => shapesOf(lanes), [lanes]);
  const shown = (Object.keys(SHAPES) as DrawnShape[]).filter(
    (shape) => drawn.has(shape) || (isTutorial && ALWAYS.has(shape)),
  );
  // Drawn again when the list is another one, and not with every request.
  return <Explained list={shown.join(' ')} />;
}

const Explained = memo(function Explained({ list }: { list: string }) {
  const { timeline: t } = useStrings();
  const { names } = useShapeWords();
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
