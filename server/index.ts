/**
 * The one door of the core. `startInspector` puts the pieces together in the order of the path: store, session
 * engine, recorder, site, actors, live feed, inspector. Plain Node: Electron, browser mode and tests all come in
 * here.
 */

import { Cast } from './actors/cast.ts';
import { Senders } from './actors/senders.ts';
import { createBuiltUi } from './api/built-ui.ts';
import { corePaths } from './api/core-paths.ts';
import { type Door, openDoor } from './api/door.ts';
import { createHandler, type InspectorHandler } from './api/handler.ts';
import { removeLeftPage } from './api/opening-page.ts';
import { pageAttributes } from './api/page-attributes.ts';
import { createRecordingsDoor } from './api/recordings.ts';
import { noteFailure, noteStart } from './app/notices.ts';
import { changeSettings, createSecretCommands, followPort } from './app/settings-effects.ts';
import { type Clock, systemClock } from './base/clock.ts';
import { defaultDataDir, prepareDataDir } from './base/data-dir.ts';
import { NotFound } from './base/errors.ts';
import { folderBytes } from './base/folder-size.ts';
import { keepOddFilesAside } from './base/keep-aside.ts';
import { createLiveSettings, type LiveSettings } from './base/live-settings.ts';
import { openSettingsFile } from './base/settings-file.ts';
import { heldSid } from './contract/actor.ts';
import type { SiteInfo } from './contract/live-message.ts';
import { type EngineName, type LogEntry, otherEngine } from './contract/log-entry.ts';
import { createWorkbench } from './cookie/workbench.ts';
import type { SessionEngine } from './engines/engine.ts';
import { createEngineSwitch } from './engines/engine-switch.ts';
import { cookieNames, createEngines } from './engines/engines.ts';
import { createSecretRing } from './engines/secret-ring.ts';
import { chooseSecrets, fileSecretKeeper, type SecretKeeper } from './engines/secrets.ts';
import { secretsState } from './engines/secrets-state.ts';
import { findDrift } from './engines/session-drift.ts';
import { createSessionEditor } from './engines/session-editor.ts';
import { createExports } from './export/exports.ts';
import { createLab } from './lab/lab.ts';
import { createInspectorFeed } from './live/inspector-feed.ts';
import { createLog } from './record/log.ts';
import { createRecorder } from './record/recorder.ts';
import { actorFromUserAgent } from './record/user-agent-actor.ts';
import { createSearch } from './search/search.ts';
import { openStorage, type Storage } from './storage/storage.ts';
import { createSiteApp } from './targets/built-in/site-app.ts';
import { openSite } from './targets/movable-site.ts';

export { dataDirAt, defaultDataDir } from './base/data-dir.ts';
export { InspectorError } from './base/errors.ts';
export { writePrivateFile } from './base/write-private-file.ts';
export { fileSecretKeeper, type SecretKeeper } from './engines/secrets.ts';
export { BadOption, parseStartOptions, type StartOptions } from './start-options.ts';

/** How long requests under way may take to finish when the inspector closes. */
const closeGraceMs = 1_000;

/** So many of the newest entries show whose session cookies of an earlier run are. */
const recalledEntries = 400;

export interface InspectorOptions {
  /** Default: the per-user data folder of the operating system. */
  readonly dataDir?: string;
  /**
   * The site's port of this start, 0 for any; the next free one is taken if this one is not. Default: that of the
   * settings.
   */
  readonly port?: number | undefined;
  /** The engine to start with. Default: that of the settings. */
  readonly engine?: EngineName | undefined;
  /** The learner's own secrets, first signs; they are not kept. */
  readonly secrets?: readonly string[];
  /** Where the generated secret is kept. Default: a 0600 file in the data folder. */
  readonly secretKeeper?: SecretKeeper;
  /** The folder of the built window. */
  readonly uiDir: string;
  readonly clock?: Clock;
  /** Gets the lines of the app's own log; they hold no secrets. */
  readonly log?: (line: string) => void;
}

