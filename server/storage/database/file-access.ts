import { accessSync, chmodSync, constants } from 'node:fs';
import { dirname } from 'node:path';
import { statsAt } from './file-identity.ts';

/** Whether this process may not list the folder of a file, so that the state of the file is unknown. */
export function isClosedToUs(path: string): boolean {
  try {
    accessSync(dirname(path), constants.X_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

/**
 * The object whose permissions exclude its owner: the file, which was made accessible again, or the folder, which was
 * not changed.
 */
export type ClosedOff = 'file' | 'folder';

const ownerCanUse = 0o600n;
const ownerCanWrite = 0o200n;

/** Checks the modes of a file in use and of its folder. Windows does not have such modes. */
export function closedOffAt(path: string): ClosedOff | null {
  if (process.platform === 'win32') return null;
  const file = statsAt(path);
  if (file !== null && (file.mode & ownerCanUse) !== ownerCanUse && isOpenedAgain(path)) return 'file';
  const folder = statsAt(dirname(path));
  return folder !== null && (folder.mode & ownerCanWrite) === 0n ? 'folder' : null;
}

/** The same check as at every start. */
function isOpenedAgain(path: string): boolean {
  try {
    chmodSync(path, 0o600);
    return true;
  } catch {
    return false;
  }
}
