import { setImmediate as afterOthers } from 'node:timers/promises';
import type { SharedConnection } from './connection.ts';
import type { KeptConnection } from './kept-connection.ts';
import type { Mirror } from './mirror.ts';

/** The number of rows that are written to the mirror in one step. */
const mostRowsAtOnce = 50;
/** The number of reported rows that are read at once. */
const mostReads = 100;
/** How long to wait after a reading that failed. */
const retryMs = 1_000;

/** Keeps the mirror current: reads the rows that a shared store reports as changed. */
export class MirrorUpdates {
  readonly #connection: KeptConnection;
  readonly #mirror: Mirror;
  /** The sids whose rows have changed since they were read, and whether any row may have changed. */
  readonly #changed = new Set<string>();
  #isAllChanged = false;
  #isReading = false;

  constructor(connection: KeptConnection, mirror: Mirror) {
    this.#connection = connection;
    this.#mirror = mirror;
  }

  /** The row of a session has changed. Null: any row may have changed. */
  note(sid: string | null): void {
    if (sid === null) this.#isAllChanged = true;
    else this.#changed.add(sid);
    if (!this.#isReading) void this.#readChanges();
  }

  /**
   * Reads what has changed into the mirror, one batch after the other, so that a later reading of a row never comes
   * before an earlier one.
   */
  async #readChanges(): Promise<void> {
    this.#isReading = true;
    try {
      // Several reports of one turn are one reading.
      await Promise.resolve();
      while (this.#connection.current !== null && (this.#isAllChanged || this.#changed.size > 0)) {
        const connection = this.#connection.current;
        if (this.#isAllChanged) await this.#readAll(connection);
        else await this.#readSome(connection);
      }
    } catch (error) {
      // After a loss everything is read again. For another error, the reading is tried again.
      this.#connection.noteFailure('reading the changed sessions', error);
      if (this.#connection.current !== null) {
        setTimeout(() => this.note(null), retryMs).unref();
      }
    } finally {
      this.#isReading = false;
    }
  }

  async #readSome(connection: SharedConnection): Promise<void> {
    const sids = [...this.#changed].slice(0, mostReads);
    for (const sid of sids) this.#changed.delete(sid);
    const found = await Promise.allSettled(sids.map((sid) => connection.read(sid)));
    if (this.#connection.isClosed) return;
    for (const [place, result] of found.entries()) {
      if (result.status === 'rejected') this.#connection.noteFailure('reading a changed session', result.reason);
      else this.#mirror.took(sids[place] ?? '', result.value);
    }
  }

  async #readAll(connection: SharedConnection): Promise<void> {
    const mirror = this.#mirror;
    this.#isAllChanged = false;
    const seen = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<SharedConnection['page']>> = await connection.page(cursor ?? null);
      for (let start = 0; start < page.rows.length; start += mostRowsAtOnce) {
        if (this.#connection.isClosed) return;
        mirror.takeAll(page.rows.slice(start, start + mostRowsAtOnce));
        // Requests have priority over the window.
        await afterOthers();
      }
      if (this.#connection.isClosed) return;
      for (const { sid } of page.rows) seen.add(sid);
      cursor = page.next;
    }
    // A session that no page contained was removed, or was saved during the reading. Each is read alone.
    for (const sid of mirror.sids()) if (!seen.has(sid)) this.#changed.add(sid);
    mirror.tellQuiet();
  }
}
