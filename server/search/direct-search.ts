import type { SearchQuery } from '../contract/search.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import { NO_INDEX } from './index-view.ts';
import type { LogSearch } from './log-search.ts';
import { type AllFound, type RawAnswer, Searches } from './searches.ts';

/** The longest time for which a search may block the site, and the longest time to search for one answer. */
const turnMs = 4;
const answerMs = { page: 400, arrived: 40 } as const;

/**
 * Searches without an index and without a thread, entry by entry between requests. It is used if the database allows
 * only one connection, or if the index cannot be stored. It is slower but always correct: an answer says if the log was
 * not searched completely yet.
 */
export class DirectSearch {
  readonly #searches: Searches;

  constructor(log: LogSource, nowMs: () => number) {
    this.#searches = new Searches({ index: NO_INDEX, log, nowMs, tickMs: () => performance.now() });
  }

  async query(query: SearchQuery, signal: AbortSignal): Promise<RawAnswer> {
    this.#searches.forgetIdle();
    const running = this.#searches.open(query.filter);
    if ('errors' in running) return { ok: false, errors: running.errors };
    const { search } = running;
    const untilMs = performance.now() + (query.since === undefined ? answerMs.page : answerMs.arrived);
    search.takeNew();
    while (!search.isComplete && performance.now() < untilMs && !signal.aborted) {
      // The requested page comes first, then the rest of the log for the count.
      if (query.since === undefined && this.#searches.isEnough(running, query)) break;
      await goOnForATurn(search);
    }
    return this.#searches.answer(running, query);
  }

  /** The ids of all matches. When `signal` aborts, returns what is known up to then. */
  async findAll(filter: string, signal: AbortSignal): Promise<AllFound> {
    this.#searches.forgetIdle();
    const running = this.#searches.open(filter);
    if ('errors' in running) return { ok: false, errors: running.errors };
    running.search.takeNew();
    while (!running.search.isComplete && !signal.aborted) await goOnForATurn(running.search);
    return this.#searches.allFound(running);
  }

  forgetAll(): void {
    this.#searches.forgetAll();
  }
}

async function goOnForATurn(search: LogSearch): Promise<void> {
  const untilMs = performance.now() + turnMs;
  search.goOn(() => performance.now() >= untilMs);
  await new Promise<void>((resolve) => setImmediate(resolve));
}
