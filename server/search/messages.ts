import type { ToldError } from '../base/thread-error.ts';
import type { SearchQuery } from '../contract/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { AllFound, RawAnswer } from './searches.ts';

/** The start parameters of the worker. */
export interface WorkerStart {
  /** The database that contains the log. */
  readonly database: DatabasePlace;
  /** The folder of the index files. */
  readonly folder: string;
}

/** A message to the worker. */
export type Order =
  | { readonly type: 'search'; readonly number: number; readonly query: SearchQuery }
  /** Finds all matches. The answer is complete, or it comes after a moment with the progress so far. */
  | { readonly type: 'find-all'; readonly number: number; readonly filter: string }
  | { readonly type: 'cancel'; readonly number: number }
  /** The log has new entries. */
  | { readonly type: 'grew' }
  /** Stops reading the log until `clear`, and confirms it. */
  | { readonly type: 'pause'; readonly number: number }
  /** The log was emptied, or emptying it failed. Deletes the index, starts again and confirms it. */
  | { readonly type: 'clear'; readonly number: number }
  | { readonly type: 'close' };

/**
 * A message from the worker. `log-failed`: the log could not be read, while the index files could. `unreadable`: the
 * ids of the unreadable entries, once the whole log is indexed.
 */
export type News =
  | Reply
  | { readonly type: 'log-failed'; readonly error: ToldError }
  | { readonly type: 'unreadable'; readonly ids: readonly number[] };

/** The reply to an order, with the number of the order. */
export type Reply =
  | { readonly type: 'answer'; readonly number: number; readonly answer: RawAnswer }
  | { readonly type: 'found'; readonly number: number; readonly found: AllFound }
  | { readonly type: 'done'; readonly number: number }
  /** The order failed. */
  | { readonly type: 'failed'; readonly number: number; readonly error: ToldError };
