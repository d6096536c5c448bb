import { TRPCClientError } from '@trpc/client';
import type { Press } from './press.ts';
import type { RecordStore } from './record-store.ts';

/** Runs one command. A failure is reported as a problem in the window, and the result is null. Never rejects. */
export type Attempt = <T>(work: () => Promise<T>) => Promise<T | null>;

/** The result of a command waits for the end of a press, like every arriving message. */
export function createAttempt(store: RecordStore, press: Press): Attempt {
  return async (work) => {
    try {
      const result = await work();
      await new Promise<void>((resolve) => press.afterRelease(resolve));
      return result;
    } catch (error) {
      if (store.getState().connection !== 'refused') store.report(problemOf(error));
      return null;
    }
  };
}

/**
 * The result of `work`; null if `signal` aborted it, because then the user no longer needs it and no problem is
 * reported.
 */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

function problemOf(error: unknown) {
  const answer = answeredError(error);
  return answer === null ? ({ kind: 'unanswered' } as const) : ({ kind: 'command-failed', detail: answer } as const);
}

/** The response of the inspector, if there is one. An error without the inspector's shape was not sent by it. */
export function answeredError(error: unknown): string | null {
  const isAnswer = error instanceof TRPCClientError && error.shape !== undefined && error.shape !== null;
  return isAnswer ? error.message : null;
}
