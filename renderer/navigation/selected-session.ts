import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let selected: string | null = null;

/**
 * Says which session is being looked at: chosen in Sessions, or that of the request chosen in Live. Null leaves it as
 * it was.
 */
export function noteSelectedSession(sid: string | null): void {
  if (sid === null || sid === selected) return;
  selected = sid;
  for (const listener of listeners) listener();
}

/** The sid of the session that was looked at last, null if none was. */
export function useSelectedSession(): string | null {
  return useSyncExternalStore(subscribe, () => selected);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
