import { SqliteError } from 'better-sqlite3';
import {
  type FileDefect,
  type FileObstacle,
  fileDefectSchema,
  fileObstacleSchema,
} from '../../contract/storage-state.ts';

/** Why a file could not be used as the database. */
export type DatabaseTrouble = FileDefect | FileObstacle | 'unknown';

export function isDefect(trouble: DatabaseTrouble): trouble is FileDefect {
  return fileDefectSchema.safeParse(trouble).success;
}

export function isObstacle(trouble: DatabaseTrouble): trouble is FileObstacle {
  return fileObstacleSchema.safeParse(trouble).success;
}

/** Thrown if a check of the file finds the trouble, rather than an error of SQLite. */
export class UnfitFile extends Error {
  readonly trouble: FileDefect | FileObstacle;

  constructor(trouble: FileDefect | FileObstacle, message: string) {
    super(message);
    this.name = 'UnfitFile';
    this.trouble = trouble;
  }
}

/**
 * By the first letters of SQLite's and the operating system's codes; the first match counts. Source:
 * https://sqlite.org/rescode.html.
 */
const byCode: readonly (readonly [code: string, trouble: DatabaseTrouble])[] = [
  ['SQLITE_NOTADB', 'not-a-database'],
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_BUSY', 'locked'],
  ['SQLITE_LOCKED', 'locked'],
  ['SQLITE_READONLY', 'not-writable'],
  ['SQLITE_CANTOPEN', 'not-writable'],
  ['SQLITE_PERM', 'not-writable'],
  ['SQLITE_AUTH', 'not-writable'],
  ['SQLITE_FULL', 'disk-full'],
  // If the shared memory of the journal cannot grow, the disk is full. SQLite has no more specific code for this.
  ['SQLITE_IOERR_SHMSIZE', 'disk-full'],
  ['SQLITE_IOERR_NOMEM', 'unknown'],
  ['SQLITE_IOERR', 'io-error'],
  ['EACCES', 'not-writable'],
  ['EPERM', 'not-writable'],
  ['EROFS', 'not-writable'],
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EIO', 'io-error'],
];

/** The meaning of an error for the database. */
export function troubleOf(error: unknown): DatabaseTrouble {
  if (error instanceof UnfitFile) return error.trouble;
  const code = error instanceof SqliteError || isSystemError(error) ? error.code : '';
  return byCode.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 'unknown';
}

function isSystemError(error: unknown): error is { code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string';
}
