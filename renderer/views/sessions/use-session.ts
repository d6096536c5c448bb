import { useEffect, useRef, useState } from 'react';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';

const NOTHING = { sid: null, session: undefined };

/**
 * One session with its data, from the memory of the window or requested. Undefined until the first response, null if it
 * does not exist. A requested session is requested again when sessions have changed; until the response, the last known
 * data stays.
 */
export function useSession(sid: string | null): StoredSession | null | undefined {
  const { findSession } = useCommands();
  const sessions = useInspector((state) => state.sessions);
  const known = sessions.find((session) => session.sid === sid) ?? null;
  const [asked, setAsked] = useState<{ sid: string; asOf: unknown; session: StoredSession | null } | null>(null);
  const isDue = sid !== null && known === null && (asked?.sid !== sid || asked.asOf !== sessions);
  useEffect(() => {
    if (!isDue || sid === null) return;
    let isWanted = true;
    void findSession(sid).then((session) => {
      if (isWanted) setAsked({ sid, asOf: sessions, session });
    });
    return () => {
      isWanted = false;
    };
  }, [sid, isDue, findSession, sessions]);
  const found = known ?? (asked?.sid === sid ? asked.session : undefined);
  const last = useRef<{ readonly sid: string | null; readonly session: StoredSession | null | undefined }>(NOTHING);
  if (found !== undefined || last.current.sid !== sid) last.current = { sid, session: found };
  return last.current.session;
}
