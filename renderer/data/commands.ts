/**
 * What the window asks of the inspector. What follows from it arrives by the live stream; nothing is assumed
 * beforehand.
 */
import { TRPCClientError } from '@trpc/client';
import type { ActorAction } from '../../server/contract/actor.ts';
import type { Json } from '../../server/contract/json.ts';
import type { EditResult } from '../../server/contract/results.ts';
import type { SearchAnswer, SearchQuery } from '../../server/contract/search.ts';
import type { InspectorClient } from './connection.ts';
import { type CookieCommands, createCookieCommands } from './cookie-commands.ts';
import { createExportCommands, type ExportCommands } from './export-commands.ts';
import { createLabCommands, type LabCommands } from './lab-commands.ts';
import { indexOfId } from './log-window.ts';
import type { RecordStore } from './record-store.ts';
import { createRequestCommands, type RequestCommands } from './request-commands.ts';
import { createSessionCommands, type SessionCommands } from './session-commands.ts';
import { createSettingsCommands, type SettingsCommands } from './settings-commands.ts';
import { createTimelineCommands, type TimelineCommands } from './timeline-commands.ts';

/**
 * Commands never reject: what the inspector could not do is reported as a problem in the window, and the result is
 * null.
 */
export interface Commands
  extends SessionCommands,
    CookieCommands,
    SettingsCommands,
    TimelineCommands,
    RequestCommands,
    ExportCommands,
    LabCommands {
  act(actorId: string, action: ActorAction): Promise<void>;
  forgetCookies(actorId: string): Promise<void>;
  setKey(sid: string, key: string, value: Json): Promise<EditResult | null>;
  popKey(sid: string, key: string): Promise<EditResult | null>;
  destroySession(sid: string): Promise<EditResult | null>;
  setRecording(recording: boolean): Promise<void>;
  clearLog(): Promise<void>;
  /** Searches the whole log. Null also where `signal` ended it. */
  search(query: SearchQuery, signal: AbortSignal): Promise<SearchAnswer | null>;
  /** Asks for the page of entries before the oldest in memory; does nothing while one is under way. */
  loadEarlier(): Promise<void>;
  /** Leaves the past: the newest page of the log replaces what is in memory. */
  returnToNewest(): Promise<void>;
  /** Brings the part of the log around this entry into memory, if the entry is not there already. */
  showEntry(id: number): Promise<void>;
}

const PAGE_SIZE = 500;

export function createCommands(client: InspectorClient, store: RecordStore): Commands {
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (store.getState().connection !== 'refused') store.report(problemOf(error));
      return null;
    }
  }
  const tell = async (work: () => Promise<unknown>) => {
    await attempt(work);
  };

  return {
    ...createSessionCommands(client, attempt),
    ...createCookieCommands(client, attempt),
    ...createSettingsCommands(client, attempt),
    ...createRequestCommands(client, attempt),
    ...createTimelineCommands(client, attempt),
    ...createLabCommands(client, attempt),
    ...createExportCommands(client, attempt),
    act: (actorId, action) => tell(() => client.actors.act.mutate({ actorId, action })),
    forgetCookies: (actorId) => tell(() => client.actors.forgetCookies.mutate({ actorId })),
    setKey: (sid, key, value) => attempt(() => client.sessions.set.mutate({ sid, key, value })),
    popKey: (sid, key) => attempt(() => client.sessions.pop.mutate({ sid, key })),
    destroySession: (sid) => attempt(() => client.sessions.destroy.mutate({ sid })),
    setRecording: (recording) => tell(() => client.settings.change.mutate({ recording })),
    clearLog: () => tell(() => client.log.clear.mutate()),
    search: (query, signal) =>
      attempt(async () => {
        try {
          return await client.log.search.mutate(query, { signal });
        } catch (error) {
          // Ended by the reader, who looks for something else by now: nothing went wrong.
          if (signal.aborted) return null;
          throw error;
        }
      }),
    async loadEarlier() {
      const { log, isLoadingEarlier } = store.getState();
      const oldest = log.entries[0];
      if (!log.hasEarlier || isLoadingEarlier || oldest === undefined) return;
      store.setLoadingEarlier(true);
      const page = await attempt(() => client.log.page.query({ before: oldest.id, limit: PAGE_SIZE }));
      // The window may have begun anew meanwhile, behind entries that were left out: this page does not join it.
      const isTornOff = store.getState().log.entries[0]?.id !== oldest.id;
      if (page === null || isTornOff) store.setLoadingEarlier(false);
      else store.addEarlier(page.entries, page.hasEarlier);
    },
    async returnToNewest() {
      const page = await attempt(() => client.log.page.query({ limit: PAGE_SIZE }));
      if (page !== null) store.returnToNewest(page.entries, page.hasEarlier);
    },
    async showEntry(id) {
      if (indexOfId(store.getState().log.entries, id) !== -1) return;
      const page = await attempt(() => client.log.page.query({ before: id + PAGE_SIZE / 2, limit: PAGE_SIZE }));
      if (page?.entries.some((entry) => entry.id === id)) store.leaveForPast(page.entries, page.hasEarlier);
    },
  };
}

function problemOf(error: unknown) {
  // Without a shape the error is not the inspector's answer: there was none.
  const isAnswer = error instanceof TRPCClientError && error.shape !== undefined && error.shape !== null;
  return isAnswer ? ({ kind: 'command-failed', detail: error.message } as const) : ({ kind: 'unanswered' } as const);
}
