import type { Database, RunResult, Statement } from 'better-sqlite3';
import session, { type SessionData as ExpressSessionData } from 'express-session';
import type { Clock } from '../../base/clock.ts';
import type { CommitQueue } from '../database/commit-queue.ts';
import { type Deleted, deleteInChunks } from '../database/delete-in-chunks.ts';
import type { Committed, WaitingWrite } from '../database/pending-write.ts';
import { RowsOfTurn } from '../database/rows-of-turn.ts';
import { type StatementTiming, timed } from '../database/statement-timing.ts';
import { cookieColumns, fromRow, keyOf, refuseOther, sessionOf } from './express-session-row.ts';
import type { ChangeOfOne, SessionChange } from './session-change.ts';
import { readSession, SessionUnreadable } from './session-row.ts';
import { clearChunkRows, prepareStatements, type SessionRow } from './session-statements.ts';
import type { Done, Found } from './site-session-store.ts';

export interface SessionStoreOptions {
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly clock: Clock;
  /**
   * How long a session without an expiry of its cookie lives, counted from its last use. Read at each save and touch.
   */
  readonly idleLimitMs: () => number;
  readonly publish?: (change: SessionChange) => void;
  /** Called with the sid of each session that cannot be read. */
  readonly onUnreadable?: (sid: string) => void;
  /** Called with each failed read, before its caller. Failed writes are reported by the queue. */
  readonly onError?: (error: unknown) => void;
}

interface ReadRow {
  readonly row: SessionRow | undefined;
  readonly timing: StatementTiming;
}

/** The number of characters up to which a session is cached for the rest of its turn. */
const longestKept = 64 * 1024;

type Written = { result: RunResult; timing: StatementTiming };

/** A touch in the queue. Until it runs, a later touch of the session replaces its row. */
interface WaitingTouch {
  row: Record<string, unknown>;
  readonly write: WaitingWrite<Written>;
}

/**
 * An express-session store on SQLite, usable in any Express app. It keeps the Store contract of express-session: no
 * method throws, every callback runs exactly once, and a write is answered after its commit. Data and cookie are stored
 * separately: `touch` moves the expiry only and never restores a destroyed session (expressjs/session#632). A sid must
 * be well-formed Unicode: UTF-8 cannot distinguish lone surrogates, so such a sid is never found, and saving one is an
 * error. Saving a value that is not an object, or an expiry that is not a date, is an error too.
 */
export class SqliteSessionStore extends session.Store {
  readonly #options: SessionStoreOptions;
  readonly #sql: ReturnType<typeof prepareStatements>;
  /** The sids that were saved since the start of each running clear. These sessions stay. */
  readonly #savedSinceClear = new Set<Set<string>>();
  readonly #rowsOfTurn: RowsOfTurn<ReadRow>;
  /**
   * By sid, the touch that waits for its batch, as long as no other call has followed for that session. Each batch has
   * a new Map, because a long-lived Map that is filled and emptied all the time keeps its old contents alive in V8
   * (docs/speed.md).
   */
  #waitingTouches = new Map<string, WaitingTouch>();

  constructor(options: SessionStoreOptions) {
    super();
    this.#options = options;
    this.#sql = prepareStatements(options.database);
    this.#rowsOfTurn = new RowsOfTurn(() => options.queue.batchCount);
  }

  /** The SQL behind each call, exactly as it is run, for display. */
  get statements(): Readonly<Record<'get' | 'set' | 'touch' | 'destroy', string>> {
    return {
      get: this.#sql.find.source,
      set: this.#sql.upsert.source,
      touch: this.#sql.touch.source,
      destroy: this.#sql.destroy.source,
    };
  }

  /**
   * Returns a fresh object each time, and undefined for an unknown or expired sid. An expired row is removed. Requests
   * of one turn share the read of their session, and its timing. A session that cannot be read is an error
   * (SessionUnreadable): it exists and must not be taken for a missing one.
   */
  override get(sid: string, callback: Found): void {
    let found: ExpressSessionData | null;
    let timing: StatementTiming;
    try {
      const read = this.#rowsOfTurn.get(sid) ?? this.#read(sid);
      found = read.row === undefined ? null : this.#ifLive(sid, read.row);
      timing = read.timing;
    } catch (error) {
      if (error instanceof SessionUnreadable) this.#options.onUnreadable?.(sid);
      else this.#options.onError?.(error);
      callback(error);
      return;
    }
    callback(null, found, timing);
  }

  #read(sid: string): ReadRow {
    const { result: row, timing } = timed(() => this.#sql.find.get(keyOf(sid)));
    const read = { row, timing };
    if (row !== undefined && row.data_json.length <= longestKept) this.#rowsOfTurn.put(sid, read);
    return read;
  }

  /**
   * The past expiry of a session that `get` did not find. Null if the sid is unknown, or its row was removed already.
   */
  expiredSince(sid: string): number | null {
    const row = this.#sql.find.get(keyOf(sid));
    return row !== undefined && row.expires_at_ms <= this.#options.clock.now() ? row.expires_at_ms : null;
  }

  /**
   * The expiry of a stored session, even if it has passed and the row still exists. Null if there is no row. Changes
   * nothing.
   */
  expiryOf(sid: string): number | null {
    try {
      return this.#sql.find.get(keyOf(sid))?.expires_at_ms ?? null;
    } catch (error) {
      this.#options.onError?.(error);
      throw error;
    }
  }

