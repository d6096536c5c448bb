import type { Workspace, WorkspaceContext } from '../api/context.ts';
import { corePaths } from '../api/core-paths.ts';
import type { Clock } from '../base/clock.ts';
import { ReadOnlyRecording } from '../base/errors.ts';
import type { LiveMessage } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { Search } from '../search/search.ts';
import type { DatabasePlace } from '../storage/database/file-identity.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import type { MarkReader } from '../storage/log/mark-reader.ts';
import { createWorkspaceExports } from './workspace-exports.ts';

/** The maximum number of sessions that a log without stored sessions lists. Only logs of load tests have more. */
export const mostListedSessions = 2_000;

/** The parts of the app that every workspace uses. */
export interface WorkspaceTools {
  readonly clock: Clock;
  /** The address of the site, for the absolute URLs of HAR. */
  readonly siteUrl: () => string;
  readonly signingSecrets: () => readonly string[];
}

/** The parts of a workspace: a log, its sessions, and the parts that may change them. */
export interface WorkspaceParts {
  readonly reader: LogReader;
  /** An entry as the window is shown it. Exports have it as the log does. */
  readonly shown?: (entry: LogEntry) => LogEntry;
  readonly marks: MarkReader;
  /** Null if the log is empty or cannot be read, and for a log that has no limit of age. */
  readonly oldestEntryAtMs: () => number | null;
  readonly search: Pick<Search, 'query' | 'findAll'>;
  readonly feed: { stream(signal: AbortSignal, onDropped: () => void): AsyncIterable<LiveMessage> };
  /** Commits pending writes, so that they can be read. */
  readonly settle: () => void;
  /** Where a second connection can read the database at the moment. Null if it cannot. */
  readonly place: () => DatabasePlace | null;
  /** Copies the whole database to a new file. Null for a file that was opened: the user has it. */
  readonly backUp: ((target: string) => Promise<void>) | null;
  /** False if the log is from a sanitised file. An export of it must not say that it contains secrets. */
  readonly hasSecrets: boolean;
  readonly sessions: Pick<WorkspaceContext['sessions'], 'page' | 'find' | 'row' | 'drift' | 'recorded'>;
  /** The commands that change the log. Null for a read-only log. */
  readonly logChanges: Pick<WorkspaceContext['log'], 'clear' | 'pin' | 'unpin'> | null;
  /** The commands that change sessions. Null for read-only sessions. */
  readonly sessionChanges: Pick<WorkspaceContext['sessions'], 'set' | 'pop' | 'replace' | 'expire' | 'destroy'> | null;
  /** Null if there is no site that simulated browsers could visit. */
  readonly actors: WorkspaceContext['actors'] | null;
  readonly lab: WorkspaceContext['lab'] | null;
  /** Null if the sessions are not in the store of another app. */
  readonly store: WorkspaceContext['store'] | null;
  readonly settings: WorkspaceContext['settings'];
  readonly cookies: WorkspaceContext['cookies'];
  readonly secrets: WorkspaceContext['secrets'];
}

/**
 * Makes a workspace: readers, search, live stream and exports over one log. The procedures refuse a command if the
 * workspace does not have the part for it.
 */
export function createWorkspace(parts: WorkspaceParts, { clock, siteUrl, signingSecrets }: WorkspaceTools): Workspace {
  const { reader, marks, search, feed, settle, sessions, shown = asItIs } = parts;
  const exports = createWorkspaceExports({
    clock,
    siteUrl,
    reader,
    settle,
    findAll: (filter, signal) => search.findAll(filter, signal),
    place: parts.place,
    signingSecrets,
    backUp: parts.backUp ?? refuse,
    downloadPath: corePaths.downloads,
  });
  return {
    contextFor: (onReaderDropped) => ({
      settings: parts.settings,
      cookies: parts.cookies,
      secrets: parts.secrets,
      live: { stream: (signal) => feed.stream(signal, onReaderDropped) },
      log: {
        oldestEntryAtMs: parts.oldestEntryAtMs,
        page(query) {
          settle();
          const page = reader.page(query);
          return { ...page, entries: page.entries.map(shown) };
        },
        async search(query, signal) {
          const answer = await search.query(query, signal);
          return answer.ok ? { ...answer, entries: answer.entries.map(shown) } : answer;
        },
        stretch: (query, signal) => marks.stretch(query, signal),
        ...(parts.logChanges ?? { clear: refuse, pin: refuse, unpin: refuse }),
      },
      actors: parts.actors ?? noActors,
      store: parts.store ?? noStore,
      lab: parts.lab ?? { run: refuse, cancel: refuse },
      sessions: {
        ...sessions,
        ...(parts.sessionChanges ?? noSessionChanges),
        history({ sid, before, limit }) {
          settle();
          const history = reader.ofSession(sid, before ?? Number.MAX_SAFE_INTEGER, limit);
          return { ...history, entries: history.entries.map(shown) };
        },
      },
      exports: parts.hasSecrets ? exports.procedures : neverRaw(exports.procedures),
    }),
    download: exports.download,
    downloadHead: exports.downloadHead,
    close: exports.close,
  };
}

function asItIs(entry: LogEntry): LogEntry {
  return entry;
}

async function refuse(): Promise<never> {
  throw new ReadOnlyRecording();
}

const noStore: WorkspaceContext['store'] = {
  page: async () => ({ state: 'no-list', store: null }),
  find: async () => null,
};
const noActors = { act: refuse, send: refuse, forgetCookies: refuse, plantCookie: refuse, copyCookie: refuse };
const noSessionChanges = { set: refuse, pop: refuse, replace: refuse, expire: refuse, destroy: refuse };

function neverRaw(exports: WorkspaceContext['exports']): WorkspaceContext['exports'] {
  return {
    ...exports,
    preview: (draft, signal) => exports.preview({ ...draft, raw: false }, signal),
    prepare: (draft, signal) => exports.prepare({ ...draft, raw: false }, signal),
    report: (query, signal) => exports.report({ ...query, raw: false }, signal),
  };
}
