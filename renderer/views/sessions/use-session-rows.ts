import { useMemo } from 'react';
import { useInspector } from '../../data/use-inspector.ts';
import type { SessionRow } from './session-row.ts';
import { rowsOf, type SessionRowsQuery } from './session-rows.ts';
import { type PagedRows, useSessionPages } from './use-session-pages.ts';

export interface SessionRows extends PagedRows {
  /** Not all rows are in memory: they are loaded a page at a time, and only columns of the store can sort them. */
  readonly isPaged: boolean;
}

const NOBODY_LOOKS = () => {};

/** The sessions that are wanted, in the order that is wanted: from memory if all are there, else from the inspector. */
export function useSessionRows(query: SessionRowsQuery): SessionRows {
  const sessions = useInspector((state) => state.sessions);
  const actors = useInspector((state) => state.actors);
  const owners = useInspector((state) => state.owners);
  const all = useInspector((state) => state.status?.sessionCount ?? 0);
  const isPaged = all > sessions.length;
  const paged = useSessionPages(query, isPaged);
  const inMemory = useMemo(
    (): SessionRow[] =>
      isPaged
        ? []
        : rowsOf(sessions, query, actors, (sid) => owners.get(sid)?.name ?? '').map((session) => ({
            key: session.sid,
            session,
          })),
    [isPaged, sessions, query, actors, owners],
  );
  if (isPaged) return { ...paged, isPaged };
  return { rows: inMemory, matching: inMemory.length, all: sessions.length, onSight: NOBODY_LOOKS, isPaged };
}
