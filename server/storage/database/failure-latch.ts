import type { Database } from 'better-sqlite3';
import { messageOf } from '../../base/thrown.ts';
import type { StorageFailure } from '../../contract/storage-state.ts';
import { troubleOf } from './database-trouble.ts';

/**
 * Ends all writing at the first sign that the file or its disk cannot be trusted, because more writes would cause more
 * damage.
 */
export interface FailureLatch {
  readonly failure: StorageFailure | null;
  /** Must be called with every error of a use of the database. Most of them are harmless. */
  note(error: unknown): void;
  /** For damage that was found without an error. */
  fail(failure: StorageFailure): void;
}

/** `onFailure` is called once, when writing has stopped but reading is still possible. */
export function createFailureLatch(database: Database, onFailure: (failure: StorageFailure) => void): FailureLatch {
  let failure: StorageFailure | null = null;
  const fail = (found: StorageFailure): void => {
    if (failure !== null) return;
    failure = found;
    if (database.open) database.pragma('query_only = ON');
    onFailure(found);
  };
  return {
    get failure() {
      return failure;
    },
    fail,
    note(error) {
      const trouble = troubleOf(error);
      const detail = messageOf(error);
      if (trouble === 'io-error') fail({ trouble, detail });
      else if (trouble === 'damaged' || trouble === 'not-a-database') fail({ trouble: 'damaged', detail });
    },
  };
}
