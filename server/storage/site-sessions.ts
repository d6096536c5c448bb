import type { SharedStore } from '../contract/shared-store.ts';
import type { SessionList } from './sessions/session-list.ts';
import type { SessionPages } from './sessions/session-pages.ts';
import type { SiteSessionStore } from './sessions/site-session-store.ts';
import type { Storage } from './storage.ts';

/** The sessions of the tutorial site, wherever they are stored: for its requests, and for the window. */
export interface SiteSessions {
  readonly store: SiteSessionStore;
  readonly list: SessionList;
  readonly pages: SessionPages;
  /** The size of the stored sessions on this machine. */
  readonly bytes: () => number;
  /** The shared store that has the sessions. Null if they are in the database of this app. */
  readonly shared: () => SharedStore | null;
  /** Connects to the shared store now, if there is one and it is away. */
  readonly connectNow: () => void;
}

/** The sessions in the database of this app. */
export function sessionsIn({ sessionStore, sessions, sessionPages, totals }: Storage): SiteSessions {
  return {
    store: sessionStore,
    list: sessions,
    pages: sessionPages,
    bytes: () => totals().sessionBytes,
    shared: () => null,
    connectNow: () => {},
  };
}
