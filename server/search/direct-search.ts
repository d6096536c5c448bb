import type { SearchQuery } from '../contract/search.ts';
import type { LogSource } from '../store/log-source.ts';
import { NO_INDEX } from './search-index.ts';
import { type RawAnswer, Searches } from './searches.ts';

/** How long the site may wait for a search, and how long one answer may be looked for. */
const turnMs = 4;
const answerMs = { page: 400, arrived: 40 } as const;

/**
 * Searches without an index and without a thread, entry by entry between requests: where the database can have one connection only, or
 * the index cannot be kept. Slower, never wrong: an answer says when it has not seen the whole log yet.
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
      const turnUntilMs = performance.now() + turnMs;
      search.goOn(() => performance.now() >= turnUntilMs);
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    return this.#searches.answer(running, query);
  }

  forgetAll(): void {
    this.#searches.forgetAll();
  }
}