export interface Inspector {
  /** Where the site is now: another object after it has moved. */
  readonly site: SiteInfo;
  readonly settings: Pick<LiveSettings, 'current' | 'subscribe'>;
  readonly handle: InspectorHandler;
  /** Browser mode: the handler on loopback, behind codes and tokens. */
  openDoor(uiPort: number): Promise<Door>;
  /** Ends everything in order: site, actors, streams, writes, database. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Starts the site and everything behind the window. A database that cannot be used does not keep it from starting:
 * the log and the window say what was done. Throws an InspectorError (with a code and a sentence that says what to
 * do) if the data folder is in use or out of reach, or no port is free; nothing is left running then.
 */
export async function startInspector(options: InspectorOptions): Promise<Inspector> {
  const { clock = systemClock, log: say = () => {} } = options;
  const report = (what: string, error: unknown) => say(`${what} failed: ${reasonOf(error)}`);
  const dataDir = prepareDataDir(options.dataDir ?? defaultDataDir());
  const keptAside = keepOddFilesAside(dataDir);
  const settingsFile = openSettingsFile(dataDir.settings, (error) => {
    log.addNotice({ code: 'settings-not-kept', reason: reasonOf(error) });
    report('keeping the settings', error);
  });
  const settings = createLiveSettings({ engine: options.engine, port: options.port }, settingsFile);

  const feed = createInspectorFeed({
    storage: () => storage,
    settings,
    clock,
    site: () => siteInfo(),
    actors: {
      states: () => cast.states(),
      namesAny: (sids) => cast.namesAny(sids),
      nextChangeAtMs: () => cast.nextChangeAtMs(),
    },
    labRuns: () => lab.runs,
    report,
  });
  const storage = openStorage({
    dataDir,
    clock,
    settings,
    onSessionChange: feed.sessionChanged,
    onLogCleared() {
      lab.logCleared();
      feed.logCleared();
    },
    onPinsChanged: feed.pinsChanged,
    onKeptAside: (kept) => keptAside.push(kept),
    onNotice: (notice) => log.addNotice(notice),
    onFailure: (failure) => noteFailure(failure, { storage, feed, clock, say }),
    report,
  });
  const search = createSearch({
    log: storage.logReader.source,
    thread:
      storage.isShared && storage.state.state === 'kept' ? { database: dataDir.database, folder: dataDir.path } : null,
    nowMs: clock.now,
    report(what, error) {
      // A database that has failed was told of: the search has no other reason then.
      if (storage.state.state !== 'failed') report(what, error);
    },
    onLogError: storage.noteError,
  });
  const log = createLog(storage.log, clock, {
    ...feed,
    onEntry(entry) {
      feed.onEntry(entry);
      lab.noteEntry(entry);
      search.grew();
    },
  });
  removeLeftPage(dataDir.openingPage, report);
  const keeper = options.secretKeeper ?? fileSecretKeeper(dataDir.secret);
  const initialSecrets = closingOnError(storage, () =>
    chooseSecrets(options.secrets, keeper, { mustKeep: storage.state.state === 'kept' }),
  );
  const secrets = createSecretRing(initialSecrets, keeper, initialSecrets === options.secrets);

  const senders = new Senders<SessionEngine>();
  const engines = { store: storage.sessionStore, clock };
  const engine = createEngineSwitch(
    createEngines({
      ...engines,
      secrets: () => secrets.all,
      serverSide: () => settings.current.serverSide,
      clientSide: () => settings.current.clientSide,
    }),
    () => settings.current.engine,
    (request) => senders.of(request)?.engine ?? null,
  );
  const sessions = createSessionEditor(storage.sessionStore, clock.now, log.addEdit);
  const lab = createLab({
    senders,
    siteUrl: () => siteInfo().url,
    siteSecrets: () => secrets.all,
    createEngines: (options) => createEngines({ ...engines, ...options }),
    isRecording: () => settings.current.recording,
    destroySession: createSessionEditor(storage.sessionStore, clock.now, (edit) => log.addEdit({ ...edit, by: 'lab' }))
      .destroy,
    now: clock.now,
    onChange: feed.labChanged,
    report,
  });
  const cast = new Cast({
    senders,
    cookieName: () => engine.cookieName,
    otherCookieName: () => cookieNames[otherEngine(engine.name)],
    siteUrl: () => siteInfo().url,
    judge: (cookieHeader) => engine.judge(cookieHeader),
    jars: storage.actorJars,
    now: clock.now,
    onChange: feed.actorsChanged,
  });
  // Another engine reads another cookie, so what the actors hold is read anew.
  settings.subscribe(() => feed.actorsChanged());
  const recorder = createRecorder({
    clock,
    isRecording: () => settings.current.recording,
    engine: engine.of,
    identify(request, recordId) {
      const sender = senders.of(request);
      sender?.sending?.arrived(recordId);
      return {
        actor: sender?.ref ?? actorFromUserAgent(request.headers['user-agent']),
        resendOf: sender?.sending?.resendOf ?? null,
      };
    },
    takeId: () => storage.log.takeId(),
    recall: () => recallNewest(storage),
    commit: log.addRequest,
  });
  const app = createSiteApp(engine);
  const site = await openSite(
    (req, res) => recorder(req, res, () => app(req, res)),
    settings.current.port,
    closeGraceMs,
  ).catch((error: unknown) => {
    storage.close();
    throw error;
  });
  const siteInfo = (): SiteInfo => ({
    url: `http://localhost:${site.port}`,
    port: site.port,
    wantedPort: site.wantedPort,
    cookieNames,
    dataDir: dataDir.path,
    statements: storage.sessionStore.statements,
  });
  search.begin();
  keptAside.push(...keeper.keptAside);
  noteStart({ log, storage, site: siteInfo(), settingsTrouble: settingsFile.trouble, keptAside, say });
  followPort(settings, site, { log, say, onMoved: feed.siteMoved, report });

  const workbench = createWorkbench(() => secrets.all, clock.now);
  const exports = createExports({
    clock,
    siteUrl: () => siteInfo().url,
    reader: storage.logReader,
    settle: () => storage.settle(),
    findAll: (filter, signal) => search.findAll(filter, signal),
    isShared: storage.isShared,
    signingSecrets: () => secrets.all,
    downloadPath: corePaths.downloads,
  });
  const recordings = createRecordingsDoor({
    folder: dataDir.recordings,
    site: siteInfo,
    settings,
    clock,
    signingSecrets: () => secrets.all,
    report,
  });
  const secretCommands = createSecretCommands(secrets, log, {
    state: () => secretsState(secrets, keeper),
    onChange: feed.actorsChanged,
  });
  const handle = createHandler({
    contextFor: (onReaderDropped) => ({
      live: { stream: (signal) => feed.stream(signal, onReaderDropped) },
      log: {
        page: (query) => {
          storage.settle();
          return storage.logReader.page(query);
        },
        search: (query, signal) => search.query(query, signal),
        stretch: (query, signal) => storage.markReader.stretch(query, signal),
        clear: () => search.whileClearing(() => storage.clearLog()),
        pin: (id) => {
          storage.settle();
          return storage.pins.pin(id, clock.now());
        },
        unpin: (id) => storage.pins.unpin(id),
      },
      actors: cast,
      lab,
      sessions: {
        ...sessions,
        history: ({ sid, before, limit }) => {
          storage.settle();
          return storage.logReader.ofSession(sid, before ?? Number.MAX_SAFE_INTEGER, limit);
        },
        page: (query) => {
          const heldSids = cast.states().flatMap((state) => heldSid(state) ?? []);
          return storage.sessions.pages.page({ ...query, heldSids, nowMs: clock.now() });
        },
        find: (sid) => storage.sessions.find(sid, clock.now()),
        row: (sid) => storage.sessions.row(sid),
        drift: () => findDrift(storage.sessions, cast.states(), clock.now()),
        recorded: () => {
          throw new NotFound('The sessions of the live log are stored: they are asked for by pages.');
        },
      },
      recordings,
      cookies: workbench,
      secrets: secretCommands,
      data: {
        usage: async () => ({
          folderBytes: await folderBytes(dataDir.path),
          oldestEntryAtMs: storage.state.state === 'failed' ? null : storage.log.oldestEntryAtMs(),
        }),
      },
      settings: { change: (change) => changeSettings(settings, change, log) },
      exports,
    }),
    recordings,
    download: (ticket) => exports.download(ticket) ?? recordings.download(ticket),
    downloadHead: (ticket) => exports.downloadHead(ticket) ?? recordings.downloadHead(ticket),
    ui: createBuiltUi(options.uiDir, () => pageAttributes(settings.current)),
    reportError: (what, error) => {
      storage.noteError(error);
      report(what, error);
    },
  });

  const doors = new Set<Door>();
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    feed.close();
    await Promise.all([...doors].map((door) => door.close()));
    await lab.close();
    await site.close();
    await cast.close();
    await Promise.all([exports.close(), recordings.closeAll(), storage.sessions.pages.close()]);
    await search.close();
    storage.close();
  };
  return {
    get site() {
      return siteInfo();
    },
    settings,
    handle,
    async openDoor(uiPort) {
      const door = await openDoor(handle, uiPort);
      doors.add(door);
      return door;
    },
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** The newest entries of the log. Findings do without them where a damaged database cannot be read. */
function recallNewest({ logReader, noteError }: Storage): readonly LogEntry[] {
  try {
    return logReader.newest(recalledEntries).entries;
  } catch (error) {
    noteError(error);
    return [];
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function closingOnError<T>(storage: Storage, step: () => T): T {
  try {
    return step();
  } catch (error) {
    storage.close();
    throw error;
  }
}
