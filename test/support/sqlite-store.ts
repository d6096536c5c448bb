import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../server/base/clock.ts';
import { CommitQueue } from '../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import type { SessionChange } from '../../server/storage/sessions/session-change.ts';
import { SqliteSessionStore } from '../../server/storage/sessions/session-store.ts';
import { tempDir } from './temp-dir.ts';

export interface StoreOnDisk {
  readonly path: string;
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly store: SqliteSessionStore;
  /** What the store published, in order. */
  readonly changes: SessionChange[];
  /** Commits what waits, and closes. */
  close(): void;
}

export interface StoreOnDiskOptions {
  readonly path?: string;
  readonly clock?: Clock;
  readonly idleLimitMs?: () => number;
}

const dayMs = 24 * 60 * 60 * 1000;

/** Our session store on a real database file (a new one unless `path` is given), closed when the test is over. */
export function storeOnDisk(options: StoreOnDiskOptions = {}): StoreOnDisk {
  const { path = join(tempDir(), 'sessions.db'), clock = systemClock, idleLimitMs = () => dayMs } = options;
  const { database } = openDatabase(path);
  const queue = new CommitQueue(database);
  const changes: SessionChange[] = [];
  const store = new SqliteSessionStore({
    database,
    queue,
    clock,
    idleLimitMs,
    publish: (change) => changes.push(change),
  });
  const close = () => {
    if (!database.open) return;
    queue.drain();
    database.close();
  };
  onTestFinished(close);
  return { path, database, queue, store, changes, close };
}
