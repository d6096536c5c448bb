import { useEffect, useState } from 'react';
import type { Box } from '../../model/place-beside.ts';
import { type TourStep, targetOf } from './tour-steps.ts';

/**
 * The present position of a step's target, which is followed as it appears, moves and disappears. Null while it is not
 * in the page.
 */
export function useTargetBox(step: TourStep): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    let frame = 0;
    const look = () => {
      const rect = targetOf(step)?.getBoundingClientRect();
      const next = rect === undefined || rect.width === 0 ? null : rect;
      setBox((before) => (isSame(before, next) ? before : next));
      frame = requestAnimationFrame(look);
    };
    look();
    return () => cancelAnimationFrame(frame);
  }, [step]);
  return box;
}

function isSame(one: Box | null, other: Box | null): boolean {
  if (one === null || other === null) return one === other;
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}
