import type { Database } from 'better-sqlite3';
import { countAll } from './migrations/0004-totals.ts';

/** The number and size of the stored rows. The bytes are those of the pages that the rows fill, including indexes. */
export interface Totals {
  readonly requests: number;
  readonly logBytes: number;
  /** Live and expired sessions. */
  readonly sessions: number;
  readonly sessionBytes: number;
}

const columns = 'requests, log_bytes AS logBytes, sessions, session_bytes AS sessionBytes';

/**
 * Counts all rows again if the row of totals is missing or cannot be right, for example in a file that was edited or
 * damaged. The limits are applied by these figures, so a wrong one would delete data that no limit concerns.
 */
export function mendTotals(database: Database): void {
  const found = database.prepare<[], Totals>(`SELECT ${columns} FROM totals`).get();
  if (found !== undefined && isPossible(found, database)) return;
  database.transaction(() => database.exec(`DELETE FROM totals; ${countAll}`))();
}

/** The estimated bytes of the rows may exceed those of the file, but not by several times. */
const mostEstimate = 4;

function isPossible(totals: Totals, database: Database): boolean {
  if (!Object.values(totals).every((value) => Number.isSafeInteger(value) && value >= 0)) return false;
  const number = (sql: string) => database.prepare<[], number>(sql).pluck().get() ?? 0;
  const fileBytes = number('PRAGMA page_count') * number('PRAGMA page_size');
  return (
    totals.requests <= number('SELECT ifnull(max(id), 0) FROM log') &&
    totals.logBytes + totals.sessionBytes <= mostEstimate * fileBytes
  );
}

/** Reads the row that triggers of the schema update. This takes a microsecond for any amount of data. */
export function createTotals(database: Database): () => Totals {
  const totals = database.prepare<[], Totals>(`SELECT ${columns} FROM totals`);
  return () => {
    const found = totals.get();
    if (found === undefined) throw new Error('The database has no totals');
    return found;
  };
}
