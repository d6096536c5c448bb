import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { SessionPage, SessionSummary } from '../../../server/contract/session-page.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import type { SessionRow } from './session-row.ts';
import type { SessionRowsQuery } from './session-rows.ts';

export interface PagedRows {
  readonly rows: readonly SessionRow[];
  readonly matching: number;
  readonly all: number;
  /** Has to be called with the rows in sight. */
  readonly onSight: (first: number, last: number) => void;
}

/** The loaded part of the list. */
interface Read {
  readonly pages: ReadonlyMap<number, readonly SessionSummary[]>;
  readonly matching: number;
  readonly all: number;
}

const PAGE = 100;
/** While the store changes, the visible rows are requested again at most this often. */
const REFRESH_MS = 1_000;
const TYPING_MS = 150;
const NOTHING: Read = { pages: new Map(), matching: 0, all: 0 };

/**
 * The rows of a list that is too long for memory: the visible ones are requested, and again when the store has changed.
 */
export function useSessionPages(query: SessionRowsQuery, isOn: boolean): PagedRows {
  const { sessionPage } = useCommands();
  const changes = useInspector((state) => state.sessions);
  const [read, setRead] = useState(NOTHING);
  const sight = useRef({ first: 0, last: PAGE - 1 });
  const reading = useRef(new Set<number>());
  const last = useRef<{ key: string; changes: readonly StoredSession[] | null; atMs: number }>(NEVER);
  const { isDescending, text, state } = query;
  const sort = query.sort === 'actor' ? 'used' : query.sort;
  const key = `${sort} ${isDescending} ${state} ${text}`;

  const readPages = useCallback(
    async (wanted: readonly number[], isAnew: boolean) => {
      const asked = last.current;
      const ask = (page: number) => sessionPage({ sort, isDescending, text, state, offset: page * PAGE, limit: PAGE });
      for (const page of wanted) reading.current.add(page);
      const answers = await Promise.all(wanted.map(async (page) => [page, await ask(page)] as const));
      for (const page of wanted) reading.current.delete(page);
      // Another request has been sent since.
      if (asked.key !== last.current.key) return;
      setRead((before) => joined(isAnew ? NOTHING : before, answers));
    },
    [sessionPage, sort, isDescending, text, state],
  );

  useEffect(() => {
    if (!isOn) return;
    const isNew = last.current.key !== key;
    if (!isNew && last.current.changes === changes) return;
    const waitMs = isNew ? (text === '' ? 0 : TYPING_MS) : last.current.atMs + REFRESH_MS - Date.now();
    const timer = setTimeout(
      () => {
        last.current = { key, changes, atMs: Date.now() };
        void readPages(pagesOf(sight.current), true);
      },
      Math.max(0, waitMs),
    );
    return () => clearTimeout(timer);
  }, [isOn, key, text, changes, readPages]);

  const onSight = useCallback(
    (first: number, end: number) => {
      sight.current = { first, last: end };
      const missing = pagesOf(sight.current).filter((page) => !read.pages.has(page) && !reading.current.has(page));
      if (isOn && read !== NOTHING && missing.length > 0) void readPages(missing, false);
    },
    [isOn, read, readPages],
  );
  const rows = useMemo(
    () =>
      Array.from({ length: read.matching }, (_, index): SessionRow => {
        const session = read.pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
        return session === null ? { key: index, session } : { key: session.sid, session };
      }),
    [read],
  );
  return { rows, matching: read.matching, all: read.all, onSight };
}

const NEVER = { key: '', changes: null, atMs: 0 };

function pagesOf({ first, last }: { first: number; last: number }): number[] {
  const firstPage = Math.floor(Math.max(0, first) / PAGE);
  const count = Math.max(0, Math.floor(last / PAGE) - firstPage) + 1;
  return Array.from({ length: count }, (_, place) => firstPage + place);
}

/** A page without a response has failed, which was reported; the loaded rows stay. */
function joined(before: Read, answers: readonly (readonly [number, SessionPage | null])[]): Read {
  const pages = new Map(before.pages);
  let { matching, all } = before;
  for (const [page, answer] of answers) {
    if (answer === null) continue;
    pages.set(page, answer.rows);
    ({ matching, all } = answer);
  }
  return { pages, matching, all };
}
