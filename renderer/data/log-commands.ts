import type { SearchAnswer, SearchQuery } from '../../server/contract/search.ts';
import { type Attempt, unlessAborted } from './attempt.ts';
import type { InspectorClient } from './connection.ts';
import { indexOfId } from './log-window.ts';
import type { RecordStore } from './record-store.ts';

const PAGE_SIZE = 500;

/** The commands that read, search and clear the log. */
export function createLogCommands(client: InspectorClient, store: RecordStore, attempt: Attempt) {
  return {
    clearLog: () => attempt(() => client.log.clear.mutate()),
    /** Searches the whole log. Null also if `signal` aborted the search. */
    search: (query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer | null> =>
      attempt(() => unlessAborted(signal, () => client.log.search.mutate(query, { signal }))),
    /** Requests the page of entries before the oldest in memory. Does nothing while such a page is being loaded. */
    async loadEarlier(): Promise<void> {
      const { log, isLoadingEarlier } = store.getState();
      const oldest = log.entries[0];
      if (!log.hasEarlier || isLoadingEarlier || oldest === undefined) return;
      store.setLoadingEarlier(true);
      const page = await attempt(() => client.log.page.query({ before: oldest.id, limit: PAGE_SIZE }));
      // The window may have restarted behind skipped entries meanwhile. This page does not join the new entries.
      const isTornOff = store.getState().log.entries[0]?.id !== oldest.id;
      if (page === null || isTornOff) store.setLoadingEarlier(false);
      else store.addEarlier(page.entries, page.hasEarlier);
    },
    /** Leaves the past: the newest page of the log replaces the entries in memory. */
    async returnToNewest(): Promise<void> {
      const page = await attempt(() => client.log.page.query({ limit: PAGE_SIZE }));
      if (page !== null) store.returnToNewest(page.entries, page.hasEarlier);
    },
    /** Brings the part of the log around this entry into memory, unless the entry is there already. */
    async showEntry(id: number): Promise<void> {
      if (indexOfId(store.getState().log.entries, id) !== -1) return;
      const page = await attempt(() => client.log.page.query({ before: id + PAGE_SIZE / 2, limit: PAGE_SIZE }));
      if (page?.entries.some((entry) => entry.id === id)) store.leaveForPast(page.entries, page.hasEarlier);
    },
  };
}
