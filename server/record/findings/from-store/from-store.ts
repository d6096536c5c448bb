import type { Finding } from '../../../contract/finding.ts';
import { RowChanges } from './row-changes.ts';
import { RowClocks } from './row-clocks.ts';
import { RowLives } from './row-lives.ts';
import { RowLocks } from './row-locks.ts';
import { logoutFindings } from './row-logouts.ts';
import type { StoredRecord } from './stored-record.ts';

/**
 * The findings about a watched app that follow from its session store. What a request has changed is only concluded
 * from requests that were alone with their session. Keeps a bounded number of rows.
 */
export class FindingsFromStore {
  readonly #changes = new RowChanges();
  readonly #clocks = new RowClocks();
  readonly #lives = new RowLives();
  readonly #locks = new RowLocks();

  /** Must be called once for each record, in the order in which the records are closed. */
  findingsOf(record: StoredRecord): Finding[] {
    return [
      ...this.#changes.findingsOf(record),
      ...this.#lives.findingsOf(record),
      ...this.#clocks.findingsOf(record),
      ...this.#locks.findingsOf(record),
      ...logoutFindings(record),
    ];
  }
}
