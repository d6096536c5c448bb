import type { Database } from 'better-sqlite3';
import type { LiveSettings } from '../base/live-settings.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { RecordedSessions, RecordingAbout } from '../contract/recording.ts';
import type { WatchedApp } from '../contract/watch.ts';
import { createRecordingFeed, type RecordingFeed } from '../live/recording-feed.ts';
import type { Search } from '../search/search.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { LogReader } from '../storage/log/log-reader.ts';
import { createMarkReader, type MarkReader } from '../storage/log/mark-reader.ts';
import { createRecordedSessions } from '../storage/sessions/recorded-sessions.ts';
import { UnreadableRows } from '../storage/unreadable-rows.ts';
import { createVerifiedSearch } from './verified-search.ts';
import { verifiedRecord } from './verify-record.ts';

/** An open recording: the readers of the live log over a separate, read-only database. */
export interface OpenRecording {
  readonly about: RecordingAbout;
  readonly reader: LogReader;
  readonly marks: MarkReader;
  readonly search: Search;
  sessions(limit: number): RecordedSessions;
  /** Provides its content in the form of the live stream. */
  readonly feed: RecordingFeed;
  /**
   * Checks the session cookies with these secrets from now on; with none, they are as the file has them. The secrets
   * are only kept in memory, until the recording is closed.
   */
  verify(secrets: readonly string[]): void;
  /** The entry as it is shown: with its cookie checked. Exports have it as the file does. */
  readonly shown: (entry: LogEntry) => LogEntry;
  /** Resolves when its files are closed. */
  close(): Promise<void>;
}

export interface OpenRecordingOptions {
  readonly about: RecordingAbout;
  readonly database: string;
  /** The folder of the search index. */
  readonly folder: string;
  readonly nowMs: () => number;
  readonly report: (what: string, error: unknown) => void;
  readonly site: () => SiteInfo;
  readonly settings: LiveSettings;
  readonly watching: () => WatchedApp[];
}

export function openRecording(options: OpenRecordingOptions): OpenRecording {
  const { about, database: path, folder, nowMs, report, site, settings, watching } = options;
  const place = { path, identity: null };
  const database: Database = openDatabaseForReading(place);
  const unreadable = new UnreadableRows(() => feed.statusChanged());
  const onUnreadable = (id: number) => unreadable.note('log', id);
  const reader = new LogReader(database, onUnreadable);
  const sessions = createRecordedSessions(database);
  let secrets: readonly string[] = [];
  const shown = (entry: LogEntry) => (entry.kind === 'request' ? verifiedRecord(entry, secrets) : entry);
  const search = createVerifiedSearch(
    { log: reader.source, thread: { place: () => place, folder }, nowMs, report, onUnreadable },
    () => secrets.length > 0,
    shown,
  );
  const feed = createRecordingFeed({
    site,
    settings,
    watching,
    newest(limit) {
      const { entries, hasEarlier } = reader.newest(limit);
      return { entries: entries.map(shown), hasEarlier };
    },
    unreadableCount: () => unreadable.count,
    counts: { requestCount: about.requestCount, sessionCount: sessions(0).all, logBytes: about.bytes },
  });
  return {
    about,
    reader,
    marks: createMarkReader(database, onUnreadable),
    search,
    sessions,
    feed,
    shown,
    verify(given) {
      secrets = given;
      search.changed();
    },
    async close() {
      feed.close();
      await search.close();
      database.close();
    },
  };
}
