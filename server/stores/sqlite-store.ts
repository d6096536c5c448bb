import { access, constants, stat } from 'node:fs/promises';
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
 * delay the checkpoints of the app that owns the file. An open file can be read after it was removed, and after another
 * one has taken its place: what was read of such a file is not the store of the app any more, and counts as not read.
 * Rejects with a StoreFault if the file cannot be read.
 */
export async function openSqliteStore(path: string, shape: TableShape | null, clock: RowClock): Promise<StoreReader> {
  const identity = await fileThere(path);
  const database = await soon(() => {
    const opened = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    try {
      opened.pragma('query_only = 1');
      // Reads the header, so that a file that is no database is noticed now.
      opened.pragma('schema_version');
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  }, path);
  const sql = shape === null ? null : statements(database, shape);
  const rows = () => {
    if (sql === null) throw new StoreFault('columns-needed');
    return sql;
  };
  const checkPlace = async (): Promise<void> => {
    if ((await fileThere(path)) !== identity) throw new StoreFault('path-replaced', { place: path });
  };
  /** The check comes after the reading, so that it covers the moment of the reading. */
  const inPlace = async <T>(run: () => T): Promise<T> => {
    const result = await soon(run, path);
    await checkPlace();
    return result;
  };
  return {
    transport: 'sqlite',
    read: (key) =>
      inPlace(() => {
        const row = rows().read.get(key) as Row | undefined;
        if (row === undefined) return null;
        return { ...readInPart(bytesOf(row.value), row.size ?? 0), expiresAtMs: momentOf(row.expiry, clock) };
      }),
    page: (cursor, limit) =>
      inPlace((): KeyPage => {
        const { page } = rows();
        const found = page.all({ after: cursor ?? '', limit }) as { key: unknown }[];
        const keys = found.map(({ key }) => String(key));
        return { keys, next: found.length < limit ? null : (keys.at(-1) ?? null) };
      }),
    outline: () => inPlace(() => outlineOf(database)),
    walk: () =>
      walkByKey(async (after, limit) => {
        const found = (await inPlace(() => rows().walk.all({ after: after ?? '', limit }))) as HeadRow[];
        return found.map((row) => headOf(row, clock));
      }),
    heads: (keys) =>
      inPlace(() =>
        keys.map((key) => {
          const row = rows().head.get(key) as HeadRow | undefined;
          return row === undefined ? null : headOf(row, clock);
        }),
      ),
    count: () => inPlace(() => (sql?.count?.get() as number | null | undefined) ?? null),
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
    throw new StoreFault('table-refused', { place: database.name, quote: (error as Error).message });
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

/**
 * Which file it is. The file is not opened for that: closing it would drop every lock that SQLite holds on it in this
 * process (sqlite.org/howtocorrupt.html, section 2.2). Throws a StoreFault.
 */
async function fileThere(path: string): Promise<string> {
  try {
    const found = await stat(path, { bigint: true });
    if (!found.isFile()) throw new StoreFault('not-a-file', { place: path });
    await access(path, constants.R_OK);
    return `${found.dev} ${found.ino}`;
  } catch (error) {
    throw error instanceof StoreFault ? error : faultOfFile(error as NodeJS.ErrnoException, path);
  }
}

/** The fault of a file or folder that cannot be opened. */
export function faultOfFile(error: NodeJS.ErrnoException, path: string): StoreFault {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new StoreFault('path-missing', { place: path });
  if (error.code === 'EACCES' || error.code === 'EPERM') return new StoreFault('path-forbidden', { place: path });
  return new StoreFault('path-unreadable', { place: path, quote: error.message });
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
        if (performance.now() > until) throw new StoreFault('writer-holds', { place: path });
        await wait(3);
        continue;
      }
      if (code === 'SQLITE_CANTOPEN') throw new StoreFault('path-missing', { place: path, quote: message });
      if (code === 'SQLITE_NOTADB') throw new StoreFault('not-sqlite', { place: path });
      throw new StoreFault('path-unreadable', { place: path, quote: message });
    }
  }
}
