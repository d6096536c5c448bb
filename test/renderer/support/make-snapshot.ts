import type { LiveMessage } from '../../../server/contract/live-message.ts';
import { settingsSchema } from '../../../server/contract/settings.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';

export type Snapshot = Extract<LiveMessage, { type: 'snapshot' }>;

/** The first message of a stream: an inspector that has seen nothing yet. */
export function makeSnapshot(over: Partial<Snapshot> = {}): Snapshot {
  return {
    type: 'snapshot',
    site: {
      url: 'http://localhost:5000',
      port: 5000,
      wantedPort: 5000,
      cookieNames: { 'server-side': 'inspector.sid', 'client-side': 'inspector.session' },
      defaultCookieNames: { 'server-side': 'inspector.sid', 'client-side': 'inspector.session' },
      dataDir: '/data',
      watchedId: null,
      statements: { get: 'SELECT', set: 'INSERT', touch: 'UPDATE', destroy: 'DELETE' },
    },
    settings: settingsSchema.parse({}),
    status: {
      requestCount: 0,
      sessionCount: 0,
      notSavedCount: 0,
      lostRecordCount: 0,
      unreadableRowCount: 0,
      storage: { state: 'kept' },
      logBytes: 0,
      maxLogBytes: 1000,
      sessionBytes: 0,
      maxSessionBytes: 0,
    },
    actors: [],
    entries: [],
    hasEarlier: false,
    sessions: [],
    labRuns: [],
    pinned: [],
    watching: [],
    ...over,
  };
}

export function makeSession(sid: string, lastUsedAtMs: number): StoredSession {
  return {
    sid,
    data: {},
    createdAtMs: 0,
    lastUsedAtMs,
    expiresAtMs: 1e15,
    cookieExpires: false,
    cookie: {
      originalMaxAgeMs: null,
      expiresAtMs: null,
      httpOnly: true,
      secure: false,
      sameSite: 'lax',
      path: '/',
    },
    bytes: 2,
  };
}
