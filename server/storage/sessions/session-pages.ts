import type { Database } from 'better-sqlite3';
import { SideThread } from '../../base/side-thread.ts';
import { errorOf } from '../../base/thread-error.ts';
import { workerFile } from '../../base/worker-file.ts';
import type { SessionPage } from '../../contract/session-page.ts';
import { createRecentSessions, SessionIndex, type SessionIndexQuery } from './session-index.ts';
import type { FromSessionThread, ToSessionThread } from './session-index-worker.ts';

/** Lists of stored sessions in any order, of which a page at a time is read. */
export interface SessionPages {
  page(query: SessionIndexQuery): Promise<SessionPage>;
  /** Resolves when nothing reads the database any more; who waited is told. */
  close(): Promise<void>;
}

/** A list that nobody has looked at for so long costs its memory no longer. */
const idleMs = 60_000;

/** So many of those used last are read through their index at once, while the thread is still getting ready. */
const mostRecent = 1_000;

/**
 * A thread works them out, started with the first question and ended when none has come for a minute. Where a second
 * connection cannot be had (`isShared` false), this one does it. `count` tells how many sessions are live; `onError`
 * is told of what ended a thread that nobody was waiting for.
 */
export function createSessionPages(
  database: Database,
  isShared: boolean,
  count: (nowMs: number) => number,
  onError: (error: Error) => void,
): SessionPages {
  if (!isShared) return pagesHere(database);
  const recent = createRecentSessions(database);
  let thread: SessionThread | null = null;
  let idle: NodeJS.Timeout | null = null;
  const end = async (): Promise<void> => {
    if (idle !== null) clearTimeout(idle);
    const ending = thread;
    thread = null;
    await ending?.stop();
  };
  return {
    page(query) {
      thread ??= new SessionThread(database.name, (ended, error) => {
        if (thread === ended) thread = null;
        if (error !== null) onError(error);
      });
      if (idle !== null) clearTimeout(idle);
      idle = setTimeout(() => void end(), idleMs);
      idle.unref();
      if (!isRecent(query)) return thread.ask(query);
      thread.warm();
      const all = count(query.nowMs);
      return Promise.resolve({ rows: recent(query), matching: all, all });
    },
    close: end,
  };
}

function isRecent({ sort, isDescending, text, state, offset, limit }: SessionIndexQuery): boolean {
  return sort === 'used' && isDescending && text === '' && state === 'all' && offset + limit <= mostRecent;
}

function pagesHere(database: Database): SessionPages {
  let index: SessionIndex | null = null;
  return {
    async page(query) {
      index ??= new SessionIndex(database);
      return index.page(query);
    },
    async close() {},
  };
}

class SessionThread {
  readonly #thread: SideThread<ToSessionThread, FromSessionThread>;
  readonly #waiting = new Map<number, { resolve: (page: SessionPage) => void; reject: (error: Error) => void }>();
  #nextNumber = 1;

  constructor(path: string, onEnd: (thread: SessionThread, error: Error | null) => void) {
    this.#thread = new SideThread(workerFile('session-index-worker', import.meta.url), {
      workerData: path,
      onNews: (news) => this.#take(news),
      onEnd: (error) => {
        const reason = error ?? new Error('The list of sessions was given up.');
        for (const { reject } of this.#waiting.values()) reject(reason);
        this.#waiting.clear();
        onEnd(this, error);
      },
    });
  }

  ask(query: SessionIndexQuery): Promise<SessionPage> {
    const number = this.#nextNumber++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#thread.tell({ number, query });
    });
  }

  /** Lets it read what it has not read yet. */
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
