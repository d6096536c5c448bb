import Sqlite from 'better-sqlite3';
import { DataDirInUse } from '../../base/errors.ts';
import { ownerOnly } from './file-mode.ts';

export interface InstanceLock {
  release(): void;
}

/**
 * Holds the data folder for this process: two writers never meet. The lock is SQLite's own file lock on a file beside
 * the database, so the operating system lets go of it however the process ends; no stale pid file is ever in the way.
 * Throws DataDirInUse if another process holds it.
 */
export function lockInstance(lockPath: string, dataDir: string): InstanceLock {
  ownerOnly(lockPath);
  const lock = new Sqlite(lockPath, { timeout: 0 });
  try {
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw new DataDirInUse(dataDir);
    throw error;
  }
  return { release: () => lock.close() };
}
