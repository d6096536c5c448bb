import type { Database } from 'better-sqlite3';
import { isReadable } from './session-row.ts';

export interface SessionCensusOptions {
  readonly database: Database;
  /** Called with the sid of each session that cannot be read. */
  readonly onUnreadable: (sid: string) => void;
  /** Called with the error that ended it early. */
  readonly onError: (error: unknown) => void;
}

/** How long a step may block the site, and the pause after it. */
const stepMs = 2;
const restMs = 20;

/**
 * Reads all stored sessions once, a few at a time, to find unreadable ones. Lists would not find them, since they read
 * only one page. Starts after a pause, because the start of the app has priority.
 */
export function findUnreadableSessions({ database, onUnreadable, onError }: SessionCensusOptions): { stop(): void } {
  const next = database.prepare<[number], { rowid: number; sid: string; isReadable: number }>(
    `SELECT rowid, sid, ${isReadable('data_json')} AND ${isReadable('cookie_json', true)} AS isReadable
     FROM sessions WHERE rowid > ? ORDER BY rowid`,
  );
  let lastRowid = 0;
  /** True if there is more. */
  const step = (): boolean => {
    const untilMs = performance.now() + stepMs;
    for (const row of next.iterate(lastRowid)) {
      lastRowid = row.rowid;
      if (row.isReadable !== 1) onUnreadable(row.sid);
      if (performance.now() >= untilMs) return true;
    }
    return false;
  };
  let timer: NodeJS.Timeout;
  const rest = (): void => {
    timer = setTimeout(() => {
      try {
        if (step()) rest();
      } catch (error) {
        onError(error);
      }
    }, restMs);
    timer.unref();
  };
  rest();
  return { stop: () => clearTimeout(timer) };
}
