import { AsyncResource } from 'node:async_hooks';
import { runApart } from '../../base/run-apart.ts';
import { asError } from '../../base/thrown.ts';

/** Called once: after the commit of the write, or with the error of the write. */
export type Committed<T> = (error: Error | null, value: T | undefined) => void;

/** A write that waits for its batch. */
export interface WaitingWrite<T> {
  /** False once the statement has run: after that the write can neither be changed nor shared. */
  readonly isWaiting: boolean;
  /** Another caller waits for this write and gets the same outcome. */
  share(done: Committed<T>): void;
  /** The write has this many more bytes than were first declared. */
  grow(bytes: number): void;
}

/** A caller that waits for a write. */
export class Caller {
  readonly done: Committed<never>;
  /** The asynchronous context of the caller, so that the work of its callback still belongs to its own request. */
  readonly context: AsyncResource;

  constructor(done: Committed<never>, context: AsyncResource) {
    this.done = done;
    this.context = context;
  }
}

/** The cost of a write in pages beside its own bytes: a page of the table and a page of each index. */
const leastBytes = 16 * 1024;

/** A write that is collected, attempted in a transaction, perhaps again alone, and answered once. */
export class PendingWrite implements WaitingWrite<never> {
  isWaiting = true;
  /** The approximate size of the write. */
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

  /** A callback that throws must not prevent the answers to other callers. Its error is thrown separately. */
  answer(): void {
    const value = this.error === null ? (this.#value as never) : undefined;
    const callers = this.#callers;
    // The array is replaced, because a caller that keeps this write for its outcome must not keep the requests alive.
    this.#callers = [];
    for (const { done, context } of callers) {
      runApart(() => context.runInAsyncScope(done, undefined, this.error, value));
    }
  }
}

/** A caller in the asynchronous context of this call. */
export function callerOf<T>(done: Committed<T>): Caller {
  return new Caller(done as Committed<never>, new AsyncResource('CommitQueueWrite'));
}
