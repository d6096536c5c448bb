import type { DataDir } from '../base/data-dir.ts';
import { DataDirInUse } from '../base/errors.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { RecordedSessions } from '../contract/recording.ts';
import type { Recovery, StorageState } from '../contract/storage-state.ts';
import { startBackgroundWork } from './background-work.ts';
import type { OpenedDatabase } from './database/database.ts';
import type { DatabasePlace, FileIdentity } from './database/file-identity.ts';
import { noteFileInUse } from './database/file-in-use.ts';
import { type InstanceLock, lockInstance } from './database/instance-lock.ts';
import { backUp, forgetBackup } from './database/recovery/backup.ts';
import { openOrRecover, openTemporary, type Recovered } from './database/recovery/open-or-recover.ts';
import type { Totals } from './database/totals.ts';
import type { LogReader } from './log/log-reader.ts';
import type { LogStore } from './log/log-store.ts';
import type { MarkReader } from './log/mark-reader.ts';
import type { Pins } from './log/pins.ts';
import type { UnfinishedRun } from './log/runs.ts';
import { isReadableRow } from './readable-row.ts';
import type { ActorJars } from './sessions/actor-jars.ts';
import type { SessionList } from './sessions/session-list.ts';
import { createSessionPages, type SessionPages } from './sessions/session-pages.ts';
import type { SqliteSessionStore } from './sessions/session-store.ts';
import { watchHealth } from './storage-health.ts';
import type { StorageOptions } from './storage-options.ts';
import { openParts, type StorageParts } from './storage-parts.ts';
import { UnreadableRows } from './unreadable-rows.ts';

/** All data on the disk, behind one lock and one connection. */
export interface Storage {
  readonly sessionStore: SqliteSessionStore;
  readonly sessions: SessionList;
  /** The live sessions in any order, read independently of everything else. Must be closed before the database. */
  readonly sessionPages: SessionPages;
  /** The sessions in the entries of the log, for an app that stores its sessions itself. */
  readonly recordedSessions: (limit: number) => RecordedSessions;
  readonly log: LogStore;
  readonly logReader: LogReader;
  readonly markReader: MarkReader;
  readonly actorJars: ActorJars;
  readonly pins: Pins;
  /** The unreadable rows that were found so far. */
  readonly unreadableRows: UnreadableRows;
  /** The amount of stored data. */
  readonly totals: () => Totals;
  readonly sqliteVersion: string;
  /** False if this SQLite is too old to share a WAL database safely, so that the file is locked for this process. */
  readonly isShared: boolean;
  /** The fault of the database at this start. Null if there was none. */
  readonly recovery: Recovery | null;
  readonly state: StorageState;
  /** Set if an earlier run ended without closing its log. */
  readonly unfinishedRun: UnfinishedRun;
  /**
   * Empties the log except for pinned requests, and the journal too, so that deleted data is not left in a file. While
   * an export of another process reads, the journal waits for its end.
   */
  clearLog(): Promise<void>;
  /** Must be called with every error of a use of the database, because some errors mean that it has failed. */
  noteError(error: unknown): void;
  /**
   * Registers the sids of the app's own browsers, which are read when sessions have to be removed. These sessions stay.
   */
  keepSessionsOf(sids: () => Iterable<string>): void;
  /** Where another connection may be opened at the moment. Null if it may not. */
  place(): DatabasePlace | null;
  /** Copies everything to another file while the app keeps running. Resolves when the copy is on the disk. */
  backUp(target: string): Promise<void>;
  /** Commits the waiting writes now, so that the next read of the log finds the records of all responses. */
  settle(): void;
  /**
   * Must be awaited before `close`. Resolves when the content of a lost file was copied, or cannot be copied. Resolves
   * immediately if no file was lost.
   */
  saved(): Promise<void>;
  /** Commits the waiting writes, closes the log of this run, and closes the database (which removes its -wal). */
  close(): void;
}

/**
 * Opens the data folder. A database that cannot be used is renamed or left unchanged, the app starts nevertheless, and
 * `recovery` reports what happened. Throws DataDirInUse if another process has the folder, and if not even a temporary
 * database is possible; then nothing stays open.
 */
