import type { Database } from 'better-sqlite3';

/** How much is stored. Bytes are those of the pages that the rows fill, indexes included. */
export interface Totals {
  readonly requests: number;
  readonly logBytes: number;
  /** Live and expired. */
  readonly sessions: number;
  readonly sessionBytes: number;
}

/** One row that triggers of the schema keep: reading it takes a microsecond, however much is stored. */
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
