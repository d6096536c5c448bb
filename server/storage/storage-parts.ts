import { CommitQueue } from './database/commit-queue.ts';
import type { OpenedDatabase } from './database/database.ts';
import { createJournal } from './database/journal.ts';
import { createTotals } from './database/totals.ts';
import { LogReader } from './log/log-reader.ts';
import { LogStore } from './log/log-store.ts';
import { createMarkReader } from './log/mark-reader.ts';
import { Pins } from './log/pins.ts';
import { beginRun } from './log/runs.ts';
import { createActorJars } from './sessions/actor-jars.ts';
import { createRecordedSessions } from './sessions/recorded-sessions.ts';
import type { SessionChange } from './sessions/session-change.ts';
import { createSessionList } from './sessions/session-list.ts';
import { SqliteSessionStore } from './sessions/session-store.ts';
import type { StorageOptions } from './storage-options.ts';
import type { UnreadableRows } from './unreadable-rows.ts';

export type StorageParts = ReturnType<typeof openParts>;

/** The options of the storage, with the callbacks that also keep count of unreadable rows. */
export interface PartOptions
  extends Pick<StorageOptions, 'clock' | 'settings' | 'onPinsChanged' | 'onNotice' | 'report' | 'onSessionChange'> {
  readonly unreadableRows: UnreadableRows;
}

/**
 * Makes every reader and writer of an open database, and begins the run in its log. Throws if a page that one of them
 * needs is damaged, so that the damage is found before other code depends on the database.
 */
export function openParts({ database, sqliteVersion, isShared }: OpenedDatabase, options: PartOptions) {
  const { clock, settings, onPinsChanged, onNotice, report, unreadableRows } = options;
  const onUnreadableEntry = (id: number) => unreadableRows.note('log', id);
  const onUnreadableSession = (sid: string) => unreadableRows.note('sessions', sid);
  /** A session that has changed can be read again, or no longer exists. */
  const onSessionChange = (change: SessionChange): void => {
    if (!('sid' in change)) unreadableRows.forgetAll('sessions');
    else unreadableRows.forget('sessions', change.sid);
    options.onSessionChange(change);
  };
  const queue = new CommitQueue(database);
  return {
    database,
    sqliteVersion,
    isShared,
    queue,
    unreadableRows,
    onUnreadableSession,
    onSessionChange,
    sessionStore: new SqliteSessionStore({
      database,
      queue,
      clock,
      idleLimitMs: () => settings.current.idleLimitMs,
      publish: onSessionChange,
      onError: (error) => queue.onError(error),
      onUnreadable: onUnreadableSession,
    }),
    run: beginRun(database, clock.now()),
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
  };
}
