import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { firstDamage } from '../database.ts';
import { ownerOnly } from '../file-mode.ts';

/** The path of the copy of a database that was made before its schema was changed. */
export function backupOf(path: string): string {
  return `${path}.backup`;
}

/**
 * Copies the database to `target` while it is in use, a hundred pages in each turn of the event loop, including every
 * commit before the end. The copy is checked and on the disk before it gets its name, so an interrupted copy never has
 * that name.
 */
export async function backUp(database: Database, target: string): Promise<void> {
  const unfinished = startOver(target);
  await database.backup(unfinished, { progress: () => 100 });
  finish(unfinished, target);
}

/**
 * The same for a database whose file was damaged while it was open. Each page is taken from the best source: memory,
 * the journal or the file. Resolves with the first damage in the copy, or null if it is sound.
 */
export async function copyWhatIsLeft(database: Database, target: string): Promise<string | null> {
  const unfinished = startOver(target);
  await database.backup(unfinished, { progress: () => 100 });
  const damage = damageOf(unfinished);
  putInPlace(unfinished, target);
  return damage;
}

/** The synchronous form for the start, before any request is served. */
export function backUpNow(database: Database, target: string): void {
  const unfinished = startOver(target);
  database.prepare('VACUUM INTO ?').run(unfinished);
  finish(unfinished, target);
}

/** Removes the rest of an interrupted copy, and makes the file for the copy, readable by its owner only. */
function startOver(target: string): string {
  const unfinished = `${target}.unfinished`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  ownerOnly(unfinished);
  return unfinished;
}

function finish(unfinished: string, target: string): void {
  const found = damageOf(unfinished);
  if (found !== null) throw new Error(`The copy is damaged: ${found}`);
  putInPlace(unfinished, target);
}

function damageOf(path: string): string | null {
  let copy: Database | undefined;
  try {
    copy = new Sqlite(path);
    return firstDamage(copy);
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return error.message;
    throw error;
  } finally {
    copy?.close();
  }
}

/** Renames a finished file to `target`; both its bytes and its name are on the disk when it returns. */
export function putInPlace(finished: string, target: string): void {
  toDisk(finished, 'r+');
  renameSync(finished, target);
  // A folder cannot be opened on Windows, where a rename is written to the disk without this.
  if (process.platform !== 'win32') toDisk(dirname(target), 'r');
}

function toDisk(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Removes the copy, so that deleted data does not remain in it. */
export function forgetBackup(path: string): void {
  rmSync(backupOf(path), { force: true });
}
