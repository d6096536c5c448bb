import { messageOf } from '../base/thrown.ts';
import type { Recovery, StorageFailure, StorageState } from '../contract/storage-state.ts';
import { createCheckpoints } from './database/checkpoints.ts';
import { createFailureLatch } from './database/failure-latch.ts';
import { guardFiles, placeOf } from './database/file-guard.ts';
import type { DatabasePlace, FileIdentity } from './database/file-identity.ts';
import { hasRoom } from './database/free-room.ts';
import { openFiles } from './database/open-files.ts';
import { suspect } from './database/recovery/suspicion.ts';
import { canMeasureWal } from './database/sqlite-version.ts';
import { createWriteObstacles } from './database/write-obstacle.ts';
import type { StorageOptions } from './storage-options.ts';
import type { StorageParts } from './storage-parts.ts';

/** Whether an open database can be written to and read, and what is known of its files. */
export interface StorageHealth {
  /** Set once the database has failed. After that it is not written to. */
  readonly failure: StorageFailure | null;
  /** Whether the database accepts writes at the moment. */
  readonly isWritable: boolean;
  /** The identity of the open file. Null if the file was gone at the start. */
  readonly identity: FileIdentity | null;
  /** Whether the open file must not be written to any more, not even by closing it. */
  readonly isLeftOpen: boolean;
  /** `recovery` is the fault at the start. It decides the state of a database that works. */
  stateAfter(recovery: Recovery | null): StorageState;
  /** Where another connection may be opened at the moment. Null if it may not. */
  place(): DatabasePlace | null;
  /** Must be called with every error of a use of the database, because some errors mean that it has failed. */
  noteError(error: unknown): void;
  /** Notes the error, and reports an error that does not mean that the database has failed. */
  noteOrReport(what: string, error: unknown): void;
  /** For damage that a check found. */
  fail(failure: StorageFailure): void;
  /** Compares the open files with the files that their paths name now. */
  look(): void;
  /** Must be called after this process has changed the files outside of a commit. */
  trustFiles(): void;
  /** Must be called after each batch, with the approximate number of bytes that it has written. */
  committed(bytes: number): void;
  /** Whether few pages wait to be copied from the journal into the file. */
  isCaughtUp(): boolean;
  /** Resolves when the content of a lost file was copied, or cannot be copied. */
  saved(): Promise<void>;
  /** Must be called after the last write, before the database is closed. */
  stop(): void;
}

/** Watches the database that was opened at `path`, and the results of its commits. */
export function watchHealth(parts: StorageParts, path: string, options: StorageOptions): StorageHealth {
  const { clock, report } = options;
  const { database, queue, run, journal } = parts;
  const latch = createFailureLatch(database, (failure) => {
    obstacles.close();
    if (isAboutContent(failure)) suspect(path, failure);
    parts.sessionStore.emit('disconnect');
    options.onFailure(failure);
  });
  const obstacles = createWriteObstacles({
    nowMs: () => clock.now(),
    tryWriting: (done) => void queue.write(run.touch, done),
    hasRoom: () => hasRoom(path),
    onBegin: options.onWritesRefused,
    onEnd: options.onWritingAgain,
  });
  const canMeasure = canMeasureWal(parts.sqliteVersion);
  const files = openFiles({ database, path, canMeasure, copies: () => checkpoints?.copies ?? null });
  const guard = guardFiles({
    database,
    path,
    files,
    latch,
    nowMs: clock.now,
    onCopied(copy, isSound) {
      if (latch.failure !== null && isAboutContent(latch.failure)) suspect(path, latch.failure, copy);
      if (isSound) options.onFileNotice({ code: 'database-copied', copy });
    },
    onNotCopied(error, canBeRead) {
      if (canBeRead) options.onFileNotice({ code: 'database-not-copied', reason: messageOf(error) });
      else report('copying what was in the open database', error);
    },
    onClosedOff: (what) => options.onFileNotice({ code: 'closed-off', what }),
    onLateError: (error) => report('answering a command that asked for a copy', error),
  });
  const place = () => (parts.isShared ? placeOf(files, path, guard, latch) : null);
  /** The files are checked first, because a change of the files is the cause of every later error. */
  const noteError = (error: unknown): void => {
    guard.look();
    latch.note(error);
  };
  const noteOrReport = (what: string, error: unknown): void => {
    noteError(error);
    if (latch.failure === null) report(what, error);
  };
  const checkpoints =
    parts.isShared && canMeasure
      ? createCheckpoints({
          database,
          place,
          commits: queue,
          onCopied() {
            journal.retry();
            files.trust();
          },
          onError: (error) => noteOrReport('copying the write-ahead log', error),
        })
      : null;
  files.trust();
  queue.beforeBatch = guard.beforeCommit;
  queue.onError = (error) => {
    noteError(error);
    obstacles.note(error);
  };
  queue.afterBatch = guard.afterCommit;

  return {
    get failure() {
      return latch.failure;
    },
    get isWritable() {
      return latch.failure === null && obstacles.current === null;
    },
    identity: files.identity,
    get isLeftOpen() {
      return guard.isLeftOpen;
    },
    stateAfter(recovery) {
      if (latch.failure !== null) return { state: 'failed', failure: latch.failure, copy: guard.copy };
      if (obstacles.current !== null) return { state: 'refused', ...obstacles.current };
      if (recovery?.code !== 'database-temporary') return { state: 'kept' };
      return { state: 'temporary', obstacle: recovery.obstacle, path: recovery.path };
    },
    place,
    noteError,
    noteOrReport,
    fail: latch.fail,
    look: guard.look,
    trustFiles: () => files.trust(),
    committed: (bytes) => checkpoints?.committed(bytes),
    isCaughtUp: () => checkpoints?.isCaughtUp() ?? true,
    saved: guard.settle,
    stop() {
      obstacles.close();
      guard.stop();
      checkpoints?.close();
    },
  };
}

/** The next start must read every page before it uses the file. */
function isAboutContent({ trouble }: StorageFailure): boolean {
  return trouble === 'damaged' || trouble === 'overwritten' || trouble === 'cut' || trouble === 'journal-gone';
}
