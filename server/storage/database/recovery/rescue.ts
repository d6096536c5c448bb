import Sqlite, { type Database, SqliteError, type Statement } from 'better-sqlite3';

/**
 * The number of copied rows. `unreadable` is the number of rows that were found but could not be read; absent if there
 * were none.
 */
export interface Rescued {
  readonly sessions: number;
  readonly entries: number;
  readonly unreadable?: number;
}

/** Whether a row of a table, by its columns, can be read. */
export type IsReadableRow = (table: string, row: Readonly<Record<string, unknown>>) => boolean;

/** The tables that are copied. */
const tables = ['sessions', 'actor_jars', 'log', 'pins'] as const;

/** The time limit, since the start waits for this. Rows that are not copied by then remain in the renamed file. */
const patienceMs = 5_000;

/**
 * Copies the readable rows of a damaged database into a sound and empty one. It walks each table from both ends up to
 * the damage. Indexes are not used, since they may be damaged. An unreadable row stays in the damaged file and is
 * counted. Null if no row can be copied.
 */
export function rescue(damagedPath: string, sound: Database, isReadableRow: IsReadableRow): Rescued | null {
  let damaged: Database | undefined;
  try {
    damaged = new Sqlite(damagedPath, { readonly: true });
    const source = damaged;
    const deadlineMs = performance.now() + patienceMs;
    const [sessions, jars, entries, pins] = tables.map((table) =>
      copyTable(table, isReadableRow, source, sound, deadlineMs),
    );
    const unreadable = [sessions, jars, entries, pins].reduce((all, found) => all + (found?.unreadable ?? 0), 0);
    const copied = { sessions: sessions?.copied ?? 0, entries: entries?.copied ?? 0 };
    if (copied.sessions + copied.entries === 0) return null;
    return unreadable === 0 ? copied : { ...copied, unreadable };
  } catch (error) {
    if (error instanceof SqliteError) return null;
    throw error;
  } finally {
    damaged?.close();
  }
}

function copyTable(
  table: (typeof tables)[number],
  isReadableRow: IsReadableRow,
  source: Database,
  target: Database,
  deadlineMs: number,
): { copied: number; unreadable: number } {
  const columns = columnsOf(target, table).filter((column) => columnsOf(source, table).includes(column));
  const unreadable = new Set<unknown>();
  let copied = 0;
  if (columns.length === 0) return { copied, unreadable: 0 };
  const select = (order: 'ASC' | 'DESC') =>
    source
      .prepare<[], unknown[]>(`SELECT rowid, ${columns.join(', ')} FROM ${table} NOT INDEXED ORDER BY rowid ${order}`)
      .raw();
  const insert = target.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  /** True if the walk reached the end of the table or the time limit. */
  const walk = (order: 'ASC' | 'DESC'): boolean => {
    try {
      for (const [rowid, ...values] of select(order).iterate()) {
        const row = Object.fromEntries(columns.map((column, place) => [column, values[place]]));
        if (isReadableRow(table, row)) copied += insertIfSound(insert, values);
        else unreadable.add(rowid);
        if (performance.now() > deadlineMs) return true;
      }
      return true;
    } catch (error) {
      if (error instanceof SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return false;
      throw error;
    }
  };
  // The newest rows come first, because they matter most if the time runs out.
  target.transaction(() => walk('DESC') || walk('ASC'))();
  return { copied, unreadable: unreadable.size };
}

/** A row that the schema refuses is damaged too, even if it can be read. */
function insertIfSound(insert: Statement, values: unknown[]): number {
  try {
    return insert.run(...values).changes;
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

/** The ordinary columns of a table; generated columns are made again. Empty if the table does not exist. */
function columnsOf(database: Database, table: string): string[] {
  return database
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table);
}
