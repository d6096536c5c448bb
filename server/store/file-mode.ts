import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';

/**
 * Makes a database file readable by its owner only (0600), creating it empty if it is missing. To be done before SQLite opens
 * it: SQLite gives -wal and -shm the mode of the database, and a file that is open must never be opened and closed beside it.
 */
export function ownerOnly(path: string): void {
  if (existsSync(path)) chmodSync(path, 0o600);
  else closeSync(openSync(path, 'wx', 0o600));
}
