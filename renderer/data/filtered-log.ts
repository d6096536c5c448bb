/**
 * The log through a filter: keeps the typed text, requests the matching entries, and follows new ones. The inspector
 * searches the whole log; the window filters nothing.
 */
import type { FilterError, ParsedFilter } from '../../server/contract/filter/filter.ts';
import { parseFilter } from '../../server/contract/filter/parse.ts';
import { printFilter } from '../../server/contract/filter/print.ts';
import type { SearchAnswer, SearchQuery } from '../../server/contract/search.ts';
import { createValue } from '../model/value.ts';
import { addEarlier, addLive, EMPTY_WINDOW } from './log-window.ts';
import { NO_PRESS } from './press.ts';
import type { RecordStore } from './record-store.ts';
import type { ShownLog, ShownLogState } from './shown-log.ts';

export interface FilteredLogState extends ShownLogState {
  /** The typed text, and its parsed form. */
  readonly text: string;
  readonly parsed: ParsedFilter;
  /** The filter in force in the form that is sent: the terms that could be parsed. Empty if there is no filter. */
  readonly applied: string;
  /** `searching`: the shown entries belong to the filter before, or are incomplete. */
  readonly phase: 'off' | 'searching' | 'found';
  /** The number of matching entries among those searched so far; exact when the search is complete. */
  readonly matched: number;
  readonly isComplete: boolean;
  /** Entries that the index does not have yet: a search takes longer while there are many. */
  readonly notIndexed: number;
  /**
   * The errors that the inspector reports for the filter in force, such as a regex that takes too long. Positions refer
   * to `applied`.
   */
  readonly refusals: readonly FilterError[];
}

export interface FilteredLog extends ShownLog {
  getState(): FilteredLogState;
  /** Typed text is applied after a short pause, or immediately with `atOnce`. */
  setText(text: string, atOnce?: boolean): void;
  /** Runs the filter in force again, because the entries have changed. */
  again(): void;
  /** The user is about to type: the inspector can load the index for a quick search. */
  prepare(): void;
}

/** Sends a search. Null if the inspector could not run it, which the window has reported, or if `signal` aborted it. */
export type AskSearch = (query: SearchQuery, signal: AbortSignal) => Promise<SearchAnswer | null>;

const PAGE_SIZE = 200;
/** More are fetched when somebody scrolls there. */
const MAX_ENTRIES = 20_000;
/** While the user types on, no search is sent. */
const TYPING_MS = 120;
/** How often new entries are requested while they arrive, and the progress of an incomplete search. */
const FOLLOW_MS = 250;

const OFF = {
  applied: '',
  phase: 'off',
  log: EMPTY_WINDOW,
  matched: 0,
  isComplete: true,
  notIndexed: 0,
  refusals: [],
  isLoadingEarlier: false,
  arrivedCount: 0,
} as const;

type Found = Extract<SearchAnswer, { ok: true }>;

