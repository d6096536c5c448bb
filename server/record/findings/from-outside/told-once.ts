import { put } from '../bounded-memory.ts';

const MAX_KEYS = 500;
/** After so many rows a lasting fault is told again: the log may have been cleared, or may have lost the row. */
const AGAIN_AFTER_ROWS = 500;

/** Remembers what was told, so that a fault that every answer shows is not told with each of them. */
export class ToldOnce {
  readonly #told = new Map<string, number>();

  /** Whether to tell it with the record of this id. It counts as told then. */
  isNews(key: string, recordId: number): boolean {
    const told = this.#told.get(key);
    if (told !== undefined && recordId - told < AGAIN_AFTER_ROWS) return false;
    put(this.#told, key, recordId, MAX_KEYS);
    return true;
  }
}
