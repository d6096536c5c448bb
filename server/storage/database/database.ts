import { statSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { DatabaseUnusable, InspectorError } from '../../base/errors.ts';
import { oddityAt } from '../../base/own-file.ts';
import { connectTo } from './connect-to.ts';
import { UnfitFile } from './database-trouble.ts';
import type { DatabasePlace } from './file-identity.ts';
import { ownerOnly } from './file-mode.ts';
import { applicationId, migrate, migrations, refuseNewer } from './migrate.ts';
import { schemaFault } from './schema-check.ts';
import { refuseSecondInstance } from './second-instance.ts';
import { canShareWal } from './sqlite-version.ts';
import { mendTotals } from './totals.ts';

/** While a file is opened, no request is served yet. */
const openingBusyMs = 250;
/**
 * A longer wait would freeze the event loop, since better-sqlite3 waits for a lock synchronously. The commit queue
 * waits longer without blocking.
 */
const busyMs = 20;

/** A read-write connection to the database. */
export interface OpenedDatabase {
  readonly database: Database;
  readonly sqliteVersion: string;
  /**
   * Whether other connections may open the file too. False with an old SQLite; the file is then locked for this
   * connection alone.
   */
  readonly isShared: boolean;
}

export interface OpenOptions {
  /** Whether to read every page first and refuse a file with a damaged page. It takes a moment for each megabyte. */
  readonly isChecked?: boolean;
  /** The folder of the instance that uses this connection. It is refused if another instance has the database open. */
  readonly instanceOf?: string;
  /** Called with the database in its original state, before the first change of its schema. */
  readonly beforeMigration?: (database: Database) => void;
}

/**
 * Opens or makes the database at `path`, including `:memory:`, with every pragma set explicitly and the schema up to
 * date. Throws DatabaseTooNew, DatabaseUnusable or DataDirInUse and does not change such a file.
 */
export function openDatabase(path: string, options: OpenOptions = {}): OpenedDatabase {
  let database: Database | undefined;
  try {
    if (path !== ':memory:') {
      refuseUnusable(path, options.isChecked ?? false);
      ownerOnly(path);
    }
    database = new Sqlite(path, { timeout: openingBusyMs });
    const sqliteVersion = database.prepare('SELECT sqlite_version()').pluck().get() as string;
    refuseForeign(database);
    const isShared = canShareWal(sqliteVersion);
    if (!isShared) database.pragma('locking_mode = EXCLUSIVE');
    else if (options.instanceOf !== undefined) refuseSecondInstance(database, options.instanceOf);
    configure(database);
    migrate(database, path, migrations, options.beforeMigration);
    mendTotals(database);
    database.pragma(`busy_timeout = ${busyMs}`);
    return { database, sqliteVersion, isShared };
  } catch (error) {
    database?.close();
    if (error instanceof InspectorError) throw error;
    throw new DatabaseUnusable(path, error);
  }
}

/**
 * A second, read-only connection, for exports of a stored log while the app may be running. Throws DatabaseUnusable and
 * does not change such a file.
 */
export function openDatabaseForReading({ path, identity }: DatabasePlace): Database {
  let database: Database | undefined;
  try {
    refuseUnreadable({ path, identity });
    // The connection could write but is not allowed to: if it were the last one to close, it would remove the -wal and
    // -shm files.
    database = connectTo({ path, identity }, { timeout: openingBusyMs });
    database.pragma('query_only = ON');
    database.pragma('trusted_schema = OFF');
    return database;
  } catch (error) {
    database?.close();
    throw new DatabaseUnusable(path, error);
  }
}

/** Throws if a file does not contain a log of this version. Reads through a connection that cannot write. */
function refuseUnreadable({ path, identity }: DatabasePlace): void {
  if (oddityAt(path) !== null) throw new UnfitFile('not-a-file', 'it is not a file');
  const database = connectTo({ path, identity }, { readonly: true, timeout: openingBusyMs });
  try {
    refuseForeign(database);
    const version = database.pragma('user_version', { simple: true }) as number;
    if (version !== migrations.length) {
      throw new Error(
        `its schema is version ${version}, this app reads version ${migrations.length}; start the app on it once`,
      );
    }
  } finally {
    database.close();
  }
}

/**
 * Throws if a file is not a database of this app. The file is read through a connection that cannot write, so a refused
 * file keeps its content, its mode, and a journal of its last program.
 */
function refuseUnusable(path: string, isChecked: boolean): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  if (!found.isFile()) throw new UnfitFile('not-a-file', 'it is not a file');
  const database = new Sqlite(path, { readonly: true, timeout: openingBusyMs });
  try {
    refuseForeign(database);
    refuseNewer(database, path);
    refuseIncomplete(database);
    if (isChecked) refuseDamaged(database);
  } catch (error) {
    if (!needsRecovery(error)) throw error;
  } finally {
    database.close();
  }
}

/** A run that was killed while it made the file left a journal, which only a writable connection can apply. */
function needsRecovery(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_READONLY');
}

function refuseForeign(database: Database): void {
  const id = database.pragma('application_id', { simple: true }) as number;
  const tables = database.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (id !== applicationId && (id !== 0 || tables > 0)) {
    throw new UnfitFile('foreign', 'it belongs to another program');
  }
}

function refuseIncomplete(database: Database): void {
  const fault = schemaFault(database);
  if (fault !== null) throw new UnfitFile('damaged', `it is incomplete: ${fault}`);
}

function refuseDamaged(database: Database): void {
  const found = firstDamage(database);
  if (found !== null) throw new UnfitFile('damaged', `it is damaged (${found})`);
}

/** Checks every page. Null if all are sound. This also finds a damaged index, which reading a table does not. */
export function firstDamage(database: Database): string | null {
  const found = database.pragma('quick_check(1)', { simple: true }) as string;
  return found === 'ok' ? null : found.replace(/^\*\*\* in database main \*\*\*\n/, '');
}

function configure(database: Database): void {
  database.pragma('journal_mode = WAL');
  // In WAL mode, NORMAL keeps every commit through a crash of the app. Only a power failure can lose the last commits,
  // but never damage the file.
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('secure_delete = ON');
  // Otherwise SQLite would write its temporary data into the shared temporary folder.
  database.pragma('temp_store = MEMORY');
  database.pragma(`journal_size_limit = ${16 * 1024 * 1024}`);
}
