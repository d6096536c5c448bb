import session, { type SessionData as ExpressSessionData } from 'express-session';
import type { Clock } from '../base/clock.ts';
import type { InspectorError } from '../base/errors.ts';
import type { SharedStore } from '../contract/shared-store.ts';
import {
  type CookieColumns,
  cookieColumns,
  fromRow,
  keyOf,
  refuseOther,
  sessionOf,
} from '../storage/sessions/express-session-row.ts';
import { readSession, SessionUnreadable } from '../storage/sessions/session-row.ts';
import type { Done, Found, SiteSessionStore, StoreAnswer } from '../storage/sessions/site-session-store.ts';
import type { SharedConnection, SharedPlace, SharedRow, StoredForm, StoreStatements } from './connection.ts';
import { isLoss, KeptConnection, SharedStoreAway } from './kept-connection.ts';
import type { Mirror } from './mirror.ts';
import { MirrorUpdates } from './mirror-updates.ts';

export interface SharedSessionStoreOptions {
  readonly place: SharedPlace;
  readonly mirror: Mirror;
  readonly clock: Clock;
  /** How long a session without an expiry of its cookie lives, counted from its last use. */
  readonly idleLimitMs: () => number;
  /** False if the window shows the statements of another store, which the records must not refer to. Default: true. */
  readonly tellsTiming?: boolean;
  /** Called when the state has changed. */
  readonly onState: (state: SharedStore) => void;
  /** Called with the sid of each session that cannot be read. */
  readonly onUnreadable?: (sid: string) => void;
  /** Receives failures that no caller waits for. */
  readonly report: (what: string, error: unknown) => void;
}

/**
 * An express-session store on a place that several servers share: Redis, Valkey or PostgreSQL. It keeps the Store
 * contract as our store on SQLite does: no method throws, every callback runs exactly once, a write is answered after
 * the place has made it, and a touch never restores a destroyed session. While the place cannot be reached, every call
 * answers with SharedStoreAway at once, and the store emits `disconnect`, later `connect`, as express-session expects.
 */
export class SharedSessionStore extends session.Store implements Omit<SiteSessionStore, keyof session.Store> {
  readonly statements: StoreStatements;
  readonly kind: SharedStore['kind'];
  readonly #options: SharedSessionStoreOptions;
  readonly #connection: KeptConnection;
  #clearing: Promise<unknown> = Promise.resolve();
  /** The last session that was found expired, for the observer, which asks right after the answer. */
  #expired: { readonly sid: string; readonly atMs: number } | null = null;

