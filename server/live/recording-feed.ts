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
}

export interface RecordingFeed {
  stream(signal: AbortSignal, onDropped: () => void): AsyncIterable<LiveMessage>;
  close(): void;
}

/** The stream of a recording: a snapshot, and after it nothing but the settings of the app, which go on changing. */
export function createRecordingFeed({ site, settings, watching, newest, counts }: RecordingFeedOptions): RecordingFeed {
  const status: Status = {
    ...counts,
    notSavedCount: 0,
    lostRecordCount: 0,
    storage: { state: 'kept' },
    maxLogBytes: counts.logBytes,
    sessionBytes: 0,
    maxSessionBytes: 0,
  };
  const feed = new Feed({
    actors: () => [],
    concernsActors: () => false,
    session: () => null,
    status: () => ({ type: 'status', status }),
    lab: () => ({ type: 'lab', runs: [] }),
    pinned: () => ({ type: 'pinned', pinned: [] }),
    watching: () => ({ type: 'watching', watching: watching() }),
    settings: () => ({ type: 'settings', settings: settings.current }),
    snapshot: () => ({
      type: 'snapshot',
      site: site(),
      settings: settings.current,
      status,
      actors: [],
      ...newest(snapshotEntries),
      sessions: [],
      labRuns: [],
      pinned: [],
      watching: watching(),
    }),
  });
  const unsubscribe = settings.subscribe(() => feed.settings());
  return {
    stream: (signal, onDropped) => feed.stream(signal, onDropped),
    close() {
      unsubscribe();
      feed.close();
    },
  };
}
