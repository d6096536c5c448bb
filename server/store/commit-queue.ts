import { AsyncResource } from 'node:async_hooks';
import type { Database } from 'better-sqlite3';

/** Called once, after the commit that holds the write, or with the error that kept it out. */
export type Committed<T> = (error: Error | null, value: T | undefined) => void;

interface PendingWrite {
  readonly run: () => unknown;
  readonly done: Committed<never>;
  /** The asynchronous context of the caller: whatever goes on in its answer still belongs to its own request. */
  readonly caller: AsyncResource;
  error: Error | null;
  value: unknown;
}

/**
 * Gathers the writes asked for in one turn of the event loop and commits them in one transaction. What a caller is told has
 * been written has been committed: a response sent after its callback survives `kill -9`.
 *
 * A write is one SQL statement, or wraps itself in `database.transaction`, so a write that fails undoes itself and its
 * neighbours stay. If SQLite gives up the whole transaction (disk full, I/O error), each write is tried once more on its own.
 * If there is no transaction to be had (another process holds the write lock), every caller is told at once: to wait again
 * for each of them would freeze the event loop.
 */
export class CommitQueue {
  readonly #database: Database;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  #pending: PendingWrite[] = [];
  #scheduled: NodeJS.Immediate | null = null;

  constructor(database: Database) {
    this.#database = database;
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /** Never throws; `done` runs exactly once, never within this call. */
  write<T>(run: () => T, done: Committed<T>): void {
    const caller = new AsyncResource('CommitQueueWrite');
    this.#pending.push({ run, done: done as Committed<never>, caller, error: null, value: undefined });
    this.#scheduled ??= setImmediate(() => this.flush());
  }

  /** Commits what is waiting, now. Callbacks may ask for more writes: those go into the next batch. */
  flush(): void {
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    this.#scheduled = null;
    const batch = this.#pending;
    this.#pending = [];
    if (batch.length === 0) return;
    if (!this.#commitTogether(batch)) for (const write of batch) this.#commitAlone(write);
    for (const write of batch) answer(write);
  }

  /** Commits until nothing is waiting: for the end of a run. */
  drain(): void {
    while (this.#pending.length > 0) this.flush();
  }

  /** True if the batch is settled: committed but for writes that failed alone, or refused as a whole. */
  #commitTogether(batch: PendingWrite[]): boolean {
    try {
      this.#begin.run();
    } catch (error) {
      for (const write of batch) write.error = asError(error);
      return true;
    }
    try {
      for (const write of batch) {
        attempt(write);
        if (!this.#database.inTransaction) return false;
      }
      this.#commit.run();
      return true;
    } catch {
      // COMMIT failed: the reason comes up again, for each write, when it is tried alone.
      this.#rollbackIfOpen();
      return false;
    }
  }

  #commitAlone(write: PendingWrite): void {
    try {
      this.#begin.run();
      attempt(write);
      if (this.#database.inTransaction) this.#commit.run();
    } catch (error) {
      write.error = asError(error);
      this.#rollbackIfOpen();
    }
  }

  #rollbackIfOpen(): void {
    if (this.#database.inTransaction) this.#rollback.run();
  }
}

function attempt(write: PendingWrite): void {
  write.error = null;
  try {
    write.value = write.run();
  } catch (error) {
    write.error = asError(error);
  }
}

/** A callback that throws must not keep its neighbours from their answers: the throw surfaces on its own. */
function answer(write: PendingWrite): void {
  try {
    const value = write.error === null ? (write.value as never) : undefined;
    write.caller.runInAsyncScope(write.done, undefined, write.error, value);
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
