import { useEffect, useState } from 'react';
import { useClock } from '../../../data/use-inspector.ts';

/**
 * The current time in wall-clock ms, renewed every `stepMs` while the page is visible; null stops it. Each step draws
 * the picture, so a step should be as long as the picture needs to move by a pixel.
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
