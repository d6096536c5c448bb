import { setTimeout as pause } from 'node:timers/promises';
import { NotWanted } from '../base/errors.ts';
import type { FilterError } from '../contract/filter/filter.ts';
import type { SearchAnswer, SearchQuery } from '../contract/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import { readEntry } from '../storage/log/stored-entry.ts';
import { DirectSearch } from './direct-search.ts';
import { searchFiles } from './search-index.ts';
import type { AllFound, RawAnswer } from './searches.ts';
import { deleteShardFile } from './shard-file.ts';
import { ThreadSearch } from './thread-search.ts';

export interface SearchOptions {
  /** The log, on the connection of this thread. */
  readonly log: LogSource;
  /**
   * Where another connection finds the log, asked each time one is to be opened, and where the index is kept. Null:
   * there can be no other connection; a place that is null: not now.
   */
  readonly thread: { readonly place: () => DatabasePlace | null; readonly folder: string } | null;
  readonly nowMs: () => number;
  readonly report: (what: string, error: unknown) => void;
  /** Told of each error with which the thread met the log itself: it may mean that the database is damaged. */
  readonly onLogError?: (error: Error) => void;
  /** Told once the index is whole, and by each answer: the id of every entry that cannot be read. */
  readonly onUnreadable?: (id: number) => void;
}

/** The ids of everything that holds, oldest first. */
export type FoundIds =
  | { readonly ok: true; readonly ids: Float64Array<ArrayBuffer> }
  | { readonly ok: false; readonly errors: readonly FilterError[] };

/** Searches the log by filter. Answers cover what is in the log at that moment, new entries and old ones alike. */
export interface Search {
  /** The app is up: from now on an index is kept. A search before that makes it begin at once. */
  begin(): void;
  /** Rejects when `signal` aborts; a filter that cannot be read is an answer. */
  query(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer>;
  /** All that holds of what is in the log now, however long that takes. Rejects when `signal` aborts. */
  findAll(filter: string, signal: AbortSignal): Promise<FoundIds>;
  /** To be called for every new entry; nearly free. */
  grew(): void;
  /** Runs `clear`, which empties the log; when it resolves nothing of the log is known here any more, nor in a file. */
  whileClearing(clear: () => Promise<void>): Promise<void>;
  /** Before the database is closed: who closes it last removes its journal. */
  close(): Promise<void>;
}

/** The index waits until the window has come up and the first requests were answered. */
const startAfterMs = 3_000;
/** How often a search for everything that is not through is asked for. */
const findAllPaceMs = 100;

export function createSearch(options: SearchOptions): Search {
  const { log, thread: place, nowMs, report, onLogError = () => {}, onUnreadable = () => {} } = options;
  const direct = new DirectSearch(log, nowMs);
  let thread: ThreadSearch | null = null;
  /** The index cannot be kept: the disk is full, say. The log can be searched all the same. */
  let hasFailed = place === null;
  let isClosed = false;
  let isDue = false;

  const onThreadEnd = (error: Error): void => {
    report('keeping the search index', error);
    thread = null;
    hasFailed = true;
  };
  const start = (): ThreadSearch | null => {
    if (place === null || hasFailed || isClosed) return null;
    if (thread !== null) return thread;
    const database = place.place();
    if (database === null) return null;
    const watch = { onEnd: onThreadEnd, onLogError, onUnreadable };
    thread = new ThreadSearch({ database, folder: place.folder }, watch);
    return thread;
  };
  let startTimer: NodeJS.Timeout | undefined;

  /** Asks the thread, and where there is none, or it cannot, looks without it. */
  async function ask<Answer>(
    signal: AbortSignal,
    question: (searcher: ThreadSearch | DirectSearch) => Promise<Answer>,
  ): Promise<Answer> {
    const running = start();
    if (running === null) return question(direct);
    try {
      return await question(running);
    } catch (error) {
      if (signal.aborted || isClosed) throw error;
      report('searching with the index', error);
      return question(direct);
    }
  }

  /** Whatever became of the thread, the files go. */
  async function forget(): Promise<void> {
    direct.forgetAll();
    const running = thread;
    try {
      await running?.clear();
    } catch (error) {
      report('clearing the search index', error);
      await running?.close();
      if (thread === running) thread = null;
    }
    if (thread === null && place !== null) for (const path of searchFiles(place.folder)) deleteShardFile(path);
  }

  return {
    begin() {
      startTimer = setTimeout(() => {
        isDue = true;
        if (log.ends() !== null) start();
      }, startAfterMs).unref();
    },
    async query(query, signal) {
      const answer = await ask<RawAnswer>(signal, (searcher) => searcher.query(query, signal));
      if (!answer.ok) return answer;
      const entries = answer.entries.map(readEntry);
      for (const { kind, id } of entries) if (kind === 'unreadable') onUnreadable(id);
      return { ...answer, entries };
    },
    async findAll(filter, signal) {
      for (;;) {
        const found = await ask<AllFound>(signal, (searcher) => searcher.findAll(filter, signal));
        if (!found.ok) return found;
        if (found.ids !== null) return { ok: true, ids: found.ids };
        if (signal.aborted || isClosed) throw new NotWanted('The search was cancelled.');
        await pause(findAllPaceMs);
      }
    },
    grew: () => (isDue ? start() : thread)?.grew(),
    async whileClearing(clear) {
      await thread?.pause().catch((error: unknown) => report('pausing the search', error));
      try {
        await clear();
      } finally {
        await forget();
      }
    },
    async close() {
      isClosed = true;
      clearTimeout(startTimer);
      await thread?.close();
    },
  };
}
