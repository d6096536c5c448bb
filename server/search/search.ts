import type { SearchAnswer, SearchQuery } from '../contract/search.ts';
import { decodeEntry } from '../store/entry-codec/entry-codec.ts';
import type { LogSource } from '../store/log-source.ts';
import { DirectSearch } from './direct-search.ts';
import { searchFiles } from './search-index.ts';
import type { RawAnswer } from './searches.ts';
import { deleteShardFile } from './shard-file.ts';
import { ThreadSearch } from './thread-search.ts';

export interface SearchOptions {
  /** The log, on the connection of this thread. */
  readonly log: LogSource;
  /** Where another connection finds the log, and where the index is kept. Null: there can be no other connection. */
  readonly thread: { readonly database: string; readonly folder: string } | null;
  readonly nowMs: () => number;
  readonly report: (what: string, error: unknown) => void;
}

/** Searches the log by filter. Answers cover what is in the log at that moment, new entries and old ones alike. */
export interface Search {
  /** The app is up: from now on an index is kept. A search before that makes it begin at once. */
  begin(): void;
  /** Rejects when `signal` aborts; a filter that cannot be read is an answer. */
  query(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer>;
  /** To be called for every new entry; nearly free. */
  grew(): void;
  /** Runs `clear`, which empties the log; when it resolves nothing of the log is known here any more, nor in a file. */
  whileClearing(clear: () => Promise<void>): Promise<void>;
  /** Before the database is closed: who closes it last removes its journal. */
  close(): Promise<void>;
}

/** The index waits until the window has come up and the first requests were answered. */
const startAfterMs = 3_000;

export function createSearch({ log, thread: place, nowMs, report }: SearchOptions): Search {
  const direct = new DirectSearch(log, nowMs);
  let thread: ThreadSearch | null = null;
  /** The index cannot be kept: the disk is full, say. The log can be searched all the same. */
  let hasFailed = place === null;
  let isClosed = false;
  let isDue = false;

  const start = (): ThreadSearch | null => {
    if (place === null || hasFailed || isClosed) return null;
    thread ??= new ThreadSearch(place, (error) => {
      report('keeping the search index', error);
      thread = null;
      hasFailed = true;
    });
    return thread;
  };
  let startTimer: NodeJS.Timeout | undefined;

  async function ask(query: SearchQuery, signal: AbortSignal): Promise<RawAnswer> {
    const running = start();
    if (running === null) return direct.query(query, signal);
    try {
      return await running.query(query, signal);
    } catch (error) {
      if (signal.aborted || isClosed) throw error;
      report('searching with the index', error);
      return direct.query(query, signal);
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
      const answer = await ask(query, signal);
      if (!answer.ok) return answer;
      return { ...answer, entries: answer.entries.map((json) => decodeEntry(json)) };
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
