import { useEffect, useSyncExternalStore } from 'react';
import { useInspectorHere } from '../data/use-inspector.ts';
import { createPerInspector } from './per-inspector.ts';

const selected = createPerInspector<string | null>(null);

/** Notes the session that is shown in Sessions or by a request in Live. Null keeps the last one. */
export function useNoteSelectedSession(sid: string | null): void {
  const value = selected(useInspectorHere());
  useEffect(() => {
    if (sid !== null) value.set(sid);
  }, [value, sid]);
}

/** The sid of the last shown session. Null if there was none. */
export function useSelectedSession(): string | null {
  const value = selected(useInspectorHere());
  return useSyncExternalStore(value.subscribe, value.get);
}
