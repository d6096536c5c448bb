import { open } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import type { RowClock, TableShape } from './mappings.ts';
import { momentOf } from './row-time.ts';
import {
  type KeyPage,
  mostValueBytes,
  type RowHead,
  readInPart,
  StoreFault,
  type StoreOutline,
  type StoreReader,
} from './store-reader.ts';
import { walkByKey } from './walk-by-key.ts';

/** How long a read waits for a writer that holds the file. */
const mostBusyMs = 45;

/**
 * The tables of a SQLite file, opened read-only. No statement stays open between calls, because an open one would
 * delay the checkpoints of the app that owns the file. Rejects with a StoreFault if the file cannot be read.
 */
export async function openSqliteStore(path: string, shape: TableShape | null, clock: RowClock): Promise<StoreReader> {
  const identity = await checkFile(path);
  const database = await soon(() => {
    const opened = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    opened.pragma('query_only = 1');
    // Reads the header, so that a file that is no database is noticed now.
    opened.pragma('schema_version');
    return opened;
  }, path);
  const sql = shape === null ? null : statements(database, shape);
  const rows = () => {
    if (sql === null) throw new StoreFault('not-a-store', 'Say which columns hold the key, the value and the expiry.');
    return sql;
  };
  return {
    transport: 'sqlite',
    read: (key) =>
      soon(() => {
        const row = rows().read.get(key) as Row | undefined;
        if (row === undefined) return null;
        return { ...readInPart(bytesOf(row.value), row.size ?? 0), expiresAtMs: momentOf(row.expiry, clock) };
      }, path),
    page: (cursor, limit) =>
      soon((): KeyPage => {
        const { page } = rows();
        const found = page.all({ after: cursor ?? '', limit }) as { key: unknown }[];
        const keys = found.map(({ key }) => String(key));
        return { keys, next: found.length < limit ? null : (keys.at(-1) ?? null) };
      }, path),
    outline: () => soon(() => outlineOf(database), path),
    walk: () =>
      walkByKey(async (after, limit) => {
        const found = (await soon(() => rows().walk.all({ after: after ?? '', limit }), path)) as HeadRow[];
        return found.map((row) => headOf(row, clock));
      }),
    heads: (keys) =>
      soon(
        () =>
          keys.map((key) => {
            const row = rows().head.get(key) as HeadRow | undefined;
            return row === undefined ? null : headOf(row, clock);
          }),
        path,
      ),
    async count() {
      // An open file can be read after it was removed, and after another one has taken its place.
      if ((await checkFile(path)) !== identity)
        throw new StoreFault('not-there', `${path} was replaced by another file, which is opened now.`);
      return soon(() => (sql?.count?.get() as number | null | undefined) ?? null, path);
    },
    async watch(_prefix, listener) {
      const version = () => database.pragma('data_version', { simple: true });
      let known = version();
      const timer = setInterval(() => {
        // If the file is locked by a writer or was removed, the next read fails with the reason.
        const now = attempt(version) ?? known;
        if (now === known) return;
        known = now;
        listener.something();
      }, versionPaceMs);
      timer.unref();
      return {
        news: 'version',
        async stop() {
          clearInterval(timer);
        },
      };
    },
    async close() {
      database.close();
    },
  };
}

const versionPaceMs = 250;

interface HeadRow {
  readonly key: unknown;
  readonly expiry: unknown;
  readonly bytes: number | null;
}

function headOf({ key, expiry, bytes }: HeadRow, clock: RowClock): RowHead {
  return { key: String(key), expiresAtMs: momentOf(expiry, clock), bytes: bytes ?? 0 };
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

interface Row {
  readonly value: unknown;
  readonly expiry: unknown;
  readonly size: number | null;
}

function statements(database: Database.Database, { table, key, value, expiry }: TableShape) {
  const end = expiry === null ? 'NULL' : name(expiry);
  // The size is in the header of a row, so the value itself is not read.
  const head = `SELECT ${name(key)} AS key, ${end} AS expiry, octet_length(${name(value)}) AS bytes FROM ${name(table)}`;
  try {
    return {
      walk: database.prepare(`${head} WHERE ${name(key)} > @after ORDER BY ${name(key)} LIMIT @limit`),
      head: database.prepare(`${head} WHERE ${name(key)} = ? LIMIT 1`),
      // The largest rowid is found immediately. Counting would read the whole table.
      count: attempt(() => database.prepare(`SELECT max(_rowid_) FROM ${name(table)}`).pluck()),
      read: database.prepare(
        `SELECT substr(${name(value)}, 1, ${mostValueBytes + 1}) AS value,
                ${end} AS expiry, octet_length(${name(value)}) AS size
         FROM ${name(table)} WHERE ${name(key)} = ? LIMIT 1`,
      ),
      page: database.prepare(
        `SELECT ${name(key)} AS key FROM ${name(table)} WHERE ${name(key)} > @after ORDER BY ${name(key)} LIMIT @limit`,
      ),
    };
  } catch (error) {
    database.close();
    throw new StoreFault(
      'not-a-store',
      `The file has no table ${table} with the columns of a session store: ${(error as Error).message}.`,
    );
  }
}

/** A name of SQL. */
function name(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function bytesOf(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  return Buffer.from(value === null || value === undefined ? '' : String(value));
}

function outlineOf(database: Database.Database): StoreOutline {
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' LIMIT 200")
    .all() as { name: string }[];
  return {
    tables: tables.map((table) => ({
      name: table.name,
      columns: database.prepare('SELECT name, type FROM pragma_table_info(?)').all(table.name) as {
        name: string;
        type: string;
      }[],
    })),
    keys: [],
  };
}

/** Which file it is. Throws a StoreFault if it is not a database of SQLite. */
async function checkFile(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, 0);
      if (bytesRead > 0 && buffer.toString('latin1', 0, 15) !== 'SQLite format 3')
        throw new StoreFault('not-a-store', `${path} is not a database of SQLite.`);
      const { dev, ino } = await file.stat();
      return `${dev} ${ino}`;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw error instanceof StoreFault ? error : faultOfFile(error as NodeJS.ErrnoException, path);
  }
}

/** The fault of a file or folder that cannot be opened. */
export function faultOfFile(error: NodeJS.ErrnoException, path: string): StoreFault {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR')
    return new StoreFault('not-there', `${path} is not there. Check the path, and whether the app has made it yet.`);
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return new StoreFault('no-permission', `This user may not read ${path}. Run the inspector as the user of the app.`);
  return new StoreFault('failed', `${path} cannot be read: ${error.message}.`);
}

/** Runs a statement now, and again while a writer holds the file, without holding up this process. */
async function soon<T>(run: () => T, path: string): Promise<T> {
  const until = performance.now() + mostBusyMs;
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (error instanceof StoreFault) throw error;
      const { code = '', message } = error as { readonly code?: string; readonly message: string };
      if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
        if (performance.now() > until)
          throw new StoreFault(
            'busy',
            `A program is writing ${path} and holds it. It is asked again with the next request.`,
          );
        await wait(3);
        continue;
      }
      if (code === 'SQLITE_CANTOPEN') throw new StoreFault('not-there', `${path} cannot be opened. Check the path.`);
      if (code === 'SQLITE_NOTADB') throw new StoreFault('not-a-store', `${path} is not a database of SQLite.`);
      throw new StoreFault('failed', `${path} cannot be read: ${message}.`);
    }
  }
}
