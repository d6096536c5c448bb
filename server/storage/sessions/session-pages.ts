import type { Database } from 'better-sqlite3';
import { SideThread } from '../../base/side-thread.ts';
import { errorOf } from '../../base/thread-error.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { SessionPage } from '../../contract/session-page.ts';
import type { DatabasePlace } from '../database/file-identity.ts';
import { createRecentSessions, SessionIndex, type SessionIndexQuery } from './session-index.ts';
import type { FromSessionThread, ToSessionThread } from './session-index-worker.ts';

/** Lists of stored sessions in any order, read page by page. */
export interface SessionPages {
  page(query: SessionIndexQuery): Promise<SessionPage>;
  /** Resolves when the database is not being read any more. Waiting callers get an error. */
  close(): Promise<void>;
}

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
    thread = new SessionThread(found, (ended, error) => {
      if (thread === ended) thread = null;
      if (error !== null) onError(error);
    });
    return thread;
  };
  return {
    async page(query) {
      const running = start();
      if (running === null) return here(query);
      if (idle !== null) clearTimeout(idle);
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
      if (!isRecent(query)) return (await running.ask(query)) ?? here(query);
      running.warm();
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

interface Waiting {
  resolve(page: SessionPage | null): void;
  reject(error: Error): void;
}

class SessionThread {
  readonly #thread: SideThread<ToSessionThread, FromSessionThread>;
  readonly #waiting = new Map<number, Waiting>();
  #nextNumber = 1;

  constructor(place: DatabasePlace, onEnd: (thread: SessionThread, error: Error | null) => void) {
    this.#thread = new SideThread(workerFile('session-index-worker', import.meta.url), {
      workerData: place,
      onNews: (news) => this.#take(news),
      onEnd: (error) => {
        const closed = new Error('The list of sessions was given up.');
        for (const { resolve, reject } of this.#waiting.values()) {
          if (error === null) reject(closed);
          else resolve(null);
        }
        this.#waiting.clear();
        onEnd(this, error);
      },
    });
  }

  /** Null if the thread has ended with an error. */
  ask(query: SessionIndexQuery): Promise<SessionPage | null> {
    const number = this.#nextNumber++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#thread.tell({ number, query });
    });
  }

  /** Makes the index read the latest changes. */
  warm(): void {
    this.#thread.tell('warm');
  }

  stop(): Promise<void> {
    return this.#thread.end('stop');
  }

  #take(news: FromSessionThread): void {
    const waiting = this.#waiting.get(news.number);
    this.#waiting.delete(news.number);
    if ('page' in news) waiting?.resolve(news.page);
    else waiting?.reject(errorOf(news.failure));
  }
}
