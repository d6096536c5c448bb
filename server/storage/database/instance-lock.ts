import Sqlite from 'better-sqlite3';
import { DataDirInUse, DataDirUnusable } from '../../base/errors.ts';
import { keepAside } from '../../base/keep-aside.ts';
import type { KeptAside } from '../../contract/kept-aside.ts';
import { troubleOf } from './database-trouble.ts';
import { ownerOnly } from './file-mode.ts';

export interface InstanceLock {
  release(): void;
}

/**
 * Locks the data folder for this process, so that there is only one writer. The lock is SQLite's own file lock on a
 * file next to the database. The operating system releases it however the process ends, so there is no stale pid file.
 * A lock file that is not a database is renamed and made again; `onKeptAside` gets its name. Throws DataDirInUse if
 * another process has the lock.
 */
export function lockInstance(
  lockPath: string,
  dataDir: string,
  onKeptAside: (kept: KeptAside) => void = () => {},
): InstanceLock {
  try {
    return hold(lockPath, dataDir);
  } catch (error) {
    if (!isGarbage(error)) throw error;
    const kept = keepAside(lockPath, 'not-a-database');
    if (kept.keptAs === null) throw new DataDirUnusable(dataDir, new Error(`${lockPath} cannot be used nor renamed`));
    onKeptAside(kept);
    return hold(lockPath, dataDir);
  }
}

function hold(lockPath: string, dataDir: string): InstanceLock {
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

/** If another process had the file open, this code would have met its lock before the content. */
function isGarbage(error: unknown): boolean {
  const trouble = troubleOf(error);
  return trouble === 'not-a-database' || trouble === 'damaged';
}
