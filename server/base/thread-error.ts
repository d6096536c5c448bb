import { parentPort } from 'node:worker_threads';
import { messageOf } from './thrown.ts';

/**
 * An error as a thread sends it. Between threads Node keeps only the codes of its own errors. Without SQLite's code the
 * main thread could not recognise a damaged database.
 */
export interface ToldError {
  readonly message: string;
  /** The code of the error; if that is not a code of SQLite or the operating system, the code of its cause. */
  readonly code: string | null;
}

/** The last message of a thread that ends with an error. */
export interface ThreadCrash {
  readonly crash: ToldError;
}

export function toldError(error: unknown): ToldError {
  const message = messageOf(error);
  return { message, code: rootCodeOf(error) };
}

/** The error that the thread sent, with its code. */
export function errorOf({ message, code }: ToldError): Error {
  return code === null ? new Error(message) : Object.assign(new Error(message), { code });
}

/** Has to be called first in a thread: an uncaught error is sent with its code and ends the thread. */
export function tellCrash(): void {
  process.on('uncaughtException', (error) => {
    parentPort?.postMessage({ crash: toldError(error) } satisfies ThreadCrash);
    process.exit(1);
  });
}

/** The code of the first cause, because an error of this app often wraps an error of SQLite. */
function rootCodeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const inner = rootCodeOf(error.cause);
  return inner ?? ('code' in error && typeof error.code === 'string' ? error.code : null);
}
