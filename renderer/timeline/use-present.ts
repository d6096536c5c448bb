import { useEffect, useState } from 'react';

/**
 * The present in wall-clock ms, renewed every `stepMs` while the page is in sight; null lets it stand. A step is a drawing of the
 * picture, so it should be as long as it takes the picture to move by a pixel.
 */
export function usePresent(stepMs: number | null): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    if (stepMs === null) return;
    setNowMs(Date.now());
    const timer = setInterval(() => {
      if (!document.hidden) setNowMs(Date.now());
    }, stepMs);
    return () => clearInterval(timer);
  }, [stepMs]);
  return nowMs;
}
