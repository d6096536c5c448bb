import type { Clock } from '../base/clock.ts';
import type { DataDir } from '../base/data-dir.ts';
import { DataDirInUse } from '../base/errors.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { Notice } from '../contract/log-entry.ts';
import type { RecordedSessions } from '../contract/recording.ts';
import type { Recovery, StorageFailure, StorageState, WriteObstacle } from '../contract/storage-state.ts';
import { createCheckpoints } from './database/checkpoints.ts';
import { CommitQueue } from './database/commit-queue.ts';
import type { OpenedDatabase } from './database/database.ts';
import { createFailureLatch } from './database/failure-latch.ts';
import { guardFiles, placeOf } from './database/file-guard.ts';
import type { DatabasePlace, FileIdentity } from './database/file-identity.ts';
import { noteFileInUse } from './database/file-in-use.ts';
import { hasRoom } from './database/free-room.ts';
import { type InstanceLock, lockInstance } from './database/instance-lock.ts';
import { createJournal } from './database/journal.ts';
import { openFiles } from './database/open-files.ts';
import { checkInBackground } from './database/recovery/background-check.ts';
import { backUp, forgetBackup } from './database/recovery/backup.ts';
import { openOrRecover, openTemporary, type Recovered } from './database/recovery/open-or-recover.ts';
import { suspect } from './database/recovery/suspicion.ts';
import { canMeasureWal } from './database/sqlite-version.ts';
import { createTotals, type Totals } from './database/totals.ts';
import { createWriteObstacles } from './database/write-obstacle.ts';
import { LogReader } from './log/log-reader.ts';
import { LogStore } from './log/log-store.ts';
import { createMarkReader, type MarkReader } from './log/mark-reader.ts';
import { Pins } from './log/pins.ts';
import { beginRun, type UnfinishedRun } from './log/runs.ts';
import { isReadableRow } from './readable-row.ts';
import { type ActorJars, createActorJars } from './sessions/actor-jars.ts';
import { createRecordedSessions } from './sessions/recorded-sessions.ts';
import { findUnreadableSessions } from './sessions/session-census.ts';
import { createSessionList, type SessionList } from './sessions/session-list.ts';
import { createSessionPages, type SessionPages } from './sessions/session-pages.ts';
import { SessionRetention } from './sessions/session-retention.ts';
import { type SessionChange, SqliteSessionStore } from './sessions/session-store.ts';
import { sweepExpired } from './sessions/sweep.ts';
import { UnreadableRows } from './unreadable-rows.ts';

export interface StorageOptions {
  readonly dataDir: DataDir;
  readonly clock: Clock;
  readonly settings: LiveSettings;
  readonly onSessionChange: (change: SessionChange) => void;
  /** Called with the commit that empties the log, so before any later entry is written. */
  readonly onLogCleared: () => void;
  readonly onPinsChanged: () => void;
  /** Called when the number of unreadable rows has changed. */
  readonly onUnreadableRows: () => void;
  /** Called with a notice on the storage for the log. */
  readonly onNotice: (notice: Notice) => void;
  /** Called once, when the database has failed. After that it is not written to. */
  readonly onFailure: (failure: StorageFailure) => void;
  /** Called when writes start to be refused for a reason that can pass, and when they work again. */
  readonly onWritesRefused: (obstacle: WriteObstacle) => void;
  readonly onWritingAgain: (obstacle: WriteObstacle) => void;
  /** Called with an object that was renamed because it was in the place of a file of the storage. */
  readonly onKeptAside: (kept: KeptAside) => void;
  /** Called with each change of the open files by another program, and with its consequence. */
  readonly onFileNotice: (notice: FileNotice) => void;
  /** Called with failures that no caller waits for. */
  readonly report: (what: string, error: unknown) => void;
}

/** Changes of the files of the database by another program while they are open, and their results. */
export type FileNotice = Extract<Notice, { code: 'database-copied' | 'database-not-copied' | 'closed-off' }>;

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

/** How often expired sessions and old entries are searched for. */
const tidyEveryMs = 60_000;

/**
 * Opens the data folder. A database that cannot be used is renamed or left unchanged, the app starts nevertheless, and
 * `recovery` reports what happened. Throws DataDirInUse if another process has the folder, and if not even a temporary
 * database is possible; then nothing stays open.
 */
