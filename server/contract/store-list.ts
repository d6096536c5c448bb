/**
 * The sessions in the attached store of a watched app: pages of its rows, and one row. The rows are found by a walk
 * over the store, so each page also says what the walk has seen so far.
 */
import { z } from 'zod';
import type { ActorRef } from './actor.ts';
import type { Json, SessionData } from './json.ts';
import type { StoreState } from './store-state.ts';
import type { StoreWhy } from './store-why.ts';
import type { EncodingName, UnreadableReason, Wrapping } from './value-tree.ts';

export const storeSortSchema = z.enum(['session', 'changed', 'used', 'expires', 'bytes']);
export type StoreSort = z.infer<typeof storeSortSchema>;

export const storePageInput = z.object({
  sort: storeSortSchema.default('changed'),
  isDescending: z.boolean().default(true),
  /** A part of a key, or a whole cookie value, which leads to its row. */
  text: z.string().max(65_536).default(''),
  /** Whether rows whose value contains the text match as well. This is slow, because each value is read on its own. */
  inValues: z.boolean().default(false),
  /**
   * `logged`: requests of the log carried the session. `unlogged`: none did. `gone`: the log has the session, and the
   * store has no row of it.
   */
  state: z.enum(['all', 'logged', 'unlogged', 'gone']).default('all'),
  offset: z.number().int().min(0).max(100_000_000).default(0),
  limit: z.number().int().min(1).max(200).default(100),
  /** The version of the page that the caller has. If it is current, the answer has no rows. */
  since: z.string().max(100).nullable().default(null),
});
export type StorePageQuery = z.infer<typeof storePageInput>;

export const storeRowInput = z.object({ key: z.string().max(65_535) });

/** The values of a row that were read for the page. */
export type ValueSummary =
  /** The names of its first keys, and the number of all keys. */
  | { readonly state: 'read'; readonly keys: readonly string[]; readonly keyCount: number }
  /** The value is not a map, or its notation is not known. */
  | { readonly state: 'unreadable' }
  /** More than 1 MiB. Its content was not read. */
  | { readonly state: 'too-large' }
  /** The store did not answer, or the row is gone. */
  | { readonly state: 'not-read' };

/** A row of the list. */
export interface StoreRowSummary {
  readonly key: string;
  /** The id in the cookie. Null if the key is a one-way hash and the log has no cookie that leads to it. */
  readonly sid: string | null;
  /** `gone`: the log has the session, and the store has no row of it. */
  readonly state: 'live' | 'expired' | 'gone';
  /** On the clock of the row. Null if it has none, or if only the value contains it and was not read. */
  readonly expiresAtMs: number | null;
  /** The size of the value as it is stored. Null if the store does not tell it. */
  readonly bytes: number | null;
  /** When the row was last seen to change: new, rewritten, or with a later end. Null if it was not. */
  readonly changedAtMs: number | null;
  /** The last request of the log that carried the session. */
  readonly last: { readonly entryId: number; readonly atMs: number; readonly actor: ActorRef } | null;
  readonly value: ValueSummary;
  /** Whether loading the value would run programs or code. */
  readonly isDangerous: boolean;
}

/** How changes of the store are noticed. */
export type StoreNews =
  /** The store names each key that changes (Redis, CLIENT TRACKING). */
  | 'told'
  /** The system names each file that changes. */
  | 'names'
  /** The app that has the store in its process names each session that it writes or removes. */
  | 'app'
  /** The store tells that something has changed, and is looked through again (SQLite, data_version). */
  | 'version'
  /** The store is looked through again and again. */
  | 'polled';

/** What is known of the store as a whole. */
export interface StoreCensus {
  /** `complete`: every row was seen at least once. */
  readonly phase: 'first-walk' | 'complete';
  /** The rows and other keys that the present walk has seen, and about how many there are. Null if not known. */
  readonly seen: number;
  readonly about: number | null;
  /** The rows of sessions that are listed. */
  readonly rows: number;
  /** The sessions that the log has and the store has not. */
  readonly gone: number;
  /** The keys that were seen and belong to something else. */
  readonly otherKeys: number;
  /** Rows are left out, because there are more than are kept in memory. */
  readonly isFull: boolean;
  readonly mostRows: number;
  /** The columns that the store tells without its values being read. */
  readonly tells: readonly StoreSort[];
  readonly news: StoreNews;
  /** Why the store does not tell its changes itself. Null if it does, or if it never can. */
  readonly newsFault: StoreWhy | null;
  /** When the store was last seen as a whole. Null before. */
  readonly completedAtMs: number | null;
  /** How many values were searched for the text, of how many rows, and how many contain it. Null without a search. */
  readonly search: { readonly searched: number; readonly of: number; readonly found: number } | null;
  /**
   * The store cannot be read at present: the rows are those of `sinceMs`. `isTriedAgain`: it is asked again by itself.
   */
  readonly fault: { readonly why: StoreWhy; readonly sinceMs: number; readonly isTriedAgain: boolean } | null;
}

/** `unchanged`: the page is that of the given version. */
export type StorePage =
  | {
      readonly state: 'page';
      readonly version: string;
      readonly rows: readonly StoreRowSummary[];
      readonly matching: number;
      readonly census: StoreCensus;
      /** Whether keys are hashes, so that a row alone does not show its cookie. */
      readonly isOneWay: boolean;
      readonly mapping: string;
    }
  | { readonly state: 'unchanged' }
  /** No store is attached, it is not recognised, or it was never reached. */
  | { readonly state: 'no-list'; readonly store: StoreState | null };

/** The value of a row. */
export interface StoreValue {
  /** As JSON, with types of the language as objects with a `$type`. Null if it cannot be read. */
  readonly json: Json | null;
  /** The session: without the cookie that Express keeps in the value. Null if the value is not a map. */
  readonly data: SessionData | null;
  readonly encoding: EncodingName | null;
  readonly wrapping: readonly Wrapping[];
  readonly reason: UnreadableReason | null;
  /** The texts that can be seen in a value that cannot be read. */
  readonly strings: readonly string[];
  /** Encrypted, and no given secret opens it. */
  readonly isSealed: boolean;
  /** The first 16 KiB as they are stored. */
  readonly hex: string;
  readonly bytes: number;
  readonly dangerous: readonly string[];
}

/** Which clock of a row counts for the app, and where it is. */
export type StoreClock = 'ttl' | 'column' | 'value' | 'file-time' | 'none';

/** One row with its value, or what was last known of it. */
export interface StoreRow {
  readonly key: string;
  readonly sid: string | null;
  readonly isOneWay: boolean;
  readonly mapping: string;
  readonly clock: StoreClock;
  readonly readAtMs: number;
  readonly now:
    | {
        readonly state: 'present';
        readonly value: StoreValue;
        readonly expiresAtMs: number | null;
        /** The end by the cookie that Express keeps within its value. */
        readonly cookieExpiresAtMs: number | null;
      }
    | { readonly state: 'absent' }
    | { readonly state: 'out-of-reach'; readonly why: StoreWhy };
  /** The last request of the log that carried the session. */
  readonly last: StoreRowSummary['last'];
  /** What the log last recorded of the session. Null if the log has no content of it. */
  readonly lastKnown: { readonly data: SessionData; readonly atMs: number; readonly entryId: number } | null;
  /**
   * The last Set-Cookie of the log for this session. `endsAtMs` is null if it lasts until the browser closes, and
   * `setAtMs` if the line deleted the cookie or gave it another id.
   */
  readonly browserCookie: {
    readonly endsAtMs: number | null;
    readonly setAtMs: number;
    readonly entryId: number;
  } | null;
}
