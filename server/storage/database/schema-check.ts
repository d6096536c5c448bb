import Sqlite, { type Database } from 'better-sqlite3';
import { migrate, migrations } from './migrate.ts';

/**
 * The first table, index or column of the promised schema version that a file lacks, or one that a file without a
 * version has. Null if the schema is complete. Such a file was changed by hand, or by a program that ended in the
 * middle of a change without a transaction, or by the journal of another file.
 */
export function schemaFault(database: Database): string | null {
  const version = database.pragma('user_version', { simple: true }) as number;
  const found = namesIn(database);
  if (version === 0) return found[0] === undefined ? null : `it has ${found[0]} and no version`;
  const whole = new Sqlite(':memory:');
  try {
    migrate(whole, ':memory:', migrations.slice(0, version));
    const missing = namesIn(whole).find((name) => !found.includes(name));
    return missing === undefined ? null : `it has no ${missing}`;
  } finally {
    whole.close();
  }
}

/** In the form `table sessions (sid,data_json,...)`. */
function namesIn(database: Database): string[] {
  return database
    .prepare<[], string>(
      `SELECT type || ' ' || name || ifnull(' (' || (SELECT group_concat(c.name) FROM pragma_table_xinfo(s.name) AS c) || ')', '')
       FROM sqlite_schema AS s`,
    )
    .pluck()
    .all();
}
