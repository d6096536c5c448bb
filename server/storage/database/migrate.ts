import type { Database } from 'better-sqlite3';
import { DatabaseTooNew } from '../../base/errors.ts';
import { sql as sessionsAndLog } from './migrations/0001-sessions-and-log.ts';
import { sql as requestCount } from './migrations/0002-request-count.ts';
import { sql as pins } from './migrations/0003-pins.ts';
import { sql as totals } from './migrations/0004-totals.ts';

/**
 * Every step of the schema, in order; step n leads to version n. A released step is never edited; changes need a new
 * step.
 */
export const migrations: readonly string[] = [sessionsAndLog, requestCount, pins, totals];

/** Marks a file as a database of this app (PRAGMA application_id): the bytes "SInS". */
export const applicationId = 0x53496e53;

/**
 * Brings the schema up to date. Each step and its version number are one transaction: a kill leaves the old or the new
 * version. `beforeChange` is called first if a change could lose data. Throws DatabaseTooNew for a file of a newer
 * version, without a change.
 */
export function migrate(
  database: Database,
  path: string,
  steps: readonly string[] = migrations,
  beforeChange: (database: Database) => void = () => {},
): void {
  const found = refuseNewer(database, path, steps);
  if (found > 0 && found < steps.length) beforeChange(database);
  for (let version = found + 1; version <= steps.length; version++) {
    const step = steps[version - 1] as string;
    database.transaction(() => {
      database.exec(step);
      database.pragma(`application_id = ${applicationId}`);
      database.pragma(`user_version = ${version}`);
    })();
  }
}

/** The version of the schema of a file. Throws DatabaseTooNew if `steps` do not lead to it. */
export function refuseNewer(database: Database, path: string, steps: readonly string[] = migrations): number {
  const found = database.pragma('user_version', { simple: true }) as number;
  if (found > steps.length) throw new DatabaseTooNew(path, found, steps.length);
  return found;
}