export function openStorage(options: StorageOptions): Storage {
  const { dataDir, clock } = options;
  const unreadableRows = new UnreadableRows(options.onUnreadableRows);
  const lock = lockOrNone(dataDir, options.onKeptAside);
  try {
    const path = dataDir.database;
    const open = (opened: OpenedDatabase) => openParts(opened, { ...options, unreadableRows });
    const opened =
      lock instanceof Error ? openTemporary(path, open, lock) : openOrRecover(path, clock.now(), open, isReadableRow);
    return storageOf(opened, lock, options);
  } catch (error) {
    if (!(lock instanceof Error)) lock.release();
    throw error;
  }
}

/** A folder in which no lock can be made cannot contain a database either, for the same reason. */
function lockOrNone(dataDir: DataDir, onKeptAside: (kept: KeptAside) => void): InstanceLock | Error {
  try {
    return lockInstance(dataDir.lock, dataDir.path, onKeptAside);
  } catch (error) {
    if (error instanceof DataDirInUse || !(error instanceof Error)) throw error;
    return error;
  }
}

function storageOf(
  { value: parts, path, recovery, discard }: Recovered<StorageParts>,
  lock: InstanceLock | Error,
  options: StorageOptions,
): Storage {
  const { database, queue, log, journal, run, unreadableRows } = parts;
  const health = watchHealth(parts, path, options);
  const forgetNote = noteInUse(path, health.identity, options);
  const background = startBackgroundWork(parts, health, path, options);
  queue.onBatch = (bytes) => {
    health.committed(bytes);
    background.keepSessionLimits();
  };
  const sessionPages = createSessionPages(database, {
    place: health.place,
    count: parts.sessionList.count,
    onError: (error) => health.noteOrReport('listing the sessions', error),
  });
  let isClosed = false;

  return {
    sessionStore: parts.sessionStore,
    sessions: parts.sessionList,
    sessionPages,
    recordedSessions: parts.recordedSessions,
    log,
    logReader: parts.logReader,
    actorJars: parts.actorJars,
    pins: parts.pins,
    unreadableRows,
    totals: parts.totals,
    markReader: parts.markReader,
    sqliteVersion: parts.sqliteVersion,
    isShared: parts.isShared,
    recovery,
    get state() {
      return health.stateAfter(recovery);
    },
    unfinishedRun: run.unfinished,
    async clearLog() {
      await new Promise<void>((resolve, reject) =>
        log.clear((error) => {
          if (error !== null) return reject(error);
          unreadableRows.forgetAll('log');
          options.onLogCleared();
          resolve();
        }, health.isCaughtUp),
      );
      journal.empty();
      health.trustFiles();
      forgetBackup(path);
    },
    noteError: health.noteError,
    place: health.place,
    keepSessionsOf: background.keepSessionsOf,
    settle: () => queue.flush(),
    saved: health.saved,
    backUp: (target) => backUp(database, target),
    close() {
      if (isClosed) return;
      isClosed = true;
      background.stop();
      health.look();
      try {
        queue.drain();
        // If the last records of a run could not be written, the run stays open, so that the next start shows the gap.
        if (health.isWritable) run.end(options.clock.now());
      } catch (error) {
        health.noteOrReport('closing the log', error);
      } finally {
        health.stop();
        forgetNote();
        // Closing copies the journal into the file. A file that was replaced or truncated is left to the next start.
        if (!health.isLeftOpen) database.close();
        discard();
        if (!(lock instanceof Error)) lock.release();
      }
    },
  };
}

/**
 * Writes the note for commands, which must not read another file than the open one. A temporary database needs no note,
 * because no command reads it. The result removes the note.
 */
function noteInUse(path: string, identity: FileIdentity | null, { dataDir, report }: StorageOptions): () => void {
  if (path !== dataDir.database || identity === null) return () => {};
  try {
    return noteFileInUse(path, identity);
  } catch (error) {
    report('noting which file is open', error);
    return () => {};
  }
}