  /** Saves the whole session: inserts or replaces it. The session is read during this call. */
  override set(sid: string, session: ExpressSessionData, callback?: Done): void {
    let row: Record<string, unknown>;
    let data: string;
    try {
      if (keyOf(sid) === null) throw new TypeError('A session id must be well-formed Unicode');
      refuseOther(session);
      const { cookie: _, ...members } = session;
      data = JSON.stringify(members);
      row = { sid, data, ...this.#cookieColumns(session) };
    } catch (error) {
      setImmediate(() => callback?.(error));
      return;
    }
    for (const kept of this.#savedSinceClear) kept.add(sid);
    this.#write(this.#sql.upsert, [row], { type: 'saved', sid }, callback, Buffer.byteLength(data));
  }

  /**
   * Uses only the cookie of `session` and moves the expiry. An unknown or expired sid stays unknown, without an error.
   * Touches of one session in the same batch become one statement with the last expiry. The result is the same, and a
   * page that makes ten requests at once writes its session once.
   */
  override touch(sid: string, session: ExpressSessionData, callback?: Done): void {
    let row: Record<string, unknown>;
    try {
      refuseOther(session);
      row = { sid: keyOf(sid), ...this.#cookieColumns(session) };
    } catch (error) {
      setImmediate(() => callback?.(error));
      return;
    }
    const waiting = this.#waitingTouches.get(sid);
    if (waiting?.write.isWaiting) {
      waiting.row = row;
      waiting.write.share(this.#answer({ type: 'touched', sid }, callback));
      return;
    }
    const answer = this.#answer({ type: 'touched', sid }, callback);
    const touch: WaitingTouch = {
      row,
      write: this.#options.queue.write(
        () => runTimed(this.#sql.touch, [touch.row]),
        (error, written) => {
          // When the first caller is answered, the transaction has run. A later touch cannot share it any more.
          if (this.#waitingTouches.get(sid) === touch) this.#waitingTouches = new Map();
          answer(error, written);
        },
      ),
    };
    this.#waitingTouches.set(sid, touch);
  }

  /** An unknown sid is a success. */
  override destroy(sid: string, callback?: Done): void {
    this.#write(this.#sql.destroy, [keyOf(sid)], { type: 'destroyed', sid }, callback);
  }

  /**
   * Every live, readable session by sid, in the null-prototype form of MemoryStore. It is meant for small stores; the
   * window reads pages instead.
   */
  override all(
    callback: (error: unknown, sessions?: ExpressSessionData[] | { [sid: string]: ExpressSessionData } | null) => void,
  ): void {
    const sessions: { [sid: string]: ExpressSessionData } = Object.create(null);
    try {
      for (const row of this.#sql.all.iterate(this.#options.clock.now())) {
        const { data, cookie, unreadable } = readSession(row);
        if (unreadable.length > 0) this.#options.onUnreadable?.(row.sid);
        else sessions[row.sid] = sessionOf(data, cookie);
      }
    } catch (error) {
      this.#options.onError?.(error);
      callback(error);
      return;
    }
    callback(null, sessions);
  }

  override length(callback: (error: unknown, length?: number) => void): void {
    let count: number | undefined;
    try {
      count = this.#sql.count.get(this.#options.clock.now());
    } catch (error) {
      this.#options.onError?.(error);
      callback(error);
      return;
    }
    callback(null, count ?? 0);
  }

  /** Removes every session that exists at this moment, one chunk at a time. A session that is saved meanwhile stays. */
  override clear(callback?: Done): void {
    this.#waitingTouches.clear();
    const kept = new Set<string>();
    this.#savedSinceClear.add(kept);
    let lastRowid = 0;
    const deleteChunk = (keptJson: string): Deleted<number>[] => {
      const rows = this.#sql.deleteNext.all(lastRowid, keptJson);
      lastRowid = rows.reduce((last, [rowid]) => Math.max(last, rowid), lastRowid);
      return rows;
    };
    const { queue } = this.#options;
    deleteInChunks({ queue, deleteChunk, chunkRows: clearChunkRows, kept }, (error, deleted) => {
      this.#savedSinceClear.delete(kept);
      try {
        if (deleted > 0) this.#options.publish?.({ type: 'cleared' });
      } finally {
        callback?.(error ?? undefined);
      }
    });
  }

  #ifLive(sid: string, row: SessionRow): ExpressSessionData | null {
    const now = this.#options.clock.now();
    if (row.expires_at_ms > now) return fromRow(row);
    this.#waitingTouches.delete(sid);
    this.#options.queue.write(
      () => runTimed(this.#sql.deleteExpired, [sid, now]),
      (error, written) => {
        // The session is over, whether its row could be removed or not.
        if (error !== null || written?.result.changes) this.#options.publish?.({ type: 'expired', sid });
      },
    );
    return null;
  }

  #cookieColumns(session: ExpressSessionData) {
    return cookieColumns(session, this.#options.clock.now(), this.#options.idleLimitMs);
  }

  #write(
    statement: Statement,
    parameters: unknown[],
    change: ChangeOfOne,
    callback: Done | undefined,
    bytes?: number,
  ): void {
    // A touch after this write must not be merged with a touch before it.
    this.#waitingTouches.delete(change.sid);
    this.#options.queue.write(() => runTimed(statement, parameters), this.#answer(change, callback), bytes);
  }

  #answer(change: SessionChange, callback: Done | undefined): Committed<Written> {
    return (error, written) => {
      if (error !== null) return callback?.(error);
      try {
        if (written?.result.changes) this.#options.publish?.(change);
      } finally {
        callback?.(undefined, written?.timing);
      }
    };
  }
}

function runTimed(statement: Statement, parameters: unknown[]): Written {
  return timed(
    () => statement.run(...parameters),
    ({ changes }) => changes,
  );
}
