import type { Database } from 'better-sqlite3';
import { AskedThread } from '../../base/asked-thread.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { SessionPage } from '../../contract/session-page.ts';
import type { DatabasePlace } from '../database/file-identity.ts';
import { createRecentSessions, SessionIndex, type SessionIndexQuery } from './session-index.ts';

/** Lists of stored sessions in any order, read page by page. */
export interface SessionPages {
  page(query: SessionIndexQuery): Promise<SessionPage>;
  /** Resolves when the database is not being read any more. Waiting callers get an error. */
  close(): Promise<void>;
}

type SessionThread = AskedThread<SessionIndexQuery, SessionPage, 'warm'>;

/** A list that was not requested for this long is dropped to free its memory. */
const idleMs = 60_000;

/**
 * The number of most recently used sessions that are read through SQLite's index while the thread is still starting.
 */
const mostRecent = 1_000;

export interface SessionPagesOptions {
  /** The path at which the thread may open the database, read at each start. Null if it may not. */
  readonly place: () => DatabasePlace | null;
  /** The number of live sessions. */
  readonly count: (nowMs: number) => number;
  /** Called with the error that ended a thread. */
  readonly onError: (error: Error) => void;
}

/**
 * A thread computes the pages. It starts with the first request and ends after a minute without one. If a thread is not
 * possible, or it ended with an error, this connection computes them.
 */
export function createSessionPages(database: Database, { place, count, onError }: SessionPagesOptions): SessionPages {
  const recent = createRecentSessions(database);
  const here = pagesHere(database);
  let thread: SessionThread | null = null;
  let idle: NodeJS.Timeout | null = null;
  const end = async (): Promise<void> => {
    if (idle !== null) clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.stop();
  };
  const start = (): SessionThread | null => {
    if (thread !== null) return thread;
    const found = place();
    if (found === null) return null;
    const started: SessionThread = new AskedThread(workerFile('session-index-worker', import.meta.url), {
      workerData: found,
      closed: 'The list of sessions was cancelled.',
      onEnd(error) {
        if (thread === started) thread = null;
        if (error !== null) onError(error);
      },
    });
    thread = started;
    return started;
  };
  return {
    async page(query) {
      const running = start();
      if (running === null) return here(query);
      if (idle !== null) clearTimeout(idle);
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
      if (!isRecent(query)) return (await running.ask(query)) ?? here(query);
      // Makes the index read the latest changes.
      running.tell('warm');
      const all = count(query.nowMs);
      return { rows: recent(query), matching: all, all };
    },
    close: end,
  };
}

function isRecent({ sort, isDescending, text, state, offset, limit }: SessionIndexQuery): boolean {
  return sort === 'used' && isDescending && text === '' && state === 'all' && offset + limit <= mostRecent;
}

function pagesHere(database: Database): (query: SessionIndexQuery) => SessionPage {
  let index: SessionIndex | null = null;
  return (query) => {
    index ??= new SessionIndex(database);
    return index.page(query);
  };
}
