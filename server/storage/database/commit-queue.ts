import { AsyncResource } from 'node:async_hooks';
import type { Database } from 'better-sqlite3';
import { troubleOf } from './database-trouble.ts';

/** Called once, after the commit that holds the write, or with the error that kept it out. */
export type Committed<T> = (error: Error | null, value: T | undefined) => void;

/** A write that waits for its batch. */
export interface WaitingWrite<T> {
  /** False once its statement has been run: then it is too late to change what it writes, or to share it. */
  readonly isWaiting: boolean;
  /** One more caller is answered by this write, with the same outcome. */
  share(done: Committed<T>): void;
  /** It writes this much more than was said. */
  grow(bytes: number): void;
}

class Caller {
  readonly done: Committed<never>;
  /** The asynchronous context of the caller: whatever goes on in its answer still belongs to its own request. */
  readonly context: AsyncResource;

  constructor(done: Committed<never>, context: AsyncResource) {
    this.done = done;
    this.context = context;
  }
}

/** A patient write joins the next batch that anyone asks for, and waits this long for one at most. */
const patienceMs = 4;

/** While another process holds the write lock, everything waits this long for it, between short looks. */
const lockPatienceMs = 5_000;
const lockLookEveryMs = 50;
/** More writes than this do not wait for a lock: memory has an end. */
const mostWaitingForLock = 10_000;
/** More bytes than these do not wait while the queue is held. */
const mostHeldBytes = 256 * 1024 * 1024;
/** A transaction takes no more writes once it has this many bytes. */
const transactionBytes = 4 * 1024 * 1024;
/** What a write costs in pages beside its own bytes: a page of the table and one of each index. */
const leastBytes = 16 * 1024;

/**
 * Gathers the writes asked for in one turn of the event loop and commits them in one transaction. What a caller is
 * told has been written has been committed: a response sent after its callback survives `kill -9`.
 *
 * A write is one SQL statement, or wraps itself in `database.transaction`, so a write that fails undoes itself and
 * its neighbours stay. If SQLite gives up the whole transaction (disk full, I/O error), each write is tried once more
 * on its own. If another process holds the write lock, the batch waits for it with the event loop going on, and with
 * what comes in meanwhile; after seconds of that, every caller is told. Writes of many bytes are several transactions,
 * so that the queue can be held between them.
 */
export class CommitQueue {
  readonly #database: Database;
  readonly #beginStatement;
  readonly #commit;
  readonly #rollback;
  /** Called before each transaction: what it finds wrong with the database can still keep it out. */
  beforeBatch: () => void = () => {};
  /** Called after each transaction, before its callers are answered; an error: the commit is not on the disk. */
  afterBatch: () => Error | null = () => null;
  /** Called after each transaction, when its callers have been answered, with about as many bytes as it wrote. */
  onBatch: (bytes: number) => void = () => {};
  /** Called with each error that kept a write out, before its caller is answered. */
  onError: (error: unknown) => void = () => {};
  #pending: PendingWrite[] = [];
  #batchCount = 0;
  #scheduled: NodeJS.Immediate | null = null;
  #patience: NodeJS.Timeout | null = null;
  #lockLook: NodeJS.Timeout | null = null;
  #lockedSinceMs: number | null = null;
  #isHeld = false;
  readonly #lockPatienceMs: number;
  /** Belongs to no request: what the answers to patient writes go on to do is nobody's. */
  readonly #ownContext = new AsyncResource('CommitQueue');

