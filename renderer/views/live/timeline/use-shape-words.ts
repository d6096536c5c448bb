import { useMemo } from 'react';
import { useRecording } from '../../../data/use-recordings.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import type { DrawnShape, MarkShape } from './model/shape.ts';

export interface ShapeWords {
  readonly names: Readonly<Record<DrawnShape, string>>;
  /** So many marks of a shape. */
  readonly counts: Readonly<Record<MarkShape, (n: number) => string>>;
}

/** The names of the shapes. Whether an app has used a session is not visible from outside. */
export function useShapeWords(): ShapeWords {
  const { timeline: t, timelineWords, cookieEnds } = useStringsWithLater();
  const recording = useRecording();
  const isWatched = useWorkspaceKind() === 'watched';
  const tellsServer = recording?.tellsServer ?? !isWatched;
  return useMemo(() => {
    const { shapeCount, lane } = timelineWords;
    const ends = { 'cookie-end': cookieEnds.shape };
    return tellsServer
      ? { names: { ...t.shapes, ...ends }, counts: shapeCount }
      : { names: { ...t.shapes, ...t.seenShapes, ...ends }, counts: { ...shapeCount, unused: lane.requests } };
  }, [t, timelineWords, cookieEnds, tellsServer]);
}
