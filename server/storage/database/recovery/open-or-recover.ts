import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseTooNew, DatabaseUnusable } from '../../../base/errors.ts';
import { oddityAt } from '../../../base/own-file.ts';
import type { Recovery } from '../../../contract/storage-state.ts';
import { type OpenedDatabase, openDatabase } from '../database.ts';
import { type DatabaseTrouble, isDefect, isObstacle, troubleOf, UnfitFile } from '../database-trouble.ts';
import { statsAt } from '../file-identity.ts';
import { backUpNow, backupOf } from './backup.ts';
import { makeDatabase } from './make-database.ts';
import { replaceDefective } from './replace-defective.ts';
import type { IsReadableRow } from './rescue.ts';
import { isOrphaned, newestSaved } from './set-aside.ts';
import { forgetSuspicion, suspicionOf } from './suspicion.ts';

export interface Recovered<T> {
  readonly value: T;
  /** The path of the open database. */
  readonly path: string;
  /** The fault. Null if there was none. */
  readonly recovery: Recovery | null;
  /** Removes a temporary database. Must be called after it is closed. */
  discard(): void;
}

/**
 * Up to this size every page is read at each start, which takes a few milliseconds. Larger files are checked in the
 * background.
 */
export const checkedAtStartBytes = 8 * 1024 * 1024;
/**
 * SQLite applies a journal to the file as soon as the file is opened, so after a crash more is checked before opening,
 * for up to a tenth of a second.
 */
const checkedAfterCrashBytes = 64 * 1024 * 1024;

/** At the start, before any request is served, the lock is awaited for this long, with checks in between. */
const lockPatienceMs = 2_000;
const lockLookEveryMs = 50;

/**
 * Opens the database at `path` in any state and passes it to `use`. A defective file is renamed, and the best available
 * content replaces it. A file that is too new, locked or not writable is not changed, and a temporary database is used.
 * The folder must be locked for this process. `isReadableRow` decides which rows of a damaged file are copied.
 */
export function openOrRecover<T>(
  path: string,
  nowMs: number,
  use: (opened: OpenedDatabase) => T,
  isReadableRow: IsReadableRow,
): Recovered<T> {
  const kept = { path, discard: () => {} };
  try {
    const recovery = missing(path);
    return { ...kept, value: patiently(() => openWith(() => openSound(path), use)), recovery };
  } catch (error) {
    const trouble = whatIsWrong(error);
    if (!isDefect(trouble)) return openTemporary(path, use, error);
    const recovery = replaceDefective(path, trouble, nowMs, isReadableRow);
    return { ...kept, value: openWith(() => openDatabase(path), use), recovery };
  }
}

/**
 * A first start needs no notice. If a copy of a database exists, there was a database before, so its absence is
 * reported.
 */
function missing(path: string): Recovery | null {
  if (statsAt(path) !== null) return null;
  const copy = newestSaved(path);
  return copy === null ? null : { code: 'database-missing', copy };
}

/**
 * For an error that makes the database at `path` unusable: opens a database in the temporary folder instead. If that is
 * not possible either, or the error has another cause, throws the error itself.
 */
export function openTemporary<T>(path: string, use: (opened: OpenedDatabase) => T, error: unknown): Recovered<T> {
  const trouble = whatIsWrong(error);
  if (!isObstacle(trouble)) throw error;
  let folder: string | undefined;
  const discard = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    folder = mkdtempSync(join(tmpdir(), 'session-inspector-'));
    const temporary = join(folder, basename(path));
    const value = openWith(() => openDatabase(temporary), use);
    return { value, path: temporary, recovery: { code: 'database-temporary', obstacle: trouble, path }, discard };
  } catch {
    discard();
    throw error;
  }
}

function openWith<T>(open: () => OpenedDatabase, use: (opened: OpenedDatabase) => T): T {
  const opened = open();
  try {
    return use(opened);
  } catch (error) {
    opened.database.close();
    throw error;
  }
}

/**
 * A missing database is made under another name first, because an empty file at the path would count as a database that
 * lost its data.
 */
function openSound(path: string): OpenedDatabase {
  if (oddityAt(path) === 'broken-link') throw new UnfitFile('broken-link', 'it is a link that leads nowhere');
  if (isOrphaned(path)) throw new UnfitFile('missing', 'it is missing, and its journal is there');
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) makeDatabase(path);
  const suspicion = suspicionOf(path);
  if (found?.isFile() && found.size === 0) {
    const isCutOff = hasJournal(path) || suspicion !== null;
    throw isCutOff ? new UnfitFile('damaged', 'it was cut off') : new UnfitFile('empty', 'it is empty');
  }
  if (suspicion?.isOverwritten && hasJournal(path)) throw new UnfitFile('damaged', 'another program wrote into it');
  if (suspicion?.isJournalCut && suspicion.copy !== null) throw new UnfitFile('damaged', 'its journal was cut off');
  const opened = openDatabase(path, {
    isChecked:
      suspicion !== null || (found?.size ?? 0) <= (hasJournal(path) ? checkedAfterCrashBytes : checkedAtStartBytes),
    instanceOf: dirname(path),
    beforeMigration: (database) => backUpNow(database, backupOf(path)),
  });
  if (suspicion !== null) forgetSuspicion(path);
  return opened;
}

function hasJournal(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** Another process, for example a backup program, may have locked the file for a moment. */
function patiently<T>(open: () => T): T {
  const untilMs = performance.now() + lockPatienceMs;
  for (;;) {
    try {
      return open();
    } catch (error) {
      if (troubleOf(causeOf(error)) !== 'locked' || performance.now() > untilMs) throw error;
      pause(lockLookEveryMs);
    }
  }
}

function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function whatIsWrong(error: unknown): DatabaseTrouble {
  return error instanceof DatabaseTooNew ? 'newer' : troubleOf(causeOf(error));
}

function causeOf(error: unknown): unknown {
  return error instanceof DatabaseUnusable ? error.cause : error;
}
