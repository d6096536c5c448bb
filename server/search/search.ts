import { setTimeout as pause } from 'node:timers/promises';
import { NotWanted } from '../base/errors.ts';
import { loadedLater } from '../base/loaded-later.ts';
import type { FilterError } from '../contract/filter/filter.ts';
import type { SearchAnswer, SearchQuery } from '../contract/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import { readEntry } from '../storage/log/stored-entry.ts';
import type { DirectSearch } from './direct-search.ts';
import { searchFiles } from './search-files.ts';
import type { AllFound, RawAnswer } from './searches.ts';
import { deleteShardFile } from './shard-file.ts';
import { ThreadSearch } from './thread-search.ts';

export interface SearchOptions {
  /** The log on the connection of the main thread. */
  readonly log: LogSource;
  /**
   * For the thread: the folder of the index, and a function that locates the log for a second connection each time the
   * thread opens one. Null if a second connection is impossible. `place` returns null if it is impossible at the
   * moment.
   */
  readonly thread: { readonly place: () => DatabasePlace | null; readonly folder: string } | null;
  readonly nowMs: () => number;
  readonly report: (what: string, error: unknown) => void;
  /**
   * Called with each error of the thread while it read the log. Such an error may mean that the database is damaged.
   */
  readonly onLogError?: (error: Error) => void;
  /**
   * Called with the id of every unreadable entry: once when the index is complete, and for the entries of each answer.
   */
  readonly onUnreadable?: (id: number) => void;
}

/** The ids of all matches, oldest first. */
export type FoundIds =
  | { readonly ok: true; readonly ids: Float64Array<ArrayBuffer> }
  | { readonly ok: false; readonly errors: readonly FilterError[] };

/** Searches the log by filter. An answer covers all entries of that moment, both new and old. */
export interface Search {
  /**
   * Called when the app has started. From now on an index is maintained. A search before this call starts the index
   * immediately.
   */
  begin(): void;
  /** Rejects when `signal` aborts. A filter that cannot be parsed is a normal answer. */
  query(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer>;
  /** All matches in the current log, without a time limit. Rejects when `signal` aborts. */
  findAll(filter: string, signal: AbortSignal): Promise<FoundIds>;
  /** Must be called for every new entry. The call costs almost nothing. */
  grew(): void;
  /**
   * Runs `clear`, which empties the log. When it resolves, neither the memory nor the index files contain data of the
   * log.
   */
  whileClearing(clear: () => Promise<void>): Promise<void>;
  /** Must be called before the database is closed, because only the last connection to close removes the journal. */
  close(): Promise<void>;
}

/** The index starts after the window has loaded and the first requests were answered. */
const startAfterMs = 3_000;
/** The interval at which an unfinished search for all matches is repeated. */
const findAllPaceMs = 100;

export function createSearch(options: SearchOptions): Search {
  const { log, thread: place, nowMs, report, onLogError = () => {}, onUnreadable = () => {} } = options;
  const direct = loadedLater(async () => new (await import('./direct-search.ts')).DirectSearch(log, nowMs));
  let thread: ThreadSearch | null = null;
  /** The index cannot be stored, for example because the disk is full. Searches then work without it. */
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

  /** False also for a log that cannot be read, whose error is reported: a timer has no caller to throw it to. */
  function hasEntries(): boolean {
    try {
      return log.ends() !== null;
    } catch (error) {
      report('starting the search index', error);
      return false;
    }
  }

  /** Sends the query to the thread. If there is no thread or the thread fails, searches without it. */
  async function ask<Answer>(
    signal: AbortSignal,
    question: (searcher: ThreadSearch | DirectSearch) => Promise<Answer>,
  ): Promise<Answer> {
    const running = start();
    if (running === null) return question(await direct.load());
    try {
      return await question(running);
    } catch (error) {
      if (signal.aborted || isClosed) throw error;
      report('searching with the index', error);
      return question(await direct.load());
    }
  }

  /** Deletes the files, even if the thread failed. */
  async function forget(): Promise<void> {
    direct.loaded?.forgetAll();
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
        if (hasEntries()) start();
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