export function createFilteredLog(ask: AskSearch, store: RecordStore, press = NO_PRESS): FilteredLog {
  const state = createValue<FilteredLogState>({ ...OFF, text: '', parsed: { terms: [], errors: [] } });
  let typing: ReturnType<typeof setTimeout> | undefined;
  let following: ReturnType<typeof setTimeout> | undefined;
  /** Aborts the requests for a filter that is no longer in force. */
  let current = new AbortController();
  let cursor: string | undefined;
  let isFollowing = true;
  let seen = store.getState();

  function change(next: Partial<FilteredLogState>): void {
    state.set({ ...state.get(), ...next });
  }

  function apply(): void {
    clearTimeout(typing);
    const applied = printFilter(state.get().parsed.terms);
    if (applied !== state.get().applied) begin(applied);
  }

  function begin(applied: string): void {
    current.abort();
    clearTimeout(following);
    current = new AbortController();
    cursor = undefined;
    if (applied === '') {
      change(OFF);
      return;
    }
    change({ applied, phase: 'searching', refusals: [], isLoadingEarlier: false, arrivedCount: 0 });
    void takePage(current.signal);
  }

  /** Requests the newest page again until it is full or the whole log was searched. */
  async function takePage(signal: AbortSignal): Promise<void> {
    const answer = await ask({ filter: state.get().applied, limit: PAGE_SIZE }, signal);
    if (signal.aborted) return;
    if (answer === null) return change({ phase: 'found', isComplete: true });
    if (!answer.ok) return change({ ...OFF, applied: state.get().applied, phase: 'found', refusals: answer.errors });
    const isShort = answer.entries.length < PAGE_SIZE && !answer.isComplete;
    cursor = answer.cursor;
    change({
      ...countsOf(answer),
      phase: isShort ? 'searching' : 'found',
      log: { entries: answer.entries, hasEarlier: answer.hasMore, hasLater: false },
    });
    following = setTimeout(() => void (isShort ? takePage(signal) : follow(signal)), isShort ? FOLLOW_MS : 0);
  }

  /** Requests new entries as long as some arrive or the search is incomplete. */
  async function follow(signal: AbortSignal): Promise<void> {
    following = undefined;
    const answer = await ask({ filter: state.get().applied, limit: PAGE_SIZE, since: cursor }, signal);
    if (signal.aborted || answer === null) return;
    if (!answer.ok) return change({ refusals: answer.errors });
    cursor = answer.cursor;
    // The inspector has dropped the search after a minute without a request, so this is the newest page.
    const isPage = answer.kind === 'page';
    const arrived = isPage ? answer.entries.filter(({ id }) => id > newestId()) : answer.entries;
    const log = addLive(state.get().log, arrived, isFollowing ? 'oldest' : 'newest', MAX_ENTRIES);
    change({ ...countsOf(answer), log, arrivedCount: state.get().arrivedCount + arrived.length });
    if ((answer.hasMore && !isPage) || !answer.isComplete) followSoon();
  }

  function followSoon(): void {
    if (state.get().applied === '' || state.get().phase !== 'found') return;
    const { signal } = current;
    following ??= setTimeout(() => void follow(signal), FOLLOW_MS);
  }

  function newestId(): number {
    return state.get().log.entries.at(-1)?.id ?? Number.NEGATIVE_INFINITY;
  }

  /** Requests new entries. After a clear or a reconnect the whole search is sent again. */
  store.subscribe(() => {
    const before = seen;
    seen = store.getState();
    if (state.get().applied === '') return;
    const isEmptied = seen.log === EMPTY_WINDOW && before.log !== EMPTY_WINDOW;
    const isBack = seen.connection === 'live' && before.connection !== 'live';
    if (isEmptied || isBack) begin(state.get().applied);
    else if (seen.arrivedCount !== before.arrivedCount) followSoon();
  });

  return {
    subscribe: state.subscribe,
    getState: state.get,
    setText(text, atOnce = false) {
      if (text !== state.get().text) change({ text, parsed: parseFilter(text) });
      clearTimeout(typing);
      if (atOnce) apply();
      // Another filter is another table: it does not take the place of one that is being pressed.
      else typing = setTimeout(() => press.afterRelease(apply), TYPING_MS);
    },
    again() {
      if (state.get().applied !== '') begin(state.get().applied);
    },
    prepare() {
      if (state.get().applied === '') void ask({ filter: '', limit: 1 }, current.signal);
    },
    setFollowing(next) {
      isFollowing = next;
    },
    async loadEarlier() {
      const oldest = state.get().log.entries[0];
      if (!state.get().log.hasEarlier || state.get().isLoadingEarlier || oldest === undefined) return;
      const { signal } = current;
      change({ isLoadingEarlier: true });
      const answer = await ask({ filter: state.get().applied, limit: PAGE_SIZE, before: oldest.id }, signal);
      if (signal.aborted) return;
      if (answer?.ok !== true) return change({ isLoadingEarlier: false });
      const log = addEarlier(state.get().log, answer.entries, answer.hasMore, MAX_ENTRIES);
      change({ ...countsOf(answer), log, isLoadingEarlier: false });
    },
    async returnToNewest() {
      const { signal } = current;
      const answer = await ask({ filter: state.get().applied, limit: PAGE_SIZE }, signal);
      if (signal.aborted || answer?.ok !== true) return;
      cursor = answer.cursor;
      change({
        ...countsOf(answer),
        log: { entries: answer.entries, hasEarlier: answer.hasMore, hasLater: false },
      });
    },
  };
}

function countsOf({ matched, isComplete, notIndexed }: Found): Partial<FilteredLogState> {
  return { matched, isComplete, notIndexed };
}
