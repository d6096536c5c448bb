/**
 * A session that another part of the window requests the Sessions view to show. The sid is passed in memory and not in
 * the address, because a sid is a credential and browsers store addresses in their history.
 */
import { useCallback, useEffect } from 'react';
import { useInspectorHere } from '../data/use-inspector.ts';
import { createPerInspector } from './per-inspector.ts';
import { showView } from './use-view.ts';

const asked = createPerInspector<string | null>(null);

/** A function that opens the Sessions view with a given session. It is the same function at every drawing. */
export function useShowSession(): (sid: string) => void {
  const inspector = useInspectorHere();
  return useCallback(
    (sid) => {
      asked(inspector).set(sid);
      showView('sessions');
    },
    [inspector],
  );
}

/** True while a requested session has not been shown by a view yet. */
export function useIsSessionAsked(): () => boolean {
  const inspector = useInspectorHere();
  return () => asked(inspector).get() !== null;
}

/** Calls `show` with each requested session, also with one that was requested before this component existed. */
export function useAskedSession(show: (sid: string) => void): void {
  const value = asked(useInspectorHere());
  useEffect(() => {
    const take = () => {
      const sid = value.get();
      if (sid === null) return;
      value.set(null);
      show(sid);
    };
    take();
    return value.subscribe(take);
  }, [value, show]);
}
