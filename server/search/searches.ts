import type { FilterError, FilterTerm } from '../contract/filter/filter.ts';
import { parseFilter } from '../contract/filter/parse.ts';
import type { SearchAnswer, SearchQuery } from '../contract/search.ts';
import type { LogSource } from '../storage/log/log-source.ts';
import type { StoredEntry } from '../storage/log/stored-entry.ts';
import type { IndexView } from './index-view.ts';
import { LogSearch } from './log-search.ts';
import { planOf } from './plan.ts';

/** An answer whose entries are still encoded rows. */
export type RawAnswer =
  | Extract<SearchAnswer, { ok: false }>
  | (Omit<Extract<SearchAnswer, { ok: true }>, 'entries'> & { readonly entries: readonly StoredEntry[] });

/** All matches of a filter in the whole log, in order of id. Null if the search is not finished. */
export type AllFound =
  | Extract<SearchAnswer, { ok: false }>
  | { readonly ok: true; readonly ids: Float64Array<ArrayBuffer> | null };

export interface Running {
  readonly number: number;
  readonly filter: string;
  readonly terms: readonly FilterTerm[];
  readonly search: LogSearch;
  usedAtMs: number;
}

/** The number of searches that are kept: about one for each open window, and one for the previous filter. */
const mostRunning = 4;
/** A search that was not used for this long is dropped. */
const idleMs = 60_000;

export interface SearchesOptions {
  readonly index: IndexView;
  readonly log: LogSource;
  readonly nowMs: () => number;
  /** Monotonic milliseconds. */
  readonly tickMs: () => number;
}

/**
 * The running searches by their filter. A next page or a query for new matches continues where the last answer ended.
 */
export class Searches {
  readonly #options: SearchesOptions;
  #running: Running[] = [];
  #nextNumber = 1;

  constructor(options: SearchesOptions) {
    this.#options = options;
  }

  /** The search of a filter: the running one if it exists, else a new one. */
  open(filter: string): Running | { readonly errors: readonly FilterError[] } {
    const tickMs = this.#options.tickMs();
    const known = this.#running.find((running) => running.filter === filter);
    if (known !== undefined) {
      known.usedAtMs = tickMs;
      this.#running = [known, ...this.#running.filter((running) => running !== known)];
      return known;
    }
    const { terms, errors } = parseFilter(filter);
    if (errors.length > 0) return { errors };
    const { index, log, nowMs } = this.#options;
    const search = new LogSearch(planOf(terms, nowMs()), index, log);
    const running = { number: this.#nextNumber++, filter, terms, search, usedAtMs: tickMs };
    this.#running.unshift(running);
    for (const old of this.#running.splice(mostRunning)) old.search.close();
    return running;
  }

  /**
   * The most recently used search, if it was used within this time and is not complete. Earlier searches are not
   * continued, so that a user who keeps typing does not wait for them.
   */
  unfinished(withinMs: number): LogSearch | null {
    const [last] = this.#running;
    if (last === undefined || last.usedAtMs < this.#options.tickMs() - withinMs) return null;
    return last.search.isComplete ? null : last.search;
  }

  /** Drops searches that are no longer used. True if no search remains. */
  forgetIdle(): boolean {
    const since = this.#options.tickMs() - idleMs;
    for (const running of this.#running) if (running.usedAtMs < since) running.search.close();
    this.#running = this.#running.filter(({ usedAtMs }) => usedAtMs >= since);
    return this.#running.length === 0;
  }

  forgetAll(): void {
    for (const { search } of this.#running) search.close();
    this.#running = [];
  }

  /** Whether the matches so far are enough to answer the query. */
  isEnough({ search, number }: Running, query: SearchQuery): boolean {
    if (arrivedBefore(query.since, number) !== null) return true;
    const below = query.before ?? Number.POSITIVE_INFINITY;
    return search.isComplete || search.foundBelow(below, query.limit + 1).length > query.limit;
  }

  /** The answer from the matches so far. */
  answer(running: Running, query: SearchQuery): RawAnswer {
    const { search } = running;
    if (search.isTooSlow) return { ok: false, errors: slowRegexOf(running) };
    const { limit } = query;
    const since = arrivedBefore(query.since, running.number);
    const found =
      since === null
        ? search.foundBelow(query.before ?? Number.POSITIVE_INFINITY, limit + 1)
        : search.arrivedSince(since, limit + 1);
    const ids = found.slice(0, limit);
    const arrived = since === null ? search.arrivedCount : since + ids.length;
    return {
      ok: true,
      kind: since === null ? 'page' : 'arrived',
      entries: this.#rowsOf(ids.sort((a, b) => a - b)),
      hasMore: found.length > limit || (since === null && !search.isComplete),
      cursor: `${running.number}.${arrived}`,
      matched: search.count,
      isComplete: search.isComplete,
      notIndexed: this.#notIndexed(),
    };
  }

  /** All matches, if the whole log was searched. */
  allFound(running: Running): AllFound {
    const { search } = running;
    if (search.isTooSlow) return { ok: false, errors: slowRegexOf(running) };
    return { ok: true, ids: search.isComplete ? search.foundIds() : null };
  }

  /** Leaves out entries that were removed from the log in the meantime. */
  #rowsOf(ids: readonly number[]): StoredEntry[] {
    return ids.map((id) => this.#options.log.rowOf(id)).filter((row) => row !== null);
  }

  #notIndexed(): number {
    const ends = this.#options.log.ends();
    if (ends === null) return 0;
    const all = ends.newestId - ends.oldestId + 1;
    const { coverage } = this.#options.index;
    if (coverage === null) return all;
    return Math.max(0, all - Math.max(0, coverage.to - Math.max(coverage.from, ends.oldestId)));
  }
}

function arrivedBefore(cursor: string | undefined, number: number): number | null {
  const match = /^(\d+)\.(\d+)$/.exec(cursor ?? '');
  return match !== null && Number(match[1]) === number ? Number(match[2]) : null;
}

function slowRegexOf({ terms }: Running): FilterError[] {
  return terms
    .filter(({ condition }) => 'match' in condition && condition.match.type === 'regex')
    .slice(0, 1)
    .map(({ from, to }) => ({ kind: 'slow-regex', from, to }));
}
