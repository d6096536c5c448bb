import Sqlite, { type Database, SqliteError, type Statement } from 'better-sqlite3';

/** How many rows were taken over. `unreadable`: how many were met that hold nothing; absent if none was. */
export interface Rescued {
  readonly sessions: number;
  readonly entries: number;
  readonly unreadable?: number;
}

/** Whether a row of a table, by its columns, can be read. */
export type IsReadableRow = (table: string, row: Readonly<Record<string, unknown>>) => boolean;

/** The tables worth having. */
const tables = ['sessions', 'actor_jars', 'log', 'pins'] as const;

/** The start waits for this. Rows that are not copied by then remain in the renamed file. */
const patienceMs = 5_000;

/**
 * Copies what can still be read from a damaged database into a sound and empty one, by walking each table from both
 * of its ends up to the damage. Indexes are not used: they may be what is damaged. A row that holds nothing that can be
 * read is left in the damaged file, and counted. Null if nothing can be had.
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
  /** True if the walk came to the end of the table, or to its deadline. */
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
  // The newest rows first: they matter most if time runs out.
  target.transaction(() => walk('DESC') || walk('ASC'))();
  return { copied, unreadable: unreadable.size };
}

/** A row that the schema refuses is damaged too, however readable. */
function insertIfSound(insert: Statement, values: unknown[]): number {
  try {
    return insert.run(...values).changes;
  } catch (error) {
    if (error instanceof SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

/** The ordinary columns of a table; generated columns are made again. Empty if there is no such table. */
function columnsOf(database: Database, table: string): string[] {
  return database
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table);
}
