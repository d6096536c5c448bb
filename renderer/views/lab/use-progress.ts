import { useMemo, useRef } from 'react';
import { usePreference } from '../../data/use-preference.ts';
import { type Progress, type ProgressMap, readProgress, writeProgress } from './lab-progress.ts';

/**
 * The runs and correct predictions, kept between visits, and a function that adds one, also at the end of a long run.
 */
export function useProgress(): [ProgressMap, (key: string, progress: Progress) => void] {
  const [text, setText] = usePreference('lab-progress', (stored) => stored ?? '');
  const progress = useMemo(() => readProgress(text), [text]);
  const latest = useRef(progress);
  latest.current = progress;
  const add = (key: string, state: Progress) => setText(writeProgress(new Map(latest.current).set(key, state)));
  return [progress, add];
}
