import { parentPort } from 'node:worker_threads';

/**
 * An error as a thread tells it. Between threads, Node keeps the code of its own errors only; without the code of
 * SQLite's, the main thread does not know that a database is damaged.
 */
export interface ToldError {
  readonly message: string;
  /** Of the error or, where it has none of SQLite or the operating system, of its cause. */
  readonly code: string | null;
}

/** The last thing that a thread tells which ends with an error. */
export interface ThreadCrash {
  readonly crash: ToldError;
}

export function toldError(error: unknown): ToldError {
  const message = error instanceof Error ? error.message : String(error);
  return { message, code: rootCodeOf(error) };
}

/** The error that was told, with its code. */
export function errorOf({ message, code }: ToldError): Error {
  return code === null ? new Error(message) : Object.assign(new Error(message), { code });
}

/** To be called first in a thread: an error that nobody catches there is told with its code, and ends the thread. */
export function tellCrash(): void {
  process.on('uncaughtException', (error) => {
    parentPort?.postMessage({ crash: toldError(error) } satisfies ThreadCrash);
    process.exit(1);
  });
}

/** The code of the first cause: an error of ours is often about one of SQLite. */
function rootCodeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const inner = rootCodeOf(error.cause);
  return inner ?? ('code' in error && typeof error.code === 'string' ? error.code : null);
}
