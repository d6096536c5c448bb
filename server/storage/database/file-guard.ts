import { basename, dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { FailureLatch } from './failure-latch.ts';
import { type ClosedOff, closedOffAt } from './file-access.ts';
import type { FileFault } from './file-fault.ts';
import { type DatabasePlace, isSameFile, statsAt } from './file-identity.ts';
import type { OpenFiles } from './open-files.ts';
import { backUp, copyWhatIsLeft } from './recovery/backup.ts';
import { savedName } from './recovery/set-aside.ts';

/** Stands by the files of an open database: what happens to them under it ends all writing, and is told. */
export interface FileGuard {
  /**
   * Some microseconds, before each commit. What is waiting is committed all the same, and copied from the open file
   * with the rest; only a journal that was cut off can take nothing.
   */
  beforeCommit(): void;
  /**
   * After the commit, before it is answered: from here on nothing is written to files that something was done to. An
   * error: what was committed is not on the disk.
   */
  afterCommit(): Error | null;
  /** A whole look: before a file is opened, and when something has failed that may have its cause here. */
  look(): void;
  /** The name of the copy of what was open, null if there is none. */
  readonly copy: string | null;
  /** Looks a last time; resolves when everything that was open has been copied, or cannot be. */
  settle(): Promise<void>;
  /** The open file must not be written to any more, not even by closing it. */
  readonly isLeftOpen: boolean;
  stop(): void;
}

export interface FileGuardOptions {
  readonly database: Database;
  readonly path: string;
  readonly files: OpenFiles;
  readonly latch: FailureLatch;
  readonly nowMs: () => number;
  /** The copy is on the disk. If it is not sound, it has what is left: more than the file, perhaps. */
  readonly onCopied: (copy: string, isSound: boolean) => void;
  /** `canBeRead`: all of it can be read through the open file all the same. */
  readonly onNotCopied: (error: unknown, canBeRead: boolean) => void;
  readonly onClosedOff: (what: ClosedOff) => void;
}

const lookEveryMs = 1_000;

export function guardFiles(options: FileGuardOptions): FileGuard {
  const { database, path, files, latch, nowMs, onCopied, onNotCopied, onClosedOff } = options;
  const folder = statsAt(dirname(path));
  let fault: FileFault | null = null;
  let glanced: FileFault | null = null;
  let copy: string | null = null;
  let saving: Promise<void> = Promise.resolve();
  let closedOff: ClosedOff | null = null;

  const meet = (found: FileFault | null): void => {
    if (found === null || latch.failure !== null) return;
    fault = found;
    const isEmptied = isWhole(found) && emptyJournal(database);
    latch.fail({ trouble: found.trouble, detail: found.detail });
    // All that was in the journal is in the file then, at its own place.
    if (found.trouble === 'journal-gone' && isEmptied) return;
    if (isEmptied) files.removeJournals();
    saving = save(found);
  };

  async function save(found: FileFault): Promise<void> {
    try {
      const there = statsAt(dirname(path));
      if (folder === null || there === null || !isSameFile(folder, there)) {
        throw new Error(`the folder ${dirname(path)} is not there any more`);
      }
      const target = savedName(path, nowMs());
      const isSound = isWhole(found) ? await copyWhole(target) : (await copyWhatIsLeft(database, target)) === null;
      if (isSound) copy = basename(target);
      onCopied(basename(target), isSound);
    } catch (error) {
      onNotCopied(error, isWhole(found));
    }
  }

  async function copyWhole(target: string): Promise<true> {
    await backUp(database, target);
    files.removeJournals();
    return true;
  }

  const look = () => {
    if (latch.failure === null) meet(files.look());
  };
  const timer = setInterval(() => {
    look();
    if (latch.failure !== null) return;
    const found = closedOffAt(path);
    if (found !== null && found !== closedOff) onClosedOff(found);
    closedOff = found;
  }, lookEveryMs);
  timer.unref();

  return {
    beforeCommit() {
      if (latch.failure !== null) return;
      glanced = files.glance();
      if (glanced?.keepsOut === true) meet(glanced);
    },
    afterCommit() {
      if (latch.failure !== null) return null;
      const found = glanced ?? files.afterCommit();
      meet(found);
      return found?.keepsOut === true ? new Error(`${found.detail}: the journal was cut off`) : null;
    },
    look,
    get copy() {
      return copy;
    },
    async settle() {
      look();
      await saving;
    },
    get isLeftOpen() {
      return fault !== null && !isWhole(fault);
    },
    stop() {
      clearInterval(timer);
      files.close();
    },
  };
}

/** Where a second connection may be opened; null: nowhere, since the file is not the one any more that is open. */
export function placeOf({ identity }: OpenFiles, path: string, guard: FileGuard, latch: FailureLatch) {
  guard.look();
  return latch.failure === null ? ({ path, identity } satisfies DatabasePlace) : null;
}

/** Everything that was committed can still be read through the open files. */
function isWhole({ trouble }: FileFault): boolean {
  return trouble === 'gone' || trouble === 'replaced' || trouble === 'journal-gone';
}

/** Brings what the journal holds into the open file, wherever that is now. False: not all of it. */
function emptyJournal(database: Database): boolean {
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy === 0;
  } catch {
    // The copy that is made then has what is in the journal too.
    return false;
  }
}