  constructor(options: SharedSessionStoreOptions) {
    super();
    this.#options = options;
    const { place, clock, report } = options;
    this.statements = place.statements;
    this.kind = place.kind;
    this.#connection = new KeptConnection({
      ...{ place, clock, report },
      onState: (state, before) => {
        if (state.state === 'away' && before.state !== 'away') this.emit('disconnect');
        if (state.state === 'connected' && before.state === 'away') this.emit('connect');
        options.onState(state);
      },
      onChanged: (sid) => updates.note(sid),
    });
    const updates = new MirrorUpdates(this.#connection, options.mirror);
  }

  /** Resolves when the first attempt to connect has ended, with or without success. */
  get opened(): Promise<void> {
    return this.#connection.opened;
  }

  get state(): SharedStore {
    return this.#connection.state;
  }

  opening(): Promise<void> | null {
    return this.state.state === 'connecting' ? this.opened : null;
  }

  /** Connects now, if the store is away. */
  connectNow(): void {
    this.#connection.connectNow();
  }

  whyAway(): InspectorError | null {
    return this.#connection.whyAway();
  }

  expiredSince(sid: string): number | null {
    return this.#expired?.sid === sid ? this.#expired.atMs : null;
  }

  /** As far as the mirror knows, which follows the store within milliseconds. */
  expiryOf(sid: string): number | null {
    return this.#options.mirror.expiryOf(sid);
  }

  /**
   * Gives a fresh object each time, and nothing for an unknown or expired sid. An expired row is removed. A session
   * that cannot be read is an error (SessionUnreadable).
   */
  override get(sid: string, callback: Found): void {
    this.#call(
      async (connection) => {
        if (keyOf(sid) === null) return null;
        const row = await connection.read(sid);
        if (row !== null && row.expiresAtMs > this.#options.clock.now()) return row;
        this.#expired = row === null ? null : { sid, atMs: row.expiresAtMs };
        if (row !== null) this.#removeExpired(connection, sid);
        return null;
      },
      (row, timing) => {
        if (row === null) return [null, null, timing];
        try {
          return [null, fromRow(textsOf(row)), { ...timing, version: row.version }];
        } catch (error) {
          if (error instanceof SessionUnreadable) this.#options.onUnreadable?.(sid);
          return [error];
        }
      },
      callback as (...answer: unknown[]) => void,
      () => null,
    );
  }

  /** Saves the whole session: inserts or replaces it. The session is read during this call. */
  override set(sid: string, session: ExpressSessionData, callback?: Done, expectedVersion: number | null = null): void {
    let form: StoredForm;
    try {
      if (keyOf(sid) === null) throw new TypeError('A session id must be well-formed Unicode');
      refuseOther(session);
      const { cookie: _, ...members } = session;
      form = { sid, data: JSON.stringify(members), ...this.#cookieColumns(session) };
    } catch (error) {
      setImmediate(() => callback?.(error));
      return;
    }
    this.#call(
      async (connection) => {
        const saved = await connection.save(form, expectedVersion);
        const { data, cookie, cookieExpires, expiresAtMs, nowMs } = form;
        this.#options.mirror.saved({
          ...{ sid, dataJson: data, cookieJson: cookie, cookieExpires: cookieExpires === 1, expiresAtMs },
          ...{ createdAtMs: saved.createdAtMs, lastUsedAtMs: nowMs, version: saved.version, revision: saved.revision },
        });
        return saved;
      },
      ({ version, replaced }, timing) => [
        undefined,
        { ...timing, version, ...(replaced === null ? {} : { replaced }) } satisfies StoreAnswer,
      ],
      callback,
      () => 1,
    );
  }

  /** Uses only the cookie of `session`. An unknown or expired sid stays unknown, without an error. */
  override touch(sid: string, session: ExpressSessionData, callback?: Done): void {
    let columns: CookieColumns;
    try {
      refuseOther(session);
      columns = this.#cookieColumns(session);
    } catch (error) {
      setImmediate(() => callback?.(error));
      return;
    }
    this.#call(
      async (connection) => {
        const touched = keyOf(sid) === null ? null : await connection.touch(sid, columns);
        if (touched !== null) this.#options.mirror.touched(sid, columns, touched);
        return touched;
      },
      (touched, timing) => [undefined, touched === null ? timing : { ...timing, version: touched.version }],
      callback,
      (touched) => (touched === null ? 0 : 1),
    );
  }

  /** An unknown sid is a success. */
  override destroy(sid: string, callback?: Done): void {
    this.#call(
      async (connection) => {
        const revision = keyOf(sid) === null ? null : await connection.remove(sid);
        if (revision !== null) this.#options.mirror.removed(sid, revision);
        return revision;
      },
      (_, timing) => [undefined, timing],
      callback,
      (revision) => (revision === null ? 0 : 1),
    );
  }

  /** Every live, readable session by sid, in the null-prototype form of MemoryStore. It reads the whole store. */
  override all(
    callback: (error: unknown, sessions?: ExpressSessionData[] | { [sid: string]: ExpressSessionData } | null) => void,
  ): void {
    const sessions: { [sid: string]: ExpressSessionData } = Object.create(null);
    this.#call(
      (connection) =>
        this.#eachLive(connection, (row) => {
          const { data, cookie, unreadable } = readSession(textsOf(row));
          if (unreadable.length > 0) this.#options.onUnreadable?.(row.sid);
          else sessions[row.sid] = sessionOf(data, cookie);
        }),
      () => [null, sessions],
      callback as (...answer: unknown[]) => void,
      () => null,
    );
  }

  override length(callback: (error: unknown, length?: number) => void): void {
    this.#call(
      (connection) => this.#eachLive(connection, () => {}),
      (count) => [null, count],
      callback as (...answer: unknown[]) => void,
      () => null,
    );
  }

  /** Removes every session that exists at this moment. A session that is saved meanwhile stays. */
  override clear(callback?: Done): void {
    this.#call(
      (connection) => {
        const clearing = connection.clear();
        this.#clearing = clearing.catch(() => {});
        return clearing;
      },
      () => [],
      callback,
      () => null,
    );
  }

  /** Ends the connection. Calls that wait get an error. */
  close(): Promise<void> {
    return this.#connection.close();
  }

  /**
   * Runs one call of the store, and answers its callback exactly once. `answerOf` makes the arguments of the callback.
   * An error that the callback throws belongs to its owner, and not to this call.
   */
  #call<Result>(
    work: (connection: SharedConnection) => Promise<Result>,
    answerOf: (result: Result, timing: StoreAnswer) => unknown[],
    callback: ((...answer: never[]) => void) | undefined,
    changesOf: (result: Result) => number | null,
  ): void {
    const startedMs = performance.now();
    const answer = (...values: unknown[]): void => {
      try {
        (callback as ((...answer: unknown[]) => void) | undefined)?.(...values);
      } catch (error) {
        setImmediate(() => {
          throw error;
        });
      }
    };
    this.#connection.use(work).then(
      (result) => {
        const microseconds = Math.round((performance.now() - startedMs) * 1000);
        const isTold = this.#options.tellsTiming ?? true;
        answer(...answerOf(result, isTold ? { microseconds, changes: changesOf(result) } : {}));
      },
      (error: unknown) => {
        answer(isLoss(error) ? (this.whyAway() ?? new SharedStoreAway((error as Error).message)) : error);
      },
    );
  }

  #cookieColumns(session: ExpressSessionData): CookieColumns {
    return cookieColumns(session, this.#options.clock.now(), this.#options.idleLimitMs);
  }

  async #eachLive(connection: SharedConnection, take: (row: SharedRow) => void): Promise<number> {
    await this.#clearing;
    const nowMs = this.#options.clock.now();
    const seen = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<SharedConnection['page']>> = await connection.page(cursor ?? null);
      for (const row of page.rows) {
        if (row.expiresAtMs <= nowMs || seen.has(row.sid)) continue;
        seen.add(row.sid);
        take(row);
      }
      cursor = page.next;
    }
    return seen.size;
  }

  #removeExpired(connection: SharedConnection, sid: string): void {
    connection
      .removeExpired(sid, this.#options.clock.now())
      .catch((error) => this.#connection.noteFailure('removing an expired session', error));
  }
}

function textsOf({ dataJson, cookieJson }: SharedRow) {
  return { data_json: dataJson, cookie_json: cookieJson };
}
