import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { InspectorError } from '../base/errors.ts';
import { type DatabasePlace, isSameFile, statsAt } from '../storage/database/file-identity.ts';
import { fileInUse } from '../storage/database/file-in-use.ts';

/**
 * Where a command may read a database, also while the app runs on it: the file that the app has open and no other.
 * Read together with the journal of the app, another file would be taken for damaged, and the app would lose the memory
 * that SQLite shares between processes. Throws where another file, or none, is in the place of the open one.
 */
export function databasePlace(path: string): DatabasePlace {
  const identity = fileInUse(path);
  const found = statsAt(path);
  if (identity !== null && (found === null || !isSameFile(found, identity))) throw new FileNotInUse(path);
  return { path, identity };
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
        `What the app has open is copied to ${basename(path)}.saved-… in ${dirname(path)}: end the app, and use that.`,
    );
  }
}
