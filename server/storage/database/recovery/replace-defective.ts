import { copyFileSync, existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { DatabaseTooNew, DatabaseUnusable } from '../../../base/errors.ts';
import type { BegunFrom, FileDefect, Recovery } from '../../../contract/storage-state.ts';
import { openDatabase } from '../database.ts';
import { backupOf, putInPlace } from './backup.ts';
import { makeDatabase, unfinishedAt } from './make-database.ts';
import { type IsReadableRow, rescue } from './rescue.ts';
import { setAside } from './set-aside.ts';
import { forgetSuspicion, type Suspicion, suspicionOf } from './suspicion.ts';

/** Renames a defective file, and puts the best available content in its place. */
export function replaceDefective(
  path: string,
  defect: FileDefect,
  nowMs: number,
  isReadableRow: IsReadableRow,
): Recovery {
  const suspicion = suspicionOf(path);
  const kept = setAside(path, nowMs);
  const begunFrom =
    (defect === 'damaged' ? damaged(kept, path, suspicion, isReadableRow) : null) ?? backup(path) ?? nothing(path);
  forgetSuspicion(path);
  return { code: 'database-set-aside', defect, keptAs: basename(kept), begunFrom };
}

/**
 * A file without its journal was put there by another program. A copy of the open database has more data than a rescue
 * could find.
 */
function damaged(
  kept: string,
  path: string,
  suspicion: Suspicion | null,
  isReadableRow: IsReadableRow,
): BegunFrom | null {
  const copy = copyIn(suspicion, path);
  const fromCopy = (): BegunFrom | null =>
    copy !== null && copySound(copy, path) ? { from: 'copy', copy: basename(copy) } : null;
  const first = suspicion?.isJournalCut ? (fromCopy() ?? mainFile(kept, path)) : (mainFile(kept, path) ?? fromCopy());
  return first ?? (copy === null ? null : rescued(copy, path, isReadableRow)) ?? rescued(kept, path, isReadableRow);
}

/** The copy of the open database that the previous run made. */
function copyIn(suspicion: Suspicion | null, path: string): string | null {
  const name = suspicion?.copy ?? null;
  if (name === null || basename(name) !== name) return null;
  const copy = join(dirname(path), name);
  return existsSync(copy) ? copy : null;
}

function mainFile(kept: string, path: string): BegunFrom | null {
  return existsSync(`${kept}-wal`) && copySound(kept, path) ? { from: 'main-file' } : null;
}

function rescued(kept: string, path: string, isReadableRow: IsReadableRow): BegunFrom | null {
  makeDatabase(path);
  const { database } = openDatabase(path);
  try {
    const found = rescue(kept, database, isReadableRow);
    return found === null ? null : { from: 'rescued', ...found };
  } finally {
    database.close();
  }
}

function backup(path: string): BegunFrom | null {
  const copy = backupOf(path);
  if (!existsSync(copy)) return null;
  const madeAtMs = Math.round(statSync(copy).mtimeMs);
  return copySound(copy, path) ? { from: 'backup', madeAtMs } : null;
}

function nothing(path: string): BegunFrom {
  makeDatabase(path);
  return { from: 'nothing' };
}

/**
 * Puts a copy of a file in place of the database, if the copy is a sound database of this app. An empty file would
 * count as sound, so it is excluded.
 */
function copySound(from: string, path: string): boolean {
  if (statSync(from).size === 0) return false;
  const copy = unfinishedAt(path);
  copyFileSync(from, copy);
  try {
    openDatabase(copy, { isChecked: true }).database.close();
  } catch (error) {
    if (error instanceof DatabaseUnusable || error instanceof DatabaseTooNew) return false;
    throw error;
  }
  putInPlace(copy, path);
  return true;
}
