import type { Database } from 'better-sqlite3';

/** The number and size of the stored rows. The bytes are those of the pages that the rows fill, including indexes. */
export interface Totals {
  readonly requests: number;
  readonly logBytes: number;
  /** Live and expired sessions. */
  readonly sessions: number;
  readonly sessionBytes: number;
}

/** Reads the row that triggers of the schema update. This takes a microsecond for any amount of data. */
export function createTotals(database: Database): () => Totals {
  const totals = database.prepare<[], Totals>(
    'SELECT requests, log_bytes AS logBytes, sessions, session_bytes AS sessionBytes FROM totals',
  );
  return () => {
    const found = totals.get();
    if (found === undefined) throw new Error('The database has no totals');
    return found;
  };
}
