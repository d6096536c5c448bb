import type { ToldError } from '../base/thread-error.ts';
import type { SearchQuery } from '../contract/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { AllFound, RawAnswer } from './searches.ts';

/** What the worker is started with. */
export interface WorkerStart {
  /** The database with the log. */
  readonly database: DatabasePlace;
  /** Where the index files are. */
  readonly folder: string;
}

/** What the worker is told. */
export type Order =
  | { readonly type: 'search'; readonly number: number; readonly query: SearchQuery }
  /** All that holds; answered when that is known, or in a moment with how far it is. */
  | { readonly type: 'find-all'; readonly number: number; readonly filter: string }
  | { readonly type: 'cancel'; readonly number: number }
  /** There are new entries in the log. */
  | { readonly type: 'grew' }
  /** Reads nothing more of the log until `clear`, and says so. */
  | { readonly type: 'pause'; readonly number: number }
  /** The log was emptied (or was not, after all): forgets all and begins anew; says so. */
  | { readonly type: 'clear'; readonly number: number }
  | { readonly type: 'close' };

/**
 * What the worker says. `log-failed`: the log, and no file of the index, could not be read. `unreadable`: the entries
 * that cannot be read, once the whole log was indexed.
 */
export type News =
  | Reply
  | { readonly type: 'log-failed'; readonly error: ToldError }
  | { readonly type: 'unreadable'; readonly ids: readonly number[] };

/** What it says to an order, by its number. */
export type Reply =
  | { readonly type: 'answer'; readonly number: number; readonly answer: RawAnswer }
  | { readonly type: 'found'; readonly number: number; readonly found: AllFound }
  | { readonly type: 'done'; readonly number: number }
  /** The order could not be carried out. */
  | { readonly type: 'failed'; readonly number: number; readonly error: ToldError };
