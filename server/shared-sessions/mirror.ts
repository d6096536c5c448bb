import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { openDatabase } from '../storage/database/database.ts';
import { createTotals, type Totals } from '../storage/database/totals.ts';
import type { CookieColumns } from '../storage/sessions/express-session-row.ts';
import type { SessionChange } from '../storage/sessions/session-change.ts';
import type { SharedRow, Touched } from './connection.ts';

export interface MirrorOptions {
  /** The path of the file. An existing file is replaced. `:memory:` for no file. */
  readonly path: string;
  readonly nowMs: () => number;
  /** Called with each change of a row, after it can be read here. */
  readonly publish: (change: SessionChange) => void;
}

/** The part of a row that says how new it is. */
interface Known {
  readonly version: number;
  readonly revision: number;
  readonly expires_at_ms: number;
}

/**
 * The rows of a shared store in SQLite, for the window: its lists sort, search and count in a way that neither Redis
 * nor a remote table can do for each keystroke. Requests never read it. It is filled by reading the store, and follows
 * the changes that the store reports.
 */
export class Mirror {
  readonly database: Database;
  readonly totals: () => Totals;
  readonly #options: MirrorOptions;
  readonly #known;
  readonly #put;
  readonly #touch;
  readonly #remove;
  readonly #sids;
  /** Each version of a row gets a new number, by which the index of the list finds what has changed. */
  #nextRowid = 1;
  #isSilent = false;
  #silentChanges = 0;

  constructor(options: MirrorOptions) {
    this.#options = options;
    const { path } = options;
    removeMirror(path);
    const { database } = openDatabase(path);
    this.database = database;
    // A crash may lose the last changes, because the content can be read from the store again.
    database.pragma('synchronous = OFF');
    database.exec(`ALTER TABLE sessions ADD COLUMN version INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE sessions ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;`);
    this.totals = createTotals(database);
    this.#known = database.prepare<[string], Known>(
      'SELECT version, revision, expires_at_ms FROM sessions WHERE sid = ?',
    );
    this.#put = database.prepare(`INSERT INTO sessions (rowid, sid, data_json, cookie_json, cookie_expires,
        expires_at_ms, created_at_ms, last_used_at_ms, version, revision)
      VALUES (@rowid, @sid, @dataJson, @cookieJson, @cookieExpires, @expiresAtMs, @createdAtMs, @lastUsedAtMs, @version,
        @revision)`);
    this.#touch = database.prepare(`UPDATE sessions SET rowid = @rowid, cookie_json = @cookie,
        cookie_expires = @cookieExpires, expires_at_ms = @expiresAtMs, last_used_at_ms = @nowMs, revision = @revision
      WHERE sid = @sid`);
    this.#remove = database.prepare<[string]>('DELETE FROM sessions WHERE sid = ?');
    this.#sids = database.prepare<[], string>('SELECT sid FROM sessions').pluck();
  }

  /** Takes a row that was read because the store reported a change. Null if the row does not exist any more. */
  took(sid: string, row: SharedRow | null): void {
    const known = this.#known.get(sid);
    if (row === null) {
      if (known !== undefined) this.#drop(sid, known);
    } else if (known?.revision !== row.revision) {
      this.#replace(row, known);
    }
  }

  /** Takes a row that this server has saved. A newer row is not replaced. */
  saved(row: SharedRow): void {
    const known = this.#known.get(row.sid);
    if (known === undefined || known.revision < row.revision) this.#replace(row, known);
  }

  /**
   * Takes a touch of this server. If the mirror has other data than the touched row, the report of the store brings
   * the whole row.
   */
  touched(sid: string, columns: CookieColumns, { version, revision }: Touched): void {
    const known = this.#known.get(sid);
    if (known === undefined || known.version !== version || known.revision >= revision) return;
    this.#touch.run({ ...columns, sid, revision, rowid: this.#nextRowid++ });
    this.#publish({ type: 'touched', sid });
  }

  /** Takes a removal by this server. A row that was saved afterwards stays. */
  removed(sid: string, revision: number): void {
    const known = this.#known.get(sid);
    if (known !== undefined && known.revision <= revision) this.#drop(sid, known);
  }

  /** The sids of all rows. */
  sids(): string[] {
    return this.#sids.all();
  }

  /** The expiry of a row, even if it has passed. Null if there is none. */
  expiryOf(sid: string): number | null {
    return this.#known.get(sid)?.expires_at_ms ?? null;
  }

  /** Takes many rows in one transaction. Their changes are published as one. */
  takeAll(rows: readonly SharedRow[]): void {
    this.quietly(() => {
      for (const row of rows) this.took(row.sid, row);
    });
  }

  /** Runs many changes in one transaction, and publishes them as one when `tellQuiet` is called. */
  quietly(work: () => void): void {
    this.#isSilent = true;
    try {
      this.database.transaction(work)();
    } finally {
      this.#isSilent = false;
    }
  }

  tellQuiet(): void {
    if (this.#silentChanges === 0) return;
    this.#silentChanges = 0;
    this.#options.publish({ type: 'reread' });
  }

  close(): void {
    this.database.close();
    removeMirror(this.#options.path);
  }

  #replace(row: SharedRow, known: Known | undefined): void {
    const { sid } = row;
    if (known !== undefined) this.#remove.run(sid);
    this.#put.run({ ...row, cookieExpires: row.cookieExpires ? 1 : 0, rowid: this.#nextRowid++ });
    this.#publish({ type: known?.version === row.version ? 'touched' : 'saved', sid });
  }

  #drop(sid: string, known: Known): void {
    this.#remove.run(sid);
    const isExpired = known.expires_at_ms <= this.#options.nowMs();
    this.#publish({ type: isExpired ? 'expired' : 'destroyed', sid });
  }

  #publish(change: SessionChange): void {
    if (this.#isSilent) this.#silentChanges++;
    else this.#options.publish(change);
  }
}

/** Removes the mirror of an earlier run, which a crash can leave behind. */
function removeMirror(path: string): void {
  if (path === ':memory:') return;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}
