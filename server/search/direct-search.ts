import type { SearchQuery } from '../contract/search.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import type { LogSearch } from './log-search.ts';
import { NO_INDEX } from './search-index.ts';
import { type AllFound, type RawAnswer, Searches } from './searches.ts';

/** How long the site may wait for a search, and how long one answer may be looked for. */
const turnMs = 4;
const answerMs = { page: 400, arrived: 40 } as const;

/**
 * Searches without an index and without a thread, entry by entry between requests: where the database can have one
 * connection only, or the index cannot be kept. Slower, never wrong: an answer says when it has not seen the whole
 * log yet.
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
      // What is asked for is found first; then the rest, for the count.
      if (query.since === undefined && this.#searches.isEnough(running, query)) break;
      await goOnForATurn(search);
    }
    return this.#searches.answer(running, query);
  }

  /** All that holds, however long it takes; ends early with what is known when `signal` aborts. */
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
