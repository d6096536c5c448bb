/** What the window asks about sessions: the part of the commands that the Sessions view uses. */
import type { SessionData } from '../../server/contract/json.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import type { RecordedSessions } from '../../server/contract/recording.ts';
import type { EditResult } from '../../server/contract/results.ts';
import type { SessionDrift } from '../../server/contract/session-drift.ts';
import type { SessionPage, SessionPageQuery } from '../../server/contract/session-page.ts';
import type { StoredRow } from '../../server/contract/stored-row.ts';
import type { StoredSession } from '../../server/contract/stored-session.ts';
import type { InspectorClient } from './connection.ts';

/** Entries of one session, oldest first. */
export interface HistoryPage {
  readonly entries: readonly LogEntry[];
  readonly hasEarlier: boolean;
}

export interface SessionCommands {
  /** Replaces all data of a session; refused whole if one key or value cannot be kept. */
  replaceData(sid: string, data: SessionData): Promise<EditResult | null>;
  expireSession(sid: string): Promise<EditResult | null>;
  /** The newest entries of a session, or those before an id. */
  sessionHistory(sid: string, before?: number): Promise<HistoryPage | null>;
  /** A page of all live sessions, in any order. */
  sessionPage(query: SessionPageQuery): Promise<SessionPage | null>;
  /** One live session; null also if there is none of this sid. */
  findSession(sid: string): Promise<StoredSession | null>;
  /** The row as SQLite has it now; null if there is none. */
  storedRow(sid: string): Promise<StoredRow | null>;
  sessionDrift(): Promise<SessionDrift | null>;
  /** The sessions that a recording speaks of. */
  recordedSessions(): Promise<RecordedSessions | null>;
  /** Puts the session cookie of one simulated browser into another. */
  copyCookie(fromId: string, toId: string): Promise<void>;
}

const HISTORY_PAGE = 50;

/** `attempt` runs one command and reports what went wrong with it. */
export function createSessionCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): SessionCommands {
  return {
    replaceData: (sid, data) => attempt(() => client.sessions.replace.mutate({ sid, data })),
    expireSession: (sid) => attempt(() => client.sessions.expire.mutate({ sid })),
    sessionHistory: (sid, before) =>
      attempt(() =>
        client.sessions.history.query({ sid, limit: HISTORY_PAGE, ...(before === undefined ? {} : { before }) }),
      ),
    sessionPage: (query) => attempt(() => client.sessions.page.query(query)),
    findSession: (sid) => attempt(() => client.sessions.find.query({ sid })),
    storedRow: (sid) => attempt(() => client.sessions.row.query({ sid })),
    recordedSessions: () => attempt(() => client.sessions.recorded.query()),
    sessionDrift: () => attempt(() => client.sessions.drift.query()),
    async copyCookie(fromId, toId) {
      await attempt(() => client.actors.copyCookie.mutate({ fromId, toId }));
    },
  };
}
