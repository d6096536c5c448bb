import type { CookieColumns } from '../storage/sessions/express-session-row.ts';
import type { StoreTls } from '../stores/store-tls.ts';

/** A session as a save writes it. */
export interface StoredForm extends CookieColumns {
  readonly sid: string;
  /** JSON of the session without its cookie. */
  readonly data: string;
}

/** A session in the shared store, expired or not. Times are wall-clock ms of the server that wrote them. */
export interface SharedRow {
  readonly sid: string;
  readonly dataJson: string;
  readonly cookieJson: string;
  readonly cookieExpires: boolean;
  readonly expiresAtMs: number;
  readonly createdAtMs: number;
  readonly lastUsedAtMs: number;
  /** Starts at 1, and grows by 1 with each save. */
  readonly version: number;
  /** Grows over the whole store with each save and each touch, so that two readings of a row can be put in order. */
  readonly revision: number;
}

/** The result of a save. */
export interface Saved {
  readonly version: number;
  readonly revision: number;
  readonly createdAtMs: number;
  /**
   * The row that was replaced, if its version was not the expected one: another server has saved the session
   * meanwhile. `dataJson` is null if the replaced data is not known.
   */
  readonly replaced: { readonly version: number; readonly dataJson: string | null } | null;
}

export interface Touched {
  readonly version: number;
  readonly revision: number;
}

export interface RowPage {
  readonly rows: readonly SharedRow[];
  /** The start of the next page. Null if this was the last one. */
  readonly next: string | null;
}

/** What a connection reports without being asked. */
export interface ConnectionEvents {
  /** A row was changed or removed, by any program. Null: any row may have changed. */
  changed(sid: string | null): void;
  /** The connection is lost and is never used again. Called at most once, and not after `close`. */
  lost(reason: Error): void;
}

/**
 * One connection to a store that several servers share. Calls take effect in the order in which they are made. After
 * the connection is lost, every call rejects. A rejected write may have been made or not, because its answer was lost.
 */
export interface SharedConnection {
  read(sid: string): Promise<SharedRow | null>;
  /**
   * Inserts or replaces a row. `expectedVersion` is the version that the caller has read; null if it has read none.
   * The row is replaced whatever its version is, and the result says if another version was replaced.
   */
  save(form: StoredForm, expectedVersion: number | null): Promise<Saved>;
  /** Moves the expiry of a live row. Null, and no change, if there is no live row. */
  touch(sid: string, columns: CookieColumns): Promise<Touched | null>;
  /** Returns the revision of the removed row. Null if there was none. */
  remove(sid: string): Promise<number | null>;
  /** Removes a row only if it has expired. */
  removeExpired(sid: string, nowMs: number): Promise<boolean>;
  /** Removes the rows that have expired, as far as the store does not do that itself. */
  sweep(nowMs: number): Promise<void>;
  /** Removes every row that exists at this moment. A row that is saved meanwhile stays. */
  clear(): Promise<void>;
  /** All rows, in steps that do not hold up the store. Null starts. A row may be on two pages. */
  page(cursor: string | null): Promise<RowPage>;
  /** Rejects if the store does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The statements behind the calls of the store, as they are sent, for display. */
export type StoreStatements = Readonly<Record<'get' | 'set' | 'touch' | 'destroy', string>>;

/** How to reach a shared store. */
export interface SharedPlace {
  readonly kind: 'redis' | 'postgres';
  /** Without a password. */
  readonly shown: string;
  readonly statements: StoreStatements;
  /** Connects once. Rejects with a StoreFault. Changes are reported from the moment at which it resolves. */
  connect(events: ConnectionEvents): Promise<SharedConnection>;
}

/** The address of a shared store and its credentials. */
export interface SharedAddress {
  /** Without a password. */
  readonly url: string;
  /** An address of the host of `url`. */
  readonly host: string;
  /** A socket file in the place of the host and its port. */
  readonly socketPath?: string;
  readonly password: string | null;
  /** Null for a connection without TLS. */
  readonly tls: StoreTls | null;
  /** The start of the names of keys, or of tables. Null for the default. */
  readonly prefix: string | null;
  /** Another limit than `callTimeoutMs`, for a machine that is busy. */
  readonly answerMs?: number;
}

/**
 * How long a call may take before the connection is given up. A request must not wait for a store that has stopped.
 */
export const callTimeoutMs = 2_000;

/** An expired row is kept this long, so that a request with its cookie is told that its session has expired. */
export const keptExpiredMs = 90_000;

/**
 * The answer of a call. Without one in time the call fails, and `onLate` gets the same error, because the connection
 * counts as lost.
 */
export async function answeredInTime<Answer>(
  asked: Promise<Answer>,
  answerMs: number,
  onLate: (error: Error) => void,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no answer within ${answerMs} ms`);
      reject(error);
      onLate(error);
    }, answerMs);
    timer.unref();
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
