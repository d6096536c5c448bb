import Sqlite, { type Database, type Options } from 'better-sqlite3';
import { InspectorError } from '../../base/errors.ts';
import { type DatabasePlace, isSameFile, statsAt } from './file-identity.ts';

/** The path of an open database now names another file, or no file. */
export class DatabaseMoved extends InspectorError {
  constructor(path: string) {
    super('database-moved', 500, `${path} is not the file any more that is open.`);
  }
}

/**
 * A connection to an existing file. If a certain file is meant, another file at its path is not read, and neither are
 * the journals next to it: SQLite would use them and cut off the memory that the first connection uses. Throws
 * DatabaseMoved.
 */
export function connectTo({ path, identity }: DatabasePlace, options: Options): Database {
  const database = new Sqlite(path, { ...options, fileMustExist: true });
  const found = identity === null ? null : statsAt(path);
  // From here on, the file is open. SQLite reads nothing from it before the first statement.
  if (identity === null || (found !== null && isSameFile(found, identity))) return database;
  database.close();
  throw new DatabaseMoved(path);
}
