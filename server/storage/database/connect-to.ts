import Sqlite, { type Database, type Options } from 'better-sqlite3';
import { InspectorError } from '../../base/errors.ts';
import { type DatabasePlace, isSameFile, statsAt } from './file-identity.ts';

/** Another file is at the path of a database that is open, or none. */
export class DatabaseMoved extends InspectorError {
  constructor(path: string) {
    super('database-moved', 500, `${path} is not the file any more that is open.`);
  }
}

/**
 * A connection to a file that is there. Where a certain file is meant, nothing of another one is read, nor of the
 * journals beside it: SQLite would take those for its own, and cut off the memory that the first connection uses.
 * Throws DatabaseMoved.
 */
export function connectTo({ path, identity }: DatabasePlace, options: Options): Database {
  const database = new Sqlite(path, { ...options, fileMustExist: true });
  const found = identity === null ? null : statsAt(path);
  // The file is open from here on, and SQLite reads nothing of it before the first statement.
  if (identity === null || (found !== null && isSameFile(found, identity))) return database;
  database.close();
  throw new DatabaseMoved(path);
}
