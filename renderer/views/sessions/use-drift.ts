import { useEffect, useState } from 'react';
import type { SessionDrift } from '../../../server/contract/session-drift.ts';
import type { InspectorState } from '../../data/inspector-state.ts';
import { useCommands, useStore } from '../../data/use-inspector.ts';

/** Long enough that many changes cause one request, and short enough to look immediate. */
const SETTLE_MS = 250;
/** An expiry sends no message, so the drift is requested again from time to time. */
const AGAIN_MS = 5000;

/** The drift between cookies and rows, requested again after every change of either. Null until the first response. */
export function useDrift(): SessionDrift | null {
  const { sessionDrift } = useCommands();
  const store = useStore();
  const [drift, setDrift] = useState<SessionDrift | null>(null);

  useEffect(() => {
    let isOld = false;
    let soon: ReturnType<typeof setTimeout> | undefined;
    let seen: Pick<InspectorState, 'sessions' | 'actors'> | null = null;
    const ask = () => {
      void sessionDrift().then((answer) => {
        if (!isOld && answer !== null) setDrift(answer);
      });
    };
    const askIfChanged = () => {
      const { sessions, actors } = store.getState();
      if (seen !== null && seen.sessions === sessions && seen.actors === actors) return;
      seen = { sessions, actors };
      clearTimeout(soon);
      soon = setTimeout(ask, SETTLE_MS);
    };
    askIfChanged();
    const unsubscribe = store.subscribe(askIfChanged);
    const again = setInterval(ask, AGAIN_MS);
    return () => {
      isOld = true;
      unsubscribe();
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [sessionDrift, store]);
  return drift;
}
