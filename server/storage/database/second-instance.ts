import type { Database } from 'better-sqlite3';
import Sqlite from 'better-sqlite3';
import { DataDirInUse } from '../../base/errors.ts';
import { isAlive } from '../../base/is-alive.ts';

/**
 * Throws DataDirInUse if another Session Inspector has the database open. The lock file normally prevents a second
 * instance, but it may be deleted or replaced while the first instance runs. Other programs that have the database open
 * (an export of the command line, a viewer) are allowed, because they do not start a run.
 */
export function refuseSecondInstance(database: Database, dataDir: string): void {
  if (isOpenElsewhere(database) && isRunUnderWay(database)) throw new DataDirInUse(dataDir);
}

/** Every connection in WAL mode has a shared lock of the file, which excludes an exclusive lock. */
function isOpenElsewhere(database: Database): boolean {
  database.pragma('locking_mode = EXCLUSIVE');
  try {
    database.exec('BEGIN IMMEDIATE');
    database.exec('ROLLBACK');
    return false;
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return true;
    throw error;
  } finally {
    // The next read releases the lock itself.
    database.pragma('locking_mode = NORMAL');
    database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get();
  }
}

/** Whether a run that has not ended belongs to a process that is running or unknown. */
function isRunUnderWay(database: Database): boolean {
  const columns = database.prepare<[], string>("SELECT name FROM pragma_table_info('runs')").pluck().all();
  if (columns.length === 0) return false;
  const pid = columns.includes('pid') ? 'pid' : 'NULL';
  const open = database.prepare<[], number | null>(`SELECT ${pid} FROM runs WHERE ended_at_ms IS NULL`).pluck().all();
  return open.some((pid) => pid === null || isAlive(pid));
}
