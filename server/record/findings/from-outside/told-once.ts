import { put } from '../bounded-memory.ts';

const MAX_KEYS = 500;
/**
 * The number of rows after which a lasting fault is reported again, because the log may have been cleared or may have
 * lost the row.
 */
const AGAIN_AFTER_ROWS = 500;

/** Remembers reported faults, so that a fault of every response is not reported with each of them. */
export class ToldOnce {
  readonly #told = new Map<string, number>();

  /** Whether to report the fault with this record. If true, it counts as reported. */
  isNews(key: string, recordId: number): boolean {
    const told = this.#told.get(key);
    if (told !== undefined && recordId - told < AGAIN_AFTER_ROWS) return false;
    put(this.#told, key, recordId, MAX_KEYS);
    return true;
  }
}
