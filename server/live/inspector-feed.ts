import type { Clock } from '../base/clock.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { ActorState } from '../contract/actor.ts';
import type { LabRun } from '../contract/lab/run.ts';
import type { LiveMessage, SiteInfo, Status } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { OpenedFile } from '../contract/recording.ts';
import type { WatchedApp } from '../contract/watch.ts';
import type { Losses } from '../record/losses.ts';
import type { Totals } from '../storage/database/totals.ts';
import type { SessionChange } from '../storage/sessions/session-change.ts';
import { type SiteSessions, sessionsIn } from '../storage/site-sessions.ts';
import type { Storage } from '../storage/storage.ts';
import { createDueTimer } from './due-timer.ts';
import { Feed } from './feed.ts';

/** More than any window shows at a time. Older entries are read in pages. */
export const snapshotEntries = 400;
const snapshotSessions = 200;

export interface InspectorFeedOptions {
  readonly storage: Storage;
  /** Default: those of the storage. */
  readonly sessions?: SiteSessions;
  readonly settings: LiveSettings;
  readonly clock: Clock;
  readonly site: () => SiteInfo;
  readonly actors: {
    states(): ActorState[];
    namesAny(sids: ReadonlySet<string>): boolean;
    /** The time of the next state change that happens without an event, in wall-clock ms. Null if there is none. */
    nextChangeAtMs(): number | null;
  };
  readonly labRuns: () => LabRun[];
  readonly losses: Losses;
  readonly watching: () => WatchedApp[];
  /** Only for the tutorial site: files belong to no app. */
  readonly openedFiles?: () => OpenedFile[];
}

/** The live feed of one inspector. It receives all changes and sends them to every window. */
export interface InspectorFeed {
  entry(entry: LogEntry): void;
  statusChanged(): void;
  sessionChanged(change: SessionChange): void;
  actorsChanged(): void;
  labChanged(): void;
  logCleared(): void;
  pinsChanged(): void;
  watchingChanged(): void;
  openedFilesChanged(): void;
  /** The address of the site has changed, so every window gets a new snapshot. */
  siteMoved(): void;
  stream(signal: AbortSignal, onDropped: () => void): AsyncIterable<LiveMessage>;
  close(): void;
}

export function createInspectorFeed(options: InspectorFeedOptions): InspectorFeed {
  const {
    storage,
    sessions = sessionsIn(storage),
    settings,
    clock,
    site,
    actors,
    labRuns,
    losses,
    watching,
    openedFiles,
  } = options;

  /**
   * Replaces a value that cannot be read from a damaged database, because the window must still be able to report the
   * damage.
   */
  const ifReadable = <T>(read: () => T, instead: T): T => {
    try {
      return read();
    } catch (error) {
      storage.noteError(error);
      if (storage.state.state !== 'failed') throw error;
      return instead;
    }
  };

  /** The last known totals, for a database that can no longer be read. */
  let totals: Totals = { requests: 0, logBytes: 0, sessions: 0, sessionBytes: 0 };
  const totalsNow = (): Totals => {
    totals = ifReadable(storage.totals, totals);
    return totals;
  };

  const status = (): Status => ({
    requestCount: totalsNow().requests,
    sessionCount: ifReadable(() => sessions.list.count(clock.now()), 0),
    notSavedCount: losses.notSaved,
    lostRecordCount: losses.lostRecords,
    unreadableRowCount: storage.unreadableRows.count,
    storage: storage.state,
    logBytes: totals.logBytes,
    maxLogBytes: settings.current.retention.maxBytes,
    sessionBytes: ifReadable(sessions.bytes, 0),
    maxSessionBytes: settings.current.sessionLimits.maxBytes,
    ...sharedStore(),
  });

  const sharedStore = () => {
    const shared = sessions.shared();
    return shared === null ? {} : { sharedStore: shared };
  };

  const actorsDue = createDueTimer(clock, () => feed.actors());
  const actorStates = (): ActorState[] => {
    actorsDue.set(actors.nextChangeAtMs());
    return actors.states();
  };

  const feed = new Feed({
    actors: actorStates,
    concernsActors: (sids) => actors.namesAny(sids),
    session: (sid) => ifReadable(() => sessions.list.find(sid, clock.now()), null),
    status: () => ({ type: 'status', status: status() }),
    settings: () => ({ type: 'settings', settings: settings.current }),
    lab: () => ({ type: 'lab', runs: labRuns() }),
    pinned: () => ({ type: 'pinned', pinned: ifReadable(() => storage.pins.list(), []) }),
    watching: () => ({ type: 'watching', watching: watching() }),
    ...(openedFiles === undefined ? {} : { opened: () => ({ type: 'opened', files: openedFiles() }) }),
    snapshot: () => {
      const read = {
        ...ifReadable(() => storage.logReader.newest(snapshotEntries), { entries: [], hasEarlier: false }),
        sessions: ifReadable(() => sessions.list.recent(clock.now(), snapshotSessions), []),
        pinned: ifReadable(() => storage.pins.list(), []),
      };
      // Computed after the reads, so that the count of unreadable rows includes the rows of this snapshot.
      return {
        type: 'snapshot',
        site: site(),
        settings: settings.current,
        status: status(),
        actors: actorStates(),
        labRuns: labRuns(),
        watching: watching(),
        ...read,
      };
    },
  });
  const unsubscribe = settings.subscribe(() => feed.settings());

  return {
    entry: (entry) => feed.entry(entry),
    statusChanged: () => feed.status(),
    sessionChanged(change) {
      if (!('sid' in change)) feed.restart();
      else feed.session(change.sid);
    },
    actorsChanged: () => feed.actors(),
    labChanged: () => feed.lab(),
    pinsChanged: () => feed.pinned(),
    watchingChanged: () => feed.watching(),
    openedFilesChanged: () => feed.opened(),
    logCleared() {
      feed.logCleared();
      // Entries may have been written while the log was being emptied. A new snapshot includes them.
      if (storage.log.lastEntryAtMs() !== null) feed.restart();
      feed.status();
    },
    siteMoved: () => feed.restart(),
    stream: (signal, onDropped) => feed.stream(signal, onDropped),
    close() {
      actorsDue.set(null);
      unsubscribe();
      feed.close();
    },
  };
}
