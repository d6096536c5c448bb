import { rmSync } from 'node:fs';
import { openDatabase } from '../database.ts';
import { putInPlace } from './backup.ts';

/** Makes a new, empty database that appears at `path` complete or not at all, even if the process is killed. */
export function makeDatabase(path: string): void {
  const unfinished = unfinishedAt(path);
  openDatabase(unfinished).database.close();
  putInPlace(unfinished, path);
}

/** The path of a file that is renamed to `path` later. A leftover of a killed start is removed. */
export function unfinishedAt(path: string): string {
  const unfinished = `${path}.new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  return unfinished;
}