export function openStorage(options: StorageOptions): Storage {
  const { dataDir, clock, settings, onLogCleared, onPinsChanged, onNotice, report } = options;
  const { database: path } = dataDir;
  const unreadableRows = new UnreadableRows(options.onUnreadableRows);
  const onUnreadableEntry = (id: number) => unreadableRows.note('log', id);
  const onUnreadableSession = (sid: string) => unreadableRows.note('sessions', sid);
  const lock = lockOrNone();
  try {
    const opened =
      lock instanceof Error
        ? openTemporary(path, assemble, lock)
        : openOrRecover(path, clock.now(), assemble, isReadableRow);
    return storageOf(opened);
  } catch (error) {
    if (!(lock instanceof Error)) lock.release();
    throw error;
  }

  /** A session that has changed can be read again, or no longer exists. */
  function onSessionChange(change: SessionChange): void {
    if (change.type === 'cleared') unreadableRows.forgetAll('sessions');
    else unreadableRows.forget('sessions', change.sid);
    options.onSessionChange(change);
  }

  /**
   * Writes the note for commands, which must not read another file than the open one. A temporary database needs no
   * note, because no command reads it.
   */
  function noteInUse(openedPath: string, identity: FileIdentity | null): () => void {
    if (openedPath !== path || identity === null) return () => {};
    try {
      return noteFileInUse(path, identity);
    } catch (error) {
      report('noting which file is open', error);
      return () => {};
    }
  }

  /** A folder in which no lock can be made cannot contain a database either, for the same reason. */
  function lockOrNone(): InstanceLock | Error {
    try {
      return lockInstance(dataDir.lock, dataDir.path, options.onKeptAside);
    } catch (error) {
      if (error instanceof DataDirInUse || !(error instanceof Error)) throw error;
      return error;
    }
  }

  /** The requirements of a file. A damaged page is found here, before other code depends on it. */
  function assemble({ database, sqliteVersion, isShared }: OpenedDatabase) {
    const queue = new CommitQueue(database);
    const sessionStore = new SqliteSessionStore({
      database,
      queue,
      clock,
      idleLimitMs: () => settings.current.idleLimitMs,
      publish: onSessionChange,
      onError: (error) => queue.onError(error),
      onUnreadable: onUnreadableSession,
    });
    const run = beginRun(database, clock.now());
    return {
      database,
      sqliteVersion,
      isShared,
      queue,
      sessionStore,
      sessionList: createSessionList(database, onUnreadableSession),
      recordedSessions: createRecordedSessions(database),
      log: new LogStore(
        database,
        queue,
        () => settings.current.retention,
        (shortened) => onNotice({ code: 'log-shortened', ...shortened }),
      ),
      logReader: new LogReader(database, onUnreadableEntry),
      actorJars: createActorJars({
        database,
        queue,
        onError: (error) => report('keeping a cookie jar', error),
        onUnreadable: (actorId) => unreadableRows.note('actor_jars', actorId),
        onSaved: (actorId) => unreadableRows.forget('actor_jars', actorId),
      }),
      markReader: createMarkReader(database, onUnreadableEntry),
      pins: new Pins(database, queue, onPinsChanged, {
        onUnreadable: (id) => unreadableRows.note('pins', id),
        onUnpinned: (id) => unreadableRows.forget('pins', id),
      }),
      totals: createTotals(database),
      journal: createJournal(database),
      run,
    };
  }

  function storageOf({
    value: parts,
    path: openedPath,
    recovery,
    discard,
  }: Recovered<ReturnType<typeof assemble>>): Storage {
    const { database, queue, sessionStore, log, journal, run } = parts;
    const latch = createFailureLatch(database, (failure) => {
      obstacles.close();
      if (isAboutContent(failure)) suspect(openedPath, failure);
      sessionStore.emit('disconnect');
      options.onFailure(failure);
    });
    const obstacles = createWriteObstacles({
      nowMs: () => clock.now(),
      tryWriting: (done) => void queue.write(run.touch, done),
      hasRoom: () => hasRoom(openedPath),
      onBegin: options.onWritesRefused,
      onEnd: options.onWritingAgain,
    });
    const canMeasure = canMeasureWal(parts.sqliteVersion);
    const files = openFiles({ database, path: openedPath, canMeasure, copies: () => checkpoints?.copies ?? null });
    const guard = guardFiles({
      database,
      path: openedPath,
      files,
      latch,
      nowMs: clock.now,
      onCopied(copy, isSound) {
        if (latch.failure !== null && isAboutContent(latch.failure)) suspect(openedPath, latch.failure, copy);
        if (isSound) options.onFileNotice({ code: 'database-copied', copy });
      },
      onNotCopied(error, canBeRead) {
        if (canBeRead) options.onFileNotice({ code: 'database-not-copied', reason: reasonOf(error) });
        else report('copying what was in the open database', error);
      },
      onClosedOff: (what) => options.onFileNotice({ code: 'closed-off', what }),
      onLateError: (error) => report('answering a command that asked for a copy', error),
    });
    const place = () => (parts.isShared ? placeOf(files, openedPath, guard, latch) : null);
    /** The change of the files is the cause of every later error. */
    const noteError = (error: unknown): void => {
      guard.look();
      latch.note(error);
    };
    /** A failure of the database is reported as such; other errors of a thread are reported too. */
    const noteOrReport = (what: string, error: unknown): void => {
      noteError(error);
      if (latch.failure === null) report(what, error);
    };

    let isClosed = false;
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
    const forgetNote = noteInUse(openedPath, files.identity);
    queue.beforeBatch = guard.beforeCommit;
    queue.onError = (error) => {
      noteError(error);
      obstacles.note(error);
    };
    queue.afterBatch = guard.afterCommit;
    const holders: (() => Iterable<string>)[] = [];
    const sessionRetention = new SessionRetention({
      database,
      queue,
      limits: () => settings.current.sessionLimits,
      totals: parts.totals,
      heldSids: () => holders.flatMap((sids) => [...sids()]),
      publish: onSessionChange,
      onRemoved: (removed) => onNotice({ code: 'sessions-removed', ...removed }),
    });
    const keepSessionLimits = (): void => {
      if (isClosed || latch.failure !== null) return;
      try {
        sessionRetention.look(clock.now());
      } catch (error) {
        noteOrReport('looking at the limits of the sessions', error);
      }
    };
    queue.onBatch = (bytes) => {
      checkpoints?.committed(bytes);
      keepSessionLimits();
    };
    const isCaughtUp = () => checkpoints?.isCaughtUp() ?? true;
    const pages = createSessionPages(database, {
      place,
      count: parts.sessionList.count,
      onError: (error) => noteOrReport('listing the sessions', error),
    });

    const tidyUp = async (): Promise<void> => {
      log.prune(clock.now());
      keepSessionLimits();
      unreadableRows.forgetEntriesBelow(parts.logReader.source.ends()?.oldestId ?? Number.POSITIVE_INFINITY);
      if (journal.retry()) files.trust();
      const tellExpired = (sids: string[]) => {
        for (const sid of sids) onSessionChange({ type: 'expired', sid });
      };
      await sweepExpired(database, queue, clock.now(), tellExpired, isCaughtUp);
    };
    const tidy = () => {
      if (latch.failure !== null) return;
      void tidyUp().catch((error: unknown) => {
        if (!isClosed) noteOrReport('removing what has expired', error);
      });
    };
    const tidyTimer = setInterval(tidy, tidyEveryMs);
    tidyTimer.unref();
    // A lowered limit is applied immediately.
    const unsubscribe = settings.subscribe(tidy);
    tidy();
    const check = checkInBackground({
      path: openedPath,
      place,
      isAfterCrash: run.unfinished !== null,
      onDamage: (detail) => latch.fail({ trouble: 'damaged', detail }),
      onError: (error) => noteOrReport('checking the database', error),
    });
    const census = findUnreadableSessions({
      database,
      onUnreadable: onUnreadableSession,
      onError: (error) => noteOrReport('looking for sessions that cannot be read', error),
    });

    return {
      sessionStore,
      sessions: parts.sessionList,
      sessionPages: pages,
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
        return stateOf(latch.failure, guard.copy, obstacles.current, recovery);
      },
      unfinishedRun: run.unfinished,
      async clearLog() {
        await new Promise<void>((resolve, reject) =>
          log.clear((error) => {
            if (error !== null) return reject(error);
            unreadableRows.forgetAll('log');
            onLogCleared();
            resolve();
          }, isCaughtUp),
        );
        journal.empty();
        files.trust();
        forgetBackup(openedPath);
      },
      noteError,
      place,
      keepSessionsOf: (sids) => void holders.push(sids),
      settle: () => queue.flush(),
      saved: guard.settle,
      backUp: (target) => backUp(database, target),
      close() {
        if (isClosed) return;
        isClosed = true;
        clearInterval(tidyTimer);
        unsubscribe();
        check.stop();
        census.stop();
        guard.look();
        try {
          queue.drain();
          // If the last records of a run could not be written, the run stays open, so that the next start shows the
          // gap.
          if (latch.failure === null && obstacles.current === null) run.end(clock.now());
        } catch (error) {
          noteOrReport('closing the log', error);
        } finally {
          obstacles.close();
          guard.stop();
          forgetNote();
          checkpoints?.close();
          // Closing copies the journal into the file. A file that was replaced or truncated is left to the next start.
          if (!guard.isLeftOpen) database.close();
          discard();
          if (!(lock instanceof Error)) lock.release();
        }
      },
    };
  }
}

/** The next start must read every page before it uses the file. */
function isAboutContent({ trouble }: StorageFailure): boolean {
  return trouble === 'damaged' || trouble === 'overwritten' || trouble === 'cut' || trouble === 'journal-gone';
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stateOf(
  failure: StorageFailure | null,
  copy: string | null,
  obstacle: WriteObstacle | null,
  recovery: Recovery | null,
): StorageState {
  if (failure !== null) return { state: 'failed', failure, copy };
  if (obstacle !== null) return { state: 'refused', ...obstacle };
  if (recovery?.code !== 'database-temporary') return { state: 'kept' };
  return { state: 'temporary', obstacle: recovery.obstacle, path: recovery.path };
}
