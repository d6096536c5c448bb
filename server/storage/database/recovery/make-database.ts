import { rmSync } from 'node:fs';
import { openDatabase } from '../database.ts';
import { putInPlace } from './backup.ts';

/** Makes a new, empty database that appears whole at `path`: a kill leaves none there. */
export function makeDatabase(path: string): void {
  const unfinished = unfinishedAt(path);
  openDatabase(unfinished).database.close();
  putInPlace(unfinished, path);
}

/** Where a file is made that is to be renamed to `path`; what a killed start left there is gone. */
export function unfinishedAt(path: string): string {
  const unfinished = `${path}.new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  return unfinished;
}
