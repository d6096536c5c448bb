import Sqlite, { type Database, SqliteError, type Statement } from 'better-sqlite3';

/** How many rows were taken over. */
export interface Rescued {
  readonly sessions: number;
  readonly entries: number;
}

/** The tables worth having, with the columns that must hold JSON for a row to be of use. */
const tables = [
  { name: 'sessions', json: ['data_json', 'cookie_json'] },
  { name: 'actor_jars', json: ['jar_json'] },
  { name: 'log', json: ['entry_json'] },
  { name: 'pins', json: ['entry_json'] },
] as const;

/** The start waits for this; what is not copied by then stays in the file that was kept. */
const patienceMs = 5_000;

/**
 * Copies what can still be read from a damaged database into a sound and empty one, by walking each table from both
 * of its ends up to the damage. Indexes are not used: they may be what is damaged. Null if the file cannot be read at
 * all.
 */
export function rescue(damagedPath: string, sound: Database): Rescued | null {
  let damaged: Database | undefined;
  try {
    damaged = new Sqlite(damagedPath, { readonly: true });
    const source = damaged;
    const deadlineMs = performance.now() + patienceMs;
    const [sessions = 0, , entries = 0] = tables.map(({ name, json }) =>
      copyTable(name, json, source, sound, deadlineMs),
    );
    return sessions + entries > 0 ? { sessions, entries } : null;
  } catch (error) {
    if (error instanceof SqliteError) return null;
    throw error;
  } finally {
    damaged?.close();
  }
}

function copyTable(
  table: string,
  json: readonly string[],
  source: Database,
  target: Database,
  deadlineMs: number,
): number {
  const columns = columnsOf(target, table).filter((column) => columnsOf(source, table).includes(column));
  if (columns.length === 0) return 0;
  const readable = json.map((column) => `json_valid(${column})`).join(' AND ');
  const select = (order: 'ASC' | 'DESC') =>
    source
      .prepare<[], unknown[]>(
        `SELECT rowid, ${columns.join(', ')} FROM ${table} NOT INDEXED WHERE ${readable} ORDER BY rowid ${order}`,
      )
      .raw();
  const insert = target.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let copied = 0;
  /** True if the walk came to the end of the table, or to its deadline. */
  const walk = (order: 'ASC' | 'DESC'): boolean => {
    try {
      for (const [, ...values] of select(order).iterate()) {
        copied += insertIfSound(insert, values);
        if (performance.now() > deadlineMs) return true;
      }
      return true;
    } catch (error) {
      if (error instanceof SqliteError && error.code.startsWith('SQLITE_CORRUPT')) return false;
      throw error;
    }
  };
  // The newest first: they are the ones that matter if time runs out.
  target.transaction(() => walk('DESC') || walk('ASC'))();
  return copied;
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

/** The ordinary columns of a table: what is generated is made again. None if there is no such table. */
function columnsOf(database: Database, table: string): string[] {
  return database
    .prepare<[string], string>('SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0')
    .pluck()
    .all(table);
}
