import { systemClock } from './base/clock.ts';
import { CommitQueue } from './storage/database/commit-queue.ts';
import { openDatabase } from './storage/database/database.ts';
import { SqliteSessionStore } from './storage/sessions/session-store.ts';
import { sweepExpired } from './storage/sessions/sweep.ts';

export interface SqliteStoreOptions {
  /** The file of the database, made with mode 0600 if it is missing; `:memory:` keeps the sessions until the end. */
  readonly path: string;
  /** How long a session lives whose cookie has no expiry, counted from its last use. Default: a day. */
  readonly idleLimitMs?: number;
  /** How often expired sessions are removed from the file; 0: never. They are never found. Default: a minute. */
  readonly sweepEveryMs?: number;
  /** Gets the errors of removing expired sessions, for which no caller waits. Default: a warning of the process. */
  readonly onSweepError?: (error: Error) => void;
}

const dayMs = 24 * 60 * 60 * 1000;
const minuteMs = 60_000;

/**
 * The express-session store of the npm package, with a database file of its own: what the tutorial site runs on, for
 * any Express app. Its types are in packaging/npm/store.d.ts. Throws DatabaseUnusable or DatabaseTooNew if the file
 * cannot be used, and leaves the file as it is.
 */
export class SqliteStore extends SqliteSessionStore {
  readonly #close: () => void;

  constructor(options: SqliteStoreOptions) {
    if (typeof options?.path !== 'string' || options.path === '') {
      throw new TypeError("SqliteStore needs the path of its file: new SqliteStore({ path: 'sessions.db' })");
    }
    const { path, idleLimitMs = dayMs, sweepEveryMs = minuteMs, onSweepError = warn } = options;
    const { database } = openDatabase(path);
    const queue = new CommitQueue(database);
    super({ database, queue, clock: systemClock, idleLimitMs: () => idleLimitMs });
    const sweep = () => sweepExpired(database, queue, systemClock.now(), () => {}).catch(onSweepError);
    const timer = sweepEveryMs > 0 ? setInterval(sweep, sweepEveryMs).unref() : undefined;
    this.#close = () => {
      clearInterval(timer);
      if (!database.open) return;
      queue.drain();
      database.close();
    };
  }

  /** Commits the writes that wait and closes the file. Later calls are answered with an error. */
  close(): void {
    this.#close();
  }
}

function warn(error: Error): void {
  process.emitWarning(`Expired sessions could not be removed: ${error.message}`, 'SqliteStore');
}
