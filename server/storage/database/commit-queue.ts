import { AsyncResource } from 'node:async_hooks';
import type { Database } from 'better-sqlite3';
import { runApart } from '../../base/run-apart.ts';
import { asError } from '../../base/thrown.ts';
import { troubleOf } from './database-trouble.ts';
import { Caller, type Committed, callerOf, PendingWrite, type WaitingWrite } from './pending-write.ts';

/** A patient write joins the next batch of any caller, and waits at most this long for one. */
const patienceMs = 4;

/** While another process has the write lock, all writes wait this long for it, with short checks in between. */
const lockPatienceMs = 5_000;
const lockLookEveryMs = 50;
/** The maximum number of writes that wait for a lock, which bounds the memory. */
const mostWaitingForLock = 10_000;
/** The maximum number of bytes that wait while the queue is held. */
const mostHeldBytes = 256 * 1024 * 1024;
/** A transaction takes no further writes once it has this many bytes. */
const transactionBytes = 4 * 1024 * 1024;

/**
 * Collects the writes of one turn of the event loop and commits them in one transaction. A caller's callback runs after
 * the commit, so a response that is sent after it survives `kill -9`. A write is one SQL statement, or wraps itself in
 * `database.transaction`, so a failed write is undone without affecting the others. If SQLite rolls back the whole
 * transaction (disk full, I/O error), each write is tried once more alone. If another process has the write lock, the
 * batch waits together with later writes while the event loop continues; after some seconds every caller gets an error.
 * Writes of many bytes become several transactions, so that the queue can be held between them.
 */
export class CommitQueue {
  readonly #database: Database;
  readonly #beginStatement;
  readonly #commit;
  readonly #rollback;
  /** Called before each transaction. If it finds a fault, the transaction is not written to the database. */
  beforeBatch: () => void = () => {};
  /**
   * Called after each transaction, before its callers are answered. An error means that the commit is not on the disk.
   */
  afterBatch: () => Error | null = () => null;
  /**
   * Called after each transaction, when its callers have been answered, with the approximate number of bytes that it
   * wrote.
   */
  onBatch: (bytes: number) => void = () => {};
  /** Called with each error of a write, before its caller is answered. */
  onError: (error: unknown) => void = () => {};
  #pending: PendingWrite[] = [];
  #work: (() => void)[] = [];
  #batchCount = 0;
  #scheduled: NodeJS.Immediate | null = null;
  #patience: NodeJS.Timeout | null = null;
  #lockLook: NodeJS.Timeout | null = null;
  #lockedSinceMs: number | null = null;
  #isHeld = false;
  readonly #lockPatienceMs: number;
  /** The queue belongs to no request, and neither does the work after a patient write. */
  readonly #ownContext = new AsyncResource('CommitQueue');

  constructor(database: Database, options: { readonly lockPatienceMs?: number } = {}) {
    this.#database = database;
    this.#lockPatienceMs = options.lockPatienceMs ?? lockPatienceMs;
    this.#beginStatement = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  /**
   * Never throws. `done` runs exactly once, never within this call. `bytes` is the approximate size of a large write.
   */
  write<T>(run: () => T, done: Committed<T>, bytes = 0): WaitingWrite<T> {
    this.#scheduled ??= setImmediate(() => this.flush());
    return this.#add(run, callerOf(done), bytes);
  }

  /**
   * Like `write`, for a write that no response waits for: it joins the batch of other writes, so that a busy site
   * commits once a turn. Without another batch it is written after a few milliseconds.
   */
  writePatiently<T>(run: () => T, done: Committed<T>, bytes = 0): WaitingWrite<T> {
    this.#patience ??= setTimeout(() => this.flush(), patienceMs);
    return this.#add(run, new Caller(done as Committed<never>, this.#ownContext), bytes);
  }

  /**
   * Runs `work` right before the next batch, or after `patienceMs` if there is none. This is for writes that no caller
   * waits for and that take time to prepare. They become part of that batch. All work of a queue has the same patience.
   * If `work` throws, the error is thrown separately.
   */
  beforeNextBatch(work: () => void, patienceMs: number): void {
    this.#patience ??= setTimeout(() => this.flush(), patienceMs);
    this.#work.push(work);
  }

  /**
   * Nothing is committed until `release`, unless too much is waiting. The journal uses this, because it must be copied
   * first.
   */
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

  /** The number of batches that were written or refused, including the one that is being written. */
  get batchCount(): number {
    return this.#batchCount;
  }

  /**
   * Commits the waiting writes now, unless they have to wait for a lock or for `release`. A callback may add writes;
   * they go into the next batch.
   */
  flush(): void {
    if (this.#scheduled !== null) clearImmediate(this.#scheduled);
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#scheduled = null;
    this.#patience = null;
    this.#prepare();
    if (this.#lockLook === null) this.#commitPending({ mayWait: true });
  }

  /** Runs the work that waits for the next batch now. Its writes wait for that batch. */
  runWork(): void {
    const work = this.#work;
    this.#work = [];
    for (const each of work) runApart(each);
  }

  #prepare(): void {
    if (this.#work.length === 0) return;
    this.runWork();
    // The writes are part of the pending batch, and need no separate one.
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
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

  /** Commits until no write is waiting: for the end of a run. */
  drain(): void {
    if (this.#lockLook !== null) clearTimeout(this.#lockLook);
    this.#lockLook = null;
    this.#prepare();
    while (this.#pending.length > 0) this.#commitPending({ mayWait: false });
  }

  /** Starts a transaction. Returns the error if that is not possible. */
  #begin(): Error | null {
    try {
      this.#beginStatement.run();
      return null;
    } catch (error) {
      return asError(error);
    }
  }

  /** True if a lock kept the batch from being written and may be released soon. The batch is then tried again. */
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

  /** Runs in the open transaction. True if it is committed, except for writes that failed alone. */
  #commitTogether(batch: PendingWrite[]): boolean {
    try {
      for (const write of batch) {
        write.attempt();
        if (!this.#database.inTransaction) return false;
      }
      this.#commit.run();
      return true;
    } catch {
      // COMMIT failed. The reason appears again for each write when it is tried alone.
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

/** The number of writes that go into one transaction, at least one. */
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
