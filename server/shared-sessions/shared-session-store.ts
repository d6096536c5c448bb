import { setImmediate as afterOthers } from 'node:timers/promises';
import session, { type SessionData as ExpressSessionData } from 'express-session';
import type { Clock } from '../base/clock.ts';
import { InspectorError } from '../base/errors.ts';
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
import { StoreFault } from '../stores/store-reader.ts';
import type { SharedConnection, SharedPlace, SharedRow, StoredForm, StoreStatements } from './connection.ts';
import type { Mirror } from './mirror.ts';

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

/** The shared store cannot be reached. Every request that needs its session is answered with this error. */
export class SharedStoreAway extends InspectorError {
  constructor(detail: string) {
    super(
      'session-store-away',
      503,
      `The sessions cannot be read or saved, because their store cannot be reached. ${detail}`,
    );
  }
}

const firstRetryMs = 200;
const retryMs = 1_000;
const pingEveryMs = 2_000;
const sweepEveryMs = 60_000;
/** The number of rows that are written to the mirror in one step. */
const mostRowsAtOnce = 50;
/** The number of reported rows that are read at once. */
const mostReads = 100;

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
  #connection: SharedConnection | null = null;
  #state: SharedStore;
  /** Resolves when the first attempt to connect has ended, with or without success. */
  readonly opened: Promise<void>;
  #isClosed = false;
  #retry: NodeJS.Timeout | null = null;
  readonly #timers: NodeJS.Timeout[] = [];
  /** The sids whose rows have changed since they were read, and whether any row may have changed. */
  #changed = new Set<string>();
  #isAllChanged = false;
  #isReading = false;
  #clearing: Promise<unknown> = Promise.resolve();
  /** The last session that was found expired, for the observer, which asks right after the answer. */
  #expired: { readonly sid: string; readonly atMs: number } | null = null;

  constructor(options: SharedSessionStoreOptions) {
    super();
    this.#options = options;
    const { kind, shown, statements } = options.place;
    this.statements = statements;
    this.kind = kind;
    this.#state = { state: 'connecting', kind, shown };
    this.opened = this.#connect();
    const every = (ms: number, what: string, work: (connection: SharedConnection) => Promise<void>) => {
      const timer = setInterval(() => {
        const connection = this.#connection;
        // A loss is reported by the connection itself.
        if (connection !== null) void work(connection).catch((error) => this.#noteFailure(what, error));
      }, ms);
      timer.unref();
      this.#timers.push(timer);
    };
    every(pingEveryMs, 'asking the session store for an answer', (connection) => connection.ping());
    every(sweepEveryMs, 'removing expired sessions', (connection) => connection.sweep(options.clock.now()));
  }

  get state(): SharedStore {
    return this.#state;
  }

  whyAway(): InspectorError | null {
    return this.#state.state === 'away' ? new SharedStoreAway(this.#state.detail) : null;
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
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#retry !== null) clearTimeout(this.#retry);
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
    await this.opened;
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
    this.#withConnection(work).then(
      (result) => {
        const microseconds = Math.round((performance.now() - startedMs) * 1000);
        const isTold = this.#options.tellsTiming ?? true;
        answer(...answerOf(result, isTold ? { microseconds, changes: changesOf(result) } : {}));
      },
      (error: unknown) => {
        // A statement that the store refuses is a failure of this call alone. After a loss, the store is away.
        answer(this.#isLoss(error) ? (this.whyAway() ?? new SharedStoreAway((error as Error).message)) : error);
      },
    );
  }

  #cookieColumns(session: ExpressSessionData): CookieColumns {
    return cookieColumns(session, this.#options.clock.now(), this.#options.idleLimitMs);
  }

  #isLoss(error: unknown): boolean {
    return error instanceof StoreFault && error.code !== 'failed' && error.code !== 'not-a-store';
  }

  async #withConnection<Result>(work: (connection: SharedConnection) => Promise<Result>): Promise<Result> {
    // Without an await, so that calls reach the connection in the order in which they were made.
    if (this.#connection !== null) return work(this.#connection);
    if (this.#state.state === 'connecting') await this.opened;
    if (this.#connection === null)
      throw this.whyAway() ?? new SharedStoreAway(this.#isClosed ? 'The site is closing.' : 'It is being connected.');
    return work(this.#connection);
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
      .catch((error) => this.#noteFailure('removing an expired session', error));
  }

  async #connect(): Promise<void> {
    let connection: SharedConnection;
    let lostAtOnce: Error | null = null;
    try {
      connection = await this.#options.place.connect({
        changed: (sid) => this.#noteChanged(sid),
        lost: (reason) => {
          if (this.#connection === null) lostAtOnce = reason;
          else this.#lose(reason);
        },
      });
      if (lostAtOnce !== null) throw lostAtOnce;
    } catch (error) {
      this.#lose(error as Error);
      return;
    }
    if (this.#isClosed) return connection.close();
    this.#connection = connection;
    const { kind, shown } = this.#options.place;
    const wasAway = this.#state.state === 'away';
    this.#state = { state: 'connected', kind, shown };
    this.#noteChanged(null);
    if (wasAway) this.emit('connect');
    this.#options.onState(this.#state);
  }

  #lose(reason: Error): void {
    if (this.#isClosed) return;
    this.#connection = null;
    const { kind, shown } = this.#options.place;
    const before = this.#state;
    const sinceMs = before.state === 'away' ? before.sinceMs : this.#options.clock.now();
    const code = reason instanceof StoreFault ? reason.code : 'failed';
    this.#state = { state: 'away', kind, shown, code, detail: reason.message, sinceMs };
    if (before.state !== 'away') this.emit('disconnect');
    if (before.state !== 'away' || before.detail !== reason.message) this.#options.onState(this.#state);
    this.#retry = setTimeout(() => void this.#connect(), before.state === 'away' ? retryMs : firstRetryMs);
    this.#retry.unref();
  }

  #noteChanged(sid: string | null): void {
    if (sid === null) this.#isAllChanged = true;
    else this.#changed.add(sid);
    if (!this.#isReading) void this.#readChanges();
  }

  /**
   * Reads what has changed into the mirror, one batch after the other, so that a later reading of a row never comes
   * before an earlier one.
   */
  async #readChanges(): Promise<void> {
    this.#isReading = true;
    try {
      // Several reports of one turn are one reading.
      await Promise.resolve();
      while (this.#connection !== null && (this.#isAllChanged || this.#changed.size > 0)) {
        const connection = this.#connection;
        if (this.#isAllChanged) await this.#readAll(connection);
        else await this.#readSome(connection);
      }
    } catch (error) {
      // After a loss everything is read again. For another error, the reading is tried again.
      this.#noteFailure('reading the changed sessions', error);
      if (this.#connection !== null) {
        setTimeout(() => this.#noteChanged(null), retryMs).unref();
      }
    } finally {
      this.#isReading = false;
    }
  }

  async #readSome(connection: SharedConnection): Promise<void> {
    const sids = [...this.#changed].slice(0, mostReads);
    for (const sid of sids) this.#changed.delete(sid);
    const found = await Promise.allSettled(sids.map((sid) => connection.read(sid)));
    if (this.#isClosed) return;
    for (const [place, result] of found.entries()) {
      if (result.status === 'rejected') this.#noteFailure('reading a changed session', result.reason);
      else this.#options.mirror.took(sids[place] ?? '', result.value);
    }
  }

  async #readAll(connection: SharedConnection): Promise<void> {
    const { mirror } = this.#options;
    this.#isAllChanged = false;
    const seen = new Set<string>();
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<SharedConnection['page']>> = await connection.page(cursor ?? null);
      for (let start = 0; start < page.rows.length; start += mostRowsAtOnce) {
        if (this.#isClosed) return;
        mirror.takeAll(page.rows.slice(start, start + mostRowsAtOnce));
        // Requests have priority over the window.
        await afterOthers();
      }
      if (this.#isClosed) return;
      for (const { sid } of page.rows) seen.add(sid);
      cursor = page.next;
    }
    // They were removed, or saved during the reading: each is read alone.
    for (const sid of mirror.sids()) if (!seen.has(sid)) this.#changed.add(sid);
    mirror.tellQuiet();
  }

  #noteFailure(what: string, error: unknown): void {
    if (!this.#isClosed && !this.#isLoss(error)) this.#options.report(what, error);
  }
}

function textsOf({ dataJson, cookieJson }: SharedRow) {
  return { data_json: dataJson, cookie_json: cookieJson };
}
