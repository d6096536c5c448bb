import { useSyncExternalStore } from 'react';
import { useClock } from './use-inspector.ts';

const STEP_MS = 1000;

/**
 * The present, in steps of a second: for ages and countdowns. Components that use it are drawn once a second while in
 * sight.
 */
export function useNow(): number {
  const clock = useClock();
  return useSyncExternalStore(subscribe, () => Math.floor(clock() / STEP_MS) * STEP_MS);
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, STEP_MS);
  return () => clearInterval(timer);
}
