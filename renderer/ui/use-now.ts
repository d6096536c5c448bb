import { useSyncExternalStore } from 'react';

const STEP_MS = 1000;

/** The present, in steps of a second: for ages and countdowns. Components that use it are drawn once a second while in sight. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => Math.floor(Date.now() / STEP_MS) * STEP_MS);
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, STEP_MS);
  return () => clearInterval(timer);
}
