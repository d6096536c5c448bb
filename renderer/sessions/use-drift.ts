import { useEffect, useState } from 'react';
import type { SessionDrift } from '../../server/contract/session-drift.ts';
import { useCommands, useInspector } from '../data/use-inspector.ts';

/** Long enough that a flood of requests asks once, short enough to look immediate. */
const SETTLE_MS = 250;
/** Expiry makes no message, so the question is asked again now and then. */
const AGAIN_MS = 5000;

/** How cookies and rows have drifted apart: asked again after every change of either. Null until the first answer. */
export function useDrift(): SessionDrift | null {
  const { sessionDrift } = useCommands();
  const sessions = useInspector((state) => state.sessions);
  const actors = useInspector((state) => state.actors);
  const [drift, setDrift] = useState<SessionDrift | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: changed sessions and actors are the reason to ask again
  useEffect(() => {
    let isOld = false;
    const ask = () => {
      void sessionDrift().then((answer) => {
        if (!isOld && answer !== null) setDrift(answer);
      });
    };
    const soon = setTimeout(ask, SETTLE_MS);
    const again = setInterval(ask, AGAIN_MS);
    return () => {
      isOld = true;
      clearTimeout(soon);
      clearInterval(again);
    };
  }, [sessionDrift, sessions, actors]);
  return drift;
}
