import type { Database } from 'better-sqlite3';

/** The write-ahead log beside the database: it keeps what was deleted until it is emptied. */
export interface Journal {
  /**
   * Moves what it holds into the database and cuts it to nothing. While another connection reads, it cannot: see
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
