import type { Database } from 'better-sqlite3';

/** The write-ahead log of the database. It contains deleted data until it is cleared. */
export interface Journal {
  /**
   * Moves its content into the database and clears it. This is not possible while another connection reads: see
   * `retry`.
   */
  empty(): void;
  /** Tries again if the last `empty` could not; true if it has tried. */
  retry(): boolean;
}

export function createJournal(database: Database): Journal {
  let isDue = false;
  const empty = (): void => {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    isDue = result?.busy === 1;
  };
  return {
    empty,
    retry() {
      if (!isDue) return false;
      empty();
      return true;
    },
  };
}
