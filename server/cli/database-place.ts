import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InspectorError } from '../base/errors.ts';
import { type DatabasePlace, isSameFile, statsAt } from '../storage/database/file-identity.ts';
import { fileInUse } from '../storage/database/file-in-use.ts';

/**
 * Where a command may read a database, also while the app is running on it. It must be the file that the app has open:
 * another file at the path, read together with the app's journal, would look damaged, and the app would lose the memory
 * that SQLite shares between processes. Throws if the path has another file, or none.
 */
export function databasePlace(path: string): DatabasePlace {
  if (isLostInUse(path)) throw new FileNotInUse(path);
  return { path, identity: fileInUse(path) };
}

/** Whether the path does not lead to the file that a running app has open: only the app can copy that. */
export function isLostInUse(path: string): boolean {
  const identity = fileInUse(path);
  const found = statsAt(path);
  return identity !== null && (found === null || !isSameFile(found, identity));
}

/** Whether there is a database, or a running app that had one there. */
export function hasDatabase(path: string): boolean {
  return existsSync(path) || fileInUse(path) !== null;
}

class FileNotInUse extends InspectorError {
  constructor(path: string) {
    super(
      'file-not-in-use',
      409,
      `${path} was removed or replaced while Session Inspector has it open, so nothing was read. ` +
        `What the app has open is copied to ${basename(path)}.saved-… in ${dirname(path)}: end the app, and use that. ` +
        '`npm run backup -- --out FILE` copies it to another place.',
    );
  }
}