  constructor(database: Database, options: { readonly lockPatienceMs?: number } = {}) {
    this.#database = database;
    this.#lockPatienceMs = options.lockPatienceMs ?? lockPatienceMs;
    this.#beginStatement = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /** Never throws; `done` runs exactly once, never within this call. `bytes`: about what it writes, if that is much. */
  write<T>(run: () => T, done: Committed<T>, bytes = 0): WaitingWrite<T> {
    this.#scheduled ??= setImmediate(() => this.flush());
    return this.#add(run, callerOf(done), bytes);
  }

  /**
   * As `write`, for what no response waits for: it goes with the batch of others, so that a busy site commits once a
   * turn and not twice. On its own after a few milliseconds.
   */
  writePatiently<T>(run: () => T, done: Committed<T>, bytes = 0): WaitingWrite<T> {
    this.#patience ??= setTimeout(() => this.flush(), patienceMs);
    return this.#add(run, new Caller(done as Committed<never>, this.#ownContext), bytes);
  }

  /** Nothing is committed until `release`, unless too much is waiting. For the journal, which must be copied first. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    if (!this.#isHeld) return;
    this.#isHeld = false;
    if (this.#pending.length > 0) this.#scheduled ??= setImmediate(() => this.flush());
  }

  #add(run: () => unknown, caller: Caller, bytes: number): PendingWrite {
    const write = new PendingWrite(run, caller, bytes);
    this.#pending.push(write);
    return write;
  }

  /** How many batches have been written, or refused; one that is being written counts. */
  get batchCount(): number {
    return this.#batchCount;
  }

  /**
   * Commits what is waiting, now, unless that has to wait for a lock or for `release`. Callbacks may ask for more
   * writes: those go into the next batch.
   */
  flush(): void {
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#scheduled = null;
    this.#patience = null;
    if (this.#lockLook === null) this.#commitPending({ mayWait: true });
  }

  #commitPending({ mayWait }: { mayWait: boolean }): void {
    const last = this.#pending.at(-1);
    while (last?.isWaiting) {
      if (mayWait && this.#isHeld && bytesOf(this.#pending) <= mostHeldBytes) return;
      this.beforeBatch();
      const refusal = this.#begin();
      if (refusal !== null && mayWait && this.#waitsForLock(refusal, this.#pending.length)) return;
      this.#lockedSinceMs = null;
      this.#commitBatch(this.#pending.splice(0, countForTransaction(this.#pending)), refusal);
    }
  }

  #commitBatch(batch: PendingWrite[], refusal: Error | null): void {
    this.#batchCount++;
    if (refusal !== null) for (const write of batch) write.fail(refusal);
    else if (!this.#commitTogether(batch)) for (const write of batch) this.#commitAlone(write);
    const loss = this.afterBatch();
    if (loss !== null) for (const write of batch) write.fail(loss);
    for (const write of batch) {
      if (write.error !== null) this.onError(write.error);
      write.answer();
    }
    this.onBatch(bytesOf(batch));
  }

  /** Commits until nothing is waiting: for the end of a run. */
  drain(): void {
    if (this.#lockLook !== null) clearTimeout(this.#lockLook);
    this.#lockLook = null;
    while (this.#pending.length > 0) this.#commitPending({ mayWait: false });
  }

  /** Begins a transaction; the error if none is to be had. */
  #begin(): Error | null {
    try {
      this.#beginStatement.run();
      return null;
    } catch (error) {
      return asError(error);
    }
  }

  /**
   * True if a lock kept the batch from being written, and may still be let go of: then it is tried again in a moment.
   */
  #waitsForLock(refusal: Error, waiting: number): boolean {
    if (troubleOf(refusal) !== 'locked' || waiting > mostWaitingForLock) return false;
    const nowMs = performance.now();
    this.#lockedSinceMs ??= nowMs;
    if (nowMs - this.#lockedSinceMs >= this.#lockPatienceMs) return false;
    this.#lockLook = setTimeout(() => {
      this.#lockLook = null;
      this.#commitPending({ mayWait: true });
    }, lockLookEveryMs);
    return true;
  }

  /** In the transaction that has begun. True if it is committed, but for writes that failed alone. */
  #commitTogether(batch: PendingWrite[]): boolean {
    try {
      for (const write of batch) {
        write.attempt();
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
      this.#beginStatement.run();
      write.attempt();
      if (this.#database.inTransaction) this.#commit.run();
    } catch (error) {
      write.fail(asError(error));
      this.#rollbackIfOpen();
    }
  }

  #rollbackIfOpen(): void {
    if (this.#database.inTransaction) this.#rollback.run();
  }
}

/** How many of the first writes go into one transaction: one at least. */
function countForTransaction(writes: readonly PendingWrite[]): number {
  let bytes = 0;
  const end = writes.findIndex((write, place) => {
    bytes += write.bytes;
    return place > 0 && bytes > transactionBytes;
  });
  return end === -1 ? writes.length : end;
}

function bytesOf(writes: readonly PendingWrite[]): number {
  return writes.reduce((sum, { bytes }) => sum + bytes, 0);
}

class PendingWrite implements WaitingWrite<never> {
  isWaiting = true;
  /** About what it writes. */
  bytes: number;
  readonly #run: () => unknown;
  #callers: Caller[];
  error: Error | null = null;
  #value: unknown;

  constructor(run: () => unknown, caller: Caller, bytes: number) {
    this.#run = run;
    this.#callers = [caller];
    this.bytes = leastBytes + bytes;
  }

  grow(bytes: number): void {
    this.bytes += bytes;
  }

  share(done: Committed<never>): void {
    this.#callers.push(callerOf(done));
  }

  attempt(): void {
    this.isWaiting = false;
    this.error = null;
    try {
      this.#value = this.#run();
    } catch (error) {
      this.error = asError(error);
    }
  }

  fail(error: Error): void {
    this.isWaiting = false;
    this.error = error;
  }

  /** A callback that throws must not keep its neighbours from their answers: the throw surfaces on its own. */
  answer(): void {
    const value = this.error === null ? (this.#value as never) : undefined;
    const callers = this.#callers;
    // Whoever keeps this write for its outcome does not keep the requests that asked for it.
    this.#callers = [];
    for (const { done, context } of callers) {
      try {
        context.runInAsyncScope(done, undefined, this.error, value);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

function callerOf<T>(done: Committed<T>): Caller {
  return new Caller(done as Committed<never>, new AsyncResource('CommitQueueWrite'));
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
