import { useEffect, useState } from 'react';
import type { SessionDrift } from '../../../server/contract/session-drift.ts';
import type { InspectorState } from '../../data/inspector-state.ts';
import { useCommands, useStore } from '../../data/use-inspector.ts';

/** Long enough that a flood of requests asks once, short enough to look immediate. */
const SETTLE_MS = 250;
/** Expiry makes no message, so the question is asked again now and then. */
const AGAIN_MS = 5000;

/** How cookies and rows have drifted apart: asked again after every change of either. Null until the first answer. */
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
