import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Database } from 'better-sqlite3';
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
 * connection cannot be had (`isShared` false), this one does it. `count` tells how many sessions are live.
 */
export function createSessionPages(
  database: Database,
  isShared: boolean,
  count: (nowMs: number) => number,
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
      thread ??= new SessionThread(database.name, (ended) => {
        if (thread === ended) thread = null;
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
  readonly #worker: Worker;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, { resolve: (page: SessionPage) => void; reject: (error: Error) => void }>();
  #nextNumber = 1;

  constructor(path: string, onEnd: (thread: SessionThread) => void) {
    this.#worker = new Worker(workerFile('session-index-worker', import.meta.url), { workerData: path });
    this.#worker.unref();
    this.#ended = once(this.#worker, 'exit').catch(() => {});
    this.#worker.on('message', (news: FromSessionThread) => this.#take(news));
    const end = (error: Error): void => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
      onEnd(this);
    };
    this.#worker.on('error', (error) => end(error as Error));
    this.#worker.on('exit', () => end(new Error('The list of sessions was given up.')));
  }

  ask(query: SessionIndexQuery): Promise<SessionPage> {
    const number = this.#nextNumber++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#worker.postMessage({ number, query } satisfies ToSessionThread);
    });
  }

  /** Lets it read what it has not read yet. */
  warm(): void {
    this.#worker.postMessage('warm' satisfies ToSessionThread);
  }

  async stop(): Promise<void> {
    // Whoever waits for this may have nothing else to wait for.
    this.#worker.ref();
    this.#worker.postMessage('stop' satisfies ToSessionThread);
    await this.#ended;
  }

  #take(news: FromSessionThread): void {
    const waiting = this.#waiting.get(news.number);
    this.#waiting.delete(news.number);
    if ('page' in news) waiting?.resolve(news.page);
    else waiting?.reject(new Error(news.failure));
  }
}
