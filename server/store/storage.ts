import type { Clock } from '../base/clock.ts';
import type { DataDir } from '../base/data-dir.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import { type ActorJars, createActorJars } from './actor-jars.ts';
import { CommitQueue } from './commit-queue.ts';
import { type OpenedDatabase, openDatabase } from './database.ts';
import { lockInstance } from './instance-lock.ts';
import { createJournal } from './journal.ts';
import { LogReader } from './log-reader.ts';
import { LogStore } from './log-store.ts';
import { createMarkReader, type MarkReader } from './mark-reader.ts';
import { beginRun, type UnfinishedRun } from './runs.ts';
import { createSessionList, type SessionList } from './session-list.ts';
import { type SessionChange, SqliteSessionStore } from './session-store.ts';
import { sweepExpired } from './sweep.ts';

export interface StorageOptions {
  readonly dataDir: DataDir;
  readonly clock: Clock;
  readonly settings: LiveSettings;
  readonly onSessionChange: (change: SessionChange) => void;
  /** Told with the commit that empties the log, so before any entry that is written after it. */
  readonly onLogCleared: () => void;
  /** Told of failures that nobody waits for. */
  readonly report: (what: string, error: unknown) => void;
}

/** Everything that is kept on disk, behind one lock and one connection. */
export interface Storage {
  readonly sessionStore: SqliteSessionStore;
  readonly sessions: SessionList;
  readonly log: LogStore;
  readonly logReader: LogReader;
  readonly markReader: MarkReader;
  readonly actorJars: ActorJars;
  readonly sqliteVersion: string;
  /** False: this SQLite is too old to share a WAL database safely; the file is locked for this process. */
  readonly isShared: boolean;
  /** Set if a run before this one ended without closing its log. */
  readonly unfinishedRun: UnfinishedRun;
  /**
   * Empties the log, and the journal too: what was deleted is not left behind in a file. While an export in another process
   * reads, the journal waits for its end.
   */
  clearLog(): Promise<void>;
  /** Commits what is waiting, closes the log of this run, and closes the database (which removes its -wal). */
  close(): void;
}

/** How often what has expired or aged is looked for. */
const tidyEveryMs = 60_000;

/** Opens the data folder. Throws DataDirInUse, DatabaseTooNew or DatabaseUnusable; then nothing stays open. */
export function openStorage(options: StorageOptions): Storage {
  const { dataDir, clock, settings, onSessionChange, onLogCleared, report } = options;
  const lock = lockInstance(dataDir.lock, dataDir.path);
  try {
    return open();
  } catch (error) {
    lock.release();
    throw error;
  }

  function open(): Storage {
    const opened = openDatabase(dataDir.database);
    try {
      return assemble(opened);
    } catch (error) {
      opened.database.close();
      throw error;
    }
  }

  function assemble({ database, sqliteVersion, isShared }: OpenedDatabase): Storage {
    const queue = new CommitQueue(database);
    const sessionStore = new SqliteSessionStore({
      database,
      queue,
      clock,
      idleLimitMs: () => settings.current.idleLimitMs,
      publish: onSessionChange,
    });
    const log = new LogStore(database, queue, () => settings.current.retention);
    const run = beginRun(database, clock.now());
    const journal = createJournal(database);

    let isClosed = false;
    const tidyUp = async (): Promise<void> => {
      log.prune(clock.now());
      journal.retry();
      await sweepExpired(database, queue, clock.now(), (sids) => {
        for (const sid of sids) onSessionChange({ type: 'expired', sid });
      });
    };
    const tidy = () =>
      void tidyUp().catch((error: unknown) => {
        if (!isClosed) report('removing what has expired', error);
      });
    const tidyTimer = setInterval(tidy, tidyEveryMs);
    tidyTimer.unref();
    tidy();

    return {
      sessionStore,
      sessions: createSessionList(database),
      log,
      logReader: new LogReader(database),
      markReader: createMarkReader(database),
      actorJars: createActorJars(database, queue, (error) => report('keeping a cookie jar', error)),
      sqliteVersion,
      isShared,
      unfinishedRun: run.unfinished,
      async clearLog() {
        await new Promise<void>((resolve, reject) =>
          log.clear((error) => {
            if (error !== null) return reject(error);
            onLogCleared();
            resolve();
          }),
        );
        journal.empty();
      },
      close() {
        if (isClosed) return;
        isClosed = true;
        clearInterval(tidyTimer);
        try {
          queue.drain();
          run.end(clock.now());
        } finally {
          database.close();
          lock.release();
        }
      },
    };
  }
}
