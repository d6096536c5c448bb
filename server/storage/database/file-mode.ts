import { chmodSync, closeSync, existsSync, openSync, statSync } from 'node:fs';

/**
 * Makes a database file accessible to its owner only (0600), and creates it empty if it is missing. Must be called
 * before SQLite opens the file: SQLite gives -wal and -shm the mode of the database, and a file that SQLite has open
 * must never be opened and closed separately. Leftover -wal and -shm files of a killed run get the same mode.
 */
export function ownerOnly(path: string): void {
  for (const part of [path, `${path}-wal`, `${path}-shm`]) if (isFile(part)) chmodSync(part, 0o600);
  if (!existsSync(path)) createEmpty(path);
}

/** A folder with this mode could not be entered any more. */
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
    // Another start was faster. The lock decides which of the two may continue.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
