import { type SessionData, Store } from 'express-session';

export interface SqliteStoreOptions {
  /** The file of the database, made with mode 0600 if it is missing; `:memory:` keeps the sessions until the end. */
  readonly path: string;
  /** How long a session lives whose cookie has no expiry, counted from its last use. Default: 86 400 000, a day. */
  readonly idleLimitMs?: number;
  /** How often expired sessions are removed from the file; 0: never. They are never found. Default: 60 000. */
  readonly sweepEveryMs?: number;
  /** Gets the errors of removing expired sessions, for which no caller waits. Default: a warning of the process. */
  readonly onSweepError?: (error: Error) => void;
}

/**
 * A session store for express-session on SQLite. No method throws, every callback runs once, and a write is answered
 * after its commit. `touch` moves the expiry only, and never brings a destroyed session back.
 */
export class SqliteStore extends Store {
  /** Throws if the file belongs to another program, is damaged, or is of a newer version. The file is left as it is. */
  constructor(options: SqliteStoreOptions);
  /** An unknown or expired sid gives undefined or null; a session that cannot be read is an error. */
  get(sid: string, callback: (error: unknown, session?: SessionData | null) => void): void;
  /** Saves the whole session, as it is at this moment. */
  set(sid: string, session: SessionData, callback?: (error?: unknown) => void): void;
  /** Moves the expiry to that of the session's cookie. An unknown or expired sid stays unknown, without an error. */
  touch(sid: string, session: SessionData, callback?: (error?: unknown) => void): void;
  /** An unknown sid is a success. */
  destroy(sid: string, callback?: (error?: unknown) => void): void;
  /** Every live session by its sid. */
  all(callback: (error: unknown, sessions?: SessionData[] | { [sid: string]: SessionData } | null) => void): void;
  /** How many sessions are live. */
  length(callback: (error: unknown, length?: number) => void): void;
  /** Removes every session that exists at this moment. */
  clear(callback?: (error?: unknown) => void): void;
  /** Commits the writes that wait and closes the file. Later calls are answered with an error. */
  close(): void;
}
