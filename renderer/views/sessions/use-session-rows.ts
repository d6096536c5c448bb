import { useCallback, useMemo } from 'react';
import type { SessionPage, SessionSummary } from '../../../server/contract/session-page.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { rowsOf, type SessionRowsQuery } from './session-rows.ts';
import { usePages } from './use-pages.ts';

export interface SessionRows {
  /** A row that is still being loaded is its index. */
  readonly rows: readonly (SessionSummary | number)[];
  readonly matching: number;
  readonly all: number;
  /** Has to be called with the rows in sight. */
  readonly onSight: (first: number, last: number) => void;
  /** Not all rows are in memory: they are loaded a page at a time, and only columns of the store can sort them. */
  readonly isPaged: boolean;
}

const NOBODY_LOOKS = () => {};
const REFRESH_MS = 1_000;

/** The matching sessions in the chosen order: from memory if all sessions are loaded, otherwise from the inspector. */
export function useSessionRows(query: SessionRowsQuery): SessionRows {
  const sessions = useInspector((state) => state.sessions);
  const actors = useInspector((state) => state.actors);
  const owners = useInspector((state) => state.owners);
  const all = useInspector((state) => state.status?.sessionCount ?? 0);
  const isPaged = all > sessions.length;
  const { sessionPage } = useCommands();
  const { isDescending, text, state } = query;
  const sort = query.sort === 'actor' ? 'used' : query.sort;
  const ask = useCallback(
    (offset: number, limit: number) => sessionPage({ sort, isDescending, text, state, offset, limit }),
    [sessionPage, sort, isDescending, text, state],
  );
  const name = `${sort} ${isDescending} ${state} ${text}`;
  const isTyped = text !== '';
  const paged = usePages<SessionSummary, SessionPage>({
    isOn: isPaged,
    name,
    isTyped,
    changes: sessions,
    refreshMs: REFRESH_MS,
    ask,
  });
  const inMemory = useMemo(
    () => (isPaged ? [] : rowsOf(sessions, query, actors, (sid) => owners.get(sid)?.name ?? '')),
    [isPaged, sessions, query, actors, owners],
  );
  if (isPaged) {
    const { rows, matching, answer, onSight } = paged;
    return { rows, matching, all: answer?.all ?? 0, onSight, isPaged };
  }
  return { rows: inMemory, matching: inMemory.length, all: sessions.length, onSight: NOBODY_LOOKS, isPaged };
}
