import type { Json, SessionData } from '../../server/contract/json.ts';
import type { SessionPageQuery } from '../../server/contract/session-page.ts';
import type { StorePageQuery } from '../../server/contract/store-list.ts';
import type { Attempt } from './attempt.ts';
import type { InspectorClient } from './connection.ts';

const HISTORY_PAGE = 50;

/** The commands of the Sessions view. */
export function createSessionCommands(client: InspectorClient, attempt: Attempt) {
  return {
    setKey: (sid: string, key: string, value: Json) => attempt(() => client.sessions.set.mutate({ sid, key, value })),
    popKey: (sid: string, key: string) => attempt(() => client.sessions.pop.mutate({ sid, key })),
    /** Replaces all data of a session. The whole replacement is refused if one key or value cannot be stored. */
    replaceData: (sid: string, data: SessionData) => attempt(() => client.sessions.replace.mutate({ sid, data })),
    expireSession: (sid: string) => attempt(() => client.sessions.expire.mutate({ sid })),
    destroySession: (sid: string) => attempt(() => client.sessions.destroy.mutate({ sid })),
    /** The newest entries of a session, or the ones before an entry id. Oldest first. */
    sessionHistory: (sid: string, before?: number) =>
      attempt(() =>
        client.sessions.history.query({ sid, limit: HISTORY_PAGE, ...(before === undefined ? {} : { before }) }),
      ),
    /** A page of all live sessions, in any order. */
    sessionPage: (query: SessionPageQuery) => attempt(() => client.sessions.page.query(query)),
    /** One live session. Null also if there is no session with this sid. */
    findSession: (sid: string) => attempt(() => client.sessions.find.query({ sid })),
    /** The present row in SQLite. Null also if there is no row. */
    storedRow: (sid: string) => attempt(() => client.sessions.row.query({ sid })),
    /** A page of the sessions in the store of a watched app. */
    storePage: (query: StorePageQuery) => attempt(() => client.store.page.mutate(query)),
    /** One row of that store. Null also if no store is attached. */
    storeRow: (key: string) => attempt(() => client.store.find.mutate({ key })),
    /** The sessions that a recording names. */
    recordedSessions: () => attempt(() => client.sessions.recorded.query()),
    sessionDrift: () => attempt(() => client.sessions.drift.query()),
    /** Puts the session cookie of one simulated browser into another. */
    copyCookie: (fromId: string, toId: string) => attempt(() => client.actors.copyCookie.mutate({ fromId, toId })),
  };
}

/** Entries of one session, oldest first. */
export type HistoryPage = NonNullable<Awaited<ReturnType<ReturnType<typeof createSessionCommands>['sessionHistory']>>>;
