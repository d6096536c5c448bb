import { useEffect, useState } from 'react';
import { useClock } from '../../../data/use-inspector.ts';

/**
 * The present in wall-clock ms, renewed every `stepMs` while the page is in sight; null lets it stand. A step is a
 * drawing of the picture, so it should be as long as it takes the picture to move by a pixel.
 */
export function usePresent(stepMs: number | null): number {
  const clock = useClock();
  const [nowMs, setNowMs] = useState(clock);
  useEffect(() => {
    if (stepMs === null) return;
    setNowMs(clock());
    const timer = setInterval(() => {
      if (!document.hidden) setNowMs(clock());
    }, stepMs);
    return () => clearInterval(timer);
  }, [stepMs, clock]);
  return nowMs;
}
