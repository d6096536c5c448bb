import { rmSync } from 'node:fs';
import Sqlite, { type Database } from 'better-sqlite3';
import { ownerOnly } from '../storage/database/file-mode.ts';

/** A file with another version is deleted and made again. */
const version = 6;
/** Marks a file as an index of this app: the bytes "SInX". */
const applicationId = 0x53496e58;

/**
 * `texts` has each distinct text once. `grams` finds them by any three consecutive characters (folded, and without
 * storing the texts again), `names` by their start. `blocks` and `segments` contain items and rows in columns, see
 * dictionary.ts and segment.ts.
 */
const schema = `
CREATE TABLE meta (id INTEGER PRIMARY KEY CHECK (id = 1), meta_json TEXT NOT NULL) STRICT;
CREATE TABLE texts (id INTEGER PRIMARY KEY, field INTEGER NOT NULL, hash INTEGER NOT NULL, text TEXT NOT NULL) STRICT;
CREATE INDEX texts_by_hash ON texts (hash);
CREATE TABLE names (
  field INTEGER NOT NULL, folded TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (field, folded, id)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE grams USING fts5 (
  folded, content = '', detail = none, columnsize = 0, tokenize = 'trigram case_sensitive 1'
);
CREATE VIRTUAL TABLE gram_terms USING fts5vocab (grams, instance);
CREATE TABLE blocks (first_id INTEGER PRIMARY KEY, fields BLOB NOT NULL, starts BLOB NOT NULL, members BLOB NOT NULL) STRICT;
CREATE TABLE segments (first_id INTEGER PRIMARY KEY, last_id INTEGER NOT NULL, row_data BLOB NOT NULL) STRICT;
PRAGMA application_id = ${applicationId};
PRAGMA user_version = ${version};
`;

/**
 * Opens the index file at `path` or creates it. A file that is damaged or has another version is deleted and made
 * again. The index contains only data of the log, so it may be lost in a power failure. The file must not be open
 * anywhere else.
 */
export function openShardFile(path: string): Database {
  try {
    return open(path);
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error;
    deleteShardFile(path);
    return open(path);
  }
}

export function deleteShardFile(path: string): void {
  for (const part of [path, `${path}-wal`, `${path}-shm`, `${path}-journal`]) rmSync(part, { force: true });
}

function open(path: string): Database {
  ownerOnly(path);
  let database = connect(path);
  if (!isCurrent(database)) {
    database.close();
    deleteShardFile(path);
    ownerOnly(path);
    database = connect(path);
    database.transaction(() => database.exec(schema))();
  }
  return database;
}

function connect(path: string): Database {
  const database = new Sqlite(path);
  // With exclusive access to the file, SQLite needs no shared memory file.
  database.pragma('locking_mode = EXCLUSIVE');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = OFF');
  database.pragma('trusted_schema = OFF');
  database.pragma(`journal_size_limit = ${4 * 1024 * 1024}`);
  database.pragma('cache_size = -4000');
  return database;
}

function isCurrent(database: Database): boolean {
  const [id, found] = ['application_id', 'user_version'].map((name) => database.pragma(name, { simple: true }));
  return id === applicationId && found === version;
}
