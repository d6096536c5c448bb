import { basename, dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { answerCopyRequest } from './copy-request.ts';
import type { FailureLatch } from './failure-latch.ts';
import { type ClosedOff, closedOffAt } from './file-access.ts';
import type { FileFault } from './file-fault.ts';
import { type DatabasePlace, isSameFile, statsAt } from './file-identity.ts';
import type { OpenFiles } from './open-files.ts';
import { backUp, copyWhatIsLeft } from './recovery/backup.ts';
import { savedName } from './recovery/set-aside.ts';

/**
 * Watches the files of an open database. A change of these files by another program ends all writing and is reported.
 */
export interface FileGuard {
  /**
   * Checks the files before each commit, in a few microseconds. Waiting writes are committed nevertheless, and then
   * copied from the open file with the rest. Only a truncated journal cannot accept them.
   */
  beforeCommit(): void;
  /**
   * Runs after the commit and before its callbacks. If another program changed the files, nothing is written to them
   * any more. An error means that the committed data is not on the disk.
   */
  afterCommit(): Error | null;
  /** A complete check: before a file is opened, and after a failure that the files may have caused. */
  look(): void;
  /** The name of the copy of the open database. Null if there is none. */
  readonly copy: string | null;
  /** Checks a last time. Resolves when everything that was open was copied, or cannot be copied. */
  settle(): Promise<void>;
  /** Whether the open file must not be written to any more, not even by closing it. */
  readonly isLeftOpen: boolean;
  stop(): void;
}

export interface FileGuardOptions {
  readonly database: Database;
  readonly path: string;
  readonly files: OpenFiles;
  readonly latch: FailureLatch;
  readonly nowMs: () => number;
  /** The copy is on the disk. Even a damaged copy may contain more than the file. */
  readonly onCopied: (copy: string, isSound: boolean) => void;
  /**
   * Called once. If `canBeRead` is true, all of the data can still be read through the open file; copying is then tried
   * again and may succeed.
   */
  readonly onNotCopied: (error: unknown, canBeRead: boolean) => void;
  readonly onClosedOff: (what: ClosedOff) => void;
  /** Called if the request of a command for a copy could not be answered. */
  readonly onLateError: (error: unknown) => void;
}

const lookEveryMs = 1_000;
/** How often a copy is tried that could not be made: on a full disk, in a folder that is not there. */
const tryAgainEveryMs = 5_000;

export function guardFiles(options: FileGuardOptions): FileGuard {
  const { database, path, files, latch, nowMs, onCopied, onNotCopied, onClosedOff, onLateError } = options;
  const folder = statsAt(dirname(path));
  let fault: FileFault | null = null;
  let glanced: FileFault | null = null;
  let copy: string | null = null;
  let triedAtMs = 0;
  let isNotCopied = false;
  let saving: Promise<void> = Promise.resolve();
  let closedOff: ClosedOff | null = null;

  const meet = (found: FileFault | null): void => {
    if (found === null || latch.failure !== null) return;
    fault = found;
    const isEmptied = isWhole(found) && emptyJournal(database);
    latch.fail({ trouble: found.trouble, detail: found.detail });
    // All content of the journal is then in the file at its original place.
    if (found.trouble === 'journal-gone' && isEmptied) return;
    if (isEmptied) files.removeJournals();
    saving = save(found);
  };

  /** Whether the folder is that of the start, or one that was made again at its path after copying failed. */
  function folderIsThere(): boolean {
    const there = statsAt(dirname(path));
    return there !== null && (isNotCopied || (folder !== null && isSameFile(folder, there)));
  }

  async function save(found: FileFault): Promise<void> {
    triedAtMs = performance.now();
    try {
      if (!folderIsThere()) throw new Error(`the folder ${dirname(path)} is not there any more`);
      const target = savedName(path, nowMs());
      const isSound = isWhole(found) ? await copyWhole(target) : (await copyWhatIsLeft(database, target)) === null;
      if (isSound) copy = basename(target);
      onCopied(basename(target), isSound);
    } catch (error) {
      if (!isNotCopied) onNotCopied(error, isWhole(found));
      isNotCopied = true;
    }
  }

  /** Copies the content of a lost file as soon as that is possible, and on request of a command. */
  async function saveLater(lost: FileFault): Promise<void> {
    await saving;
    if (isNotCopied && copy === null && performance.now() - triedAtMs >= tryAgainEveryMs && folderIsThere()) {
      saving = save(lost);
      await saving;
    }
    await answerCopyRequest(path, (out) => backUp(database, out));
  }

  async function copyWhole(target: string): Promise<true> {
    await backUp(database, target);
    files.removeJournals();
    return true;
  }

  const look = () => {
    if (latch.failure === null) meet(files.look());
  };
  let isBusy = false;
  const timer = setInterval(() => {
    look();
    if (fault !== null && isWhole(fault) && !isBusy) {
      isBusy = true;
      saveLater(fault)
        .catch(onLateError)
        .finally(() => {
          isBusy = false;
        });
    }
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

/** The path at which a second connection may be opened. Null if the path no longer names the open file. */
export function placeOf({ identity }: OpenFiles, path: string, guard: FileGuard, latch: FailureLatch) {
  guard.look();
  return latch.failure === null ? ({ path, identity } satisfies DatabasePlace) : null;
}

/** Whether everything that was committed can still be read through the open files. */
function isWhole({ trouble }: FileFault): boolean {
  return trouble === 'gone' || trouble === 'replaced' || trouble === 'journal-gone';
}

/** Copies the content of the journal into the open file, wherever that file is. False if not all of it was copied. */
function emptyJournal(database: Database): boolean {
  try {
    const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    return result?.busy === 0;
  } catch {
    // A copy that is made after this also contains the journal.
    return false;
  }
}
