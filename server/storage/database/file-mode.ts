import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/**
 * Makes a database file readable by its owner only (0600), creating it empty if it is missing. To be done before
 * SQLite opens it: SQLite gives -wal and -shm the mode of the database, and a file that is open must never be opened
 * and closed beside it. A -wal and -shm that a killed run left behind are closed to others too.
 */
export function ownerOnly(path: string): void {
  for (const part of [path, `${path}-wal`, `${path}-shm`]) if (isFile(part)) chmodSync(part, 0o600);
  if (!existsSync(path)) createEmpty(path);
}

/** A folder of this mode could not be entered any more. */
function isFile(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  } catch {
    // For example a link that leads back to itself. The code that opens the file reports it.
    return false;
  }
}

function createEmpty(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    // Another start was faster. The lock decides which of the two continues.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
