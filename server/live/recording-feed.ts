import type { LiveSettings } from '../base/live-settings.ts';
import type { LiveMessage, SiteInfo, Status } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { WatchedApp } from '../contract/watch.ts';
import { Feed } from './feed.ts';
import { snapshotEntries } from './inspector-feed.ts';

export interface RecordingFeedOptions {
  readonly site: () => SiteInfo;
  readonly settings: LiveSettings;
  readonly watching: () => WatchedApp[];
  readonly newest: (limit: number) => { entries: LogEntry[]; hasEarlier: boolean };
  readonly counts: Pick<Status, 'requestCount' | 'sessionCount' | 'logBytes'>;
  /** The number of unreadable entries that were found so far. */
  readonly unreadableCount: () => number;
}

export interface RecordingFeed {
  stream(signal: AbortSignal, onDropped: () => void): AsyncIterable<LiveMessage>;
  /** Further entries turned out to be unreadable. */
  statusChanged(): void;
  close(): void;
}

/** The stream of a recording: a snapshot, and afterwards only changes of the app's settings. */
export function createRecordingFeed(options: RecordingFeedOptions): RecordingFeed {
  const { site, settings, watching, newest, counts, unreadableCount } = options;
  const status = (): Status => ({
    ...counts,
    notSavedCount: 0,
    lostRecordCount: 0,
    unreadableRowCount: unreadableCount(),
    storage: { state: 'kept' },
    maxLogBytes: counts.logBytes,
    sessionBytes: 0,
    maxSessionBytes: 0,
  });
  const feed = new Feed({
    actors: () => [],
    concernsActors: () => false,
    session: () => null,
    status: () => ({ type: 'status', status: status() }),
    lab: () => ({ type: 'lab', runs: [] }),
    pinned: () => ({ type: 'pinned', pinned: [] }),
    watching: () => ({ type: 'watching', watching: watching() }),
    settings: () => ({ type: 'settings', settings: settings.current }),
    snapshot: () => {
      const read = newest(snapshotEntries);
      return {
        type: 'snapshot',
        site: site(),
        settings: settings.current,
        status: status(),
        actors: [],
        ...read,
        sessions: [],
        labRuns: [],
        pinned: [],
        watching: watching(),
      };
    },
  });
  const unsubscribe = settings.subscribe(() => feed.settings());
  return {
    stream: (signal, onDropped) => feed.stream(signal, onDropped),
    statusChanged: () => feed.status(),
    close() {
      unsubscribe();
      feed.close();
    },
  };
}
