import { join } from 'node:path';
import { Cast } from '../actors/cast.ts';
import { Senders } from '../actors/senders.ts';
import type { Workspace } from '../api/context.ts';
import { createChanges } from '../base/changes.ts';
import { prepareDataDir } from '../base/data-dir.ts';
import { createLiveSettings, type LiveSettings } from '../base/live-settings.ts';
import { openSettingsFile } from '../base/settings-file.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { LogEntry } from '../contract/log-entry.ts';
import type { StoreColumns } from '../contract/store-state.ts';
import type { Outlook } from '../contract/verdict.ts';
import type { Telling, WatchedApp } from '../contract/watch.ts';
import { createSecretRing, type SecretRing } from '../engines/secret-ring.ts';
import { createInspectorFeed, type InspectorFeed } from '../live/inspector-feed.ts';
import { cookiesThatCame, cookiesThatWereSet, sessionCookies } from '../record/cookie-session.ts';
import { verdictFromOutside } from '../record/cookie-verdict.ts';
import { cookieView } from '../record/cookie-view.ts';
import type { CookiesOfApps } from '../record/findings/from-outside/cookies-of-apps.ts';
import { setCookiesOf } from '../record/sent-headers.ts';
import { SessionCookieChoice } from '../record/session-cookie-choice.ts';
import { storedView } from '../record/stored-view.ts';
import { toldView } from '../record/told-view.ts';
import { type AttachedStore, attachStore } from '../stores/attached-store.ts';
import { withColumns } from '../stores/store-place.ts';
import { createFrameworkSigns } from '../targets/watched/framework-signs.ts';
import type { InsideApp, InsideApps } from '../targets/watched/inside-apps.ts';
import { createInsideVisits } from '../targets/watched/inside-visits.ts';
import { createStoreVisits } from '../targets/watched/store-visits.ts';
import { type ToldStore, toldStoreOf } from '../targets/watched/told-store.ts';
import type { UpstreamAddress } from '../targets/watched/upstream-address.ts';
import { createWatchedTarget, type WatchedTarget } from '../targets/watched/watched-target.ts';
import type { AppEvents } from './app-changes.ts';
import { createClosing } from './closing.ts';
import type { Kept } from './kept.ts';
import { noteLog } from './notices.ts';
import { openLog } from './open-log.ts';
import { closeGraceMs } from './open-traffic.ts';
import { readLogChanges } from './read-log-changes.ts';
import { recallNewest } from './recall-newest.ts';
import { recordTraffic } from './record-traffic.ts';
import type { StartContext } from './start-context.ts';
import { createStoreLines } from './store-lines.ts';
import { createStoreSessions } from './store-sessions.ts';
import type { WatchedEntry } from './watch-list.ts';
import { createWatchedWorkspace } from './watched-workspace.ts';
import { workspaceSettings } from './workspace-settings.ts';

export interface OpenWatchedOptions {
  /** The current entry of the list. */
  readonly entry: () => WatchedEntry;
  readonly upstream: UpstreamAddress;
  /** Secrets that were given for this start. They are not stored. */
  readonly givenSecrets: readonly string[];
  /**
   * The address of its session store with a password, which is not stored. Null if the address in the list is complete.
   */
  readonly givenStore: string | null;
  /** The folder of its project, if it was given for this start. */
  readonly project: string | null;
  readonly kept: Pick<Kept, 'dataDir' | 'settings' | 'keeperFor'>;
  readonly ownPorts: () => ReadonlySet<number>;
  /** How long a request waits for the session store of the app. Undefined: the default. */
  readonly storeWaitMs: number | undefined;
  /** The apps that tell their sessions themselves. */
  readonly insideApps: InsideApps;
  /** The cookies that this app and the others have set. */
  readonly cookiesOfApps: CookiesOfApps;
  /** Every watched app, for the live stream. */
  readonly watching: () => WatchedApp[];
  readonly onChange: () => void;
}

/** An open watched app with all its parts. */
export interface OpenWatched {
  readonly target: WatchedTarget;
  readonly workspace: Workspace;
  readonly settings: LiveSettings;
  readonly feed: InspectorFeed;
  readonly secrets: SecretRing;
  readonly state: () => WatchedApp;
  /** Reads this session store from now on. Null to read none. */
  attach(where: string | null): void;
  /** Connects to the attached store once more. */
  attachAgain(): void;
  /** Reads other columns of the attached database. The address with them, or null if no store is attached. */
  readColumns(columns: StoreColumns): string | null;
  close(): Promise<void>;
}

/**
 * Opens the folder of a watched app: its log, its recorder behind a proxy, its workspace. The proxy does not listen
 * yet. Throws an InspectorError if the folder cannot be used.
 */
export function openWatched(options: OpenWatchedOptions, app: StartContext): OpenWatched {
  const { entry } = options;
  const context: StartContext = {
    clock: app.clock,
    changes: createChanges<AppEvents>(),
    closing: createClosing(),
    say: (line) => app.say(`${entry().name}: ${line}`),
    report: (what, error) => app.report(`${what} (${entry().name})`, error),
  };
  try {
    return openIn(options, context);
  } catch (error) {
    // Closes what was opened. If closing fails too, the reason why opening failed is more useful.
    void context.closing.close().catch(() => {});
    throw error;
  }
}

function openIn(options: OpenWatchedOptions, context: StartContext): OpenWatched {
  const { entry, upstream, givenSecrets, kept, ownPorts, insideApps, cookiesOfApps, watching, onChange } = options;
  const { clock, changes, closing, report } = context;
  const { id } = entry();
  const dataDir = prepareDataDir(join(kept.dataDir.watched, id));
  const keptAside: KeptAside[] = [];
  const settingsFile = openSettingsFile(dataDir.settings, (error) => report('keeping the settings', error));
  const settings = workspaceSettings(kept.settings, createLiveSettings({}, settingsFile));
  const { storage, search, log, losses } = openLog(dataDir, settings, keptAside, context);
  const keeper = kept.keeperFor(dataDir);
  const secrets = createSecretRing(
    [...new Set([...givenSecrets, ...(keeper.load() ?? [])])],
    keeper,
    givenSecrets.length > 0,
    { mayBeEmpty: true },
  );
  keptAside.push(...keeper.keptAside);

  const telling = () => insideApps.at(upstream.port);
  const choice = new SessionCookieChoice(
    () => entry().sessionCookie,
    () => onlyName(telling()?.sessions ?? []),
  );
  const signs = createFrameworkSigns();
  for (const recalled of recallNewest(storage)) noteRecalled(recalled);

  const senders = new Senders();
  const cookieName = () => choice.current?.name ?? '';
  const { recorder, refused } = recordTraffic(
    {
      senders,
      settings,
      openLog: { storage, log },
      sessions: toldView(storedView(cookieView({ secrets: () => secrets.all, choice }))),
      engine: () => ({ name: null, cookieNames: { session: cookieName(), otherEngine: '' } }),
      neighbourhood: { app: () => target.address.url, cookies: cookiesOfApps },
      recordsAreMade: 'with-batch',
    },
    context,
  );
  let store: AttachedStore | null = null;
  let whereNow: string | null = null;
  const attach = (where: string | null) => {
    whereNow = where;
    const old = store;
    const sayStore = createStoreLines(context.say);
    store =
      where === null
        ? null
        : attachStore({
            where,
            hints: () => ({ framework: signs.guess?.framework ?? null, cookie: choice.current?.name ?? null }),
            secrets: () => secrets.all,
            onChange: () => {
              sayStore(store?.state ?? null);
              onChange();
            },
          });
    storeSessions.reset();
    void old?.close();
  };
  const told = () => toldStoreOf(telling(), choice.current?.name ?? null);
  const storeSessions = createStoreSessions({
    store: () => store,
    told,
    reader: storage.logReader,
    settle: () => storage.settle(),
    secrets: () => secrets.all,
    cookieName: () => choice.current?.name ?? null,
    onError: (error) => report('listing the session store', error),
  });
  closing.add(() => storeSessions.close());
  attach(options.givenStore ?? entry().store);
  closing.add(() => store?.close() ?? Promise.resolve());
  const target = createWatchedTarget({
    id,
    name: () => entry().name,
    upstream,
    port: () => entry().port,
    ownPorts,
    rewritesLocation: () => entry().rewritesLocation,
    acceptsAnyCertificate: () => entry().acceptsAnyCertificate,
    recorder,
    storeVisits: createStoreVisits({
      store: () => store,
      cookieName: () => choice.current?.name ?? null,
      ...(options.storeWaitMs === undefined ? {} : { waitMs: options.storeWaitMs }),
    }),
    insideVisits: createInsideVisits(insideApps),
    graceMs: closeGraceMs,
    watch: { onRefused: refused.refused, onClosed: (why) => refused.closed('site', why) },
    onChange,
  });
  closing.add(() => target.close());

  const judge = (cookieHeader: string | null): Outlook => {
    const check = { secrets: secrets.all, nowMs: clock.now(), maxAgeSeconds: null };
    const { came } = sessionCookies(cookiesThatCame(cookieHeader ?? ''), [], clock.now(), {
      chosen: cookieName(),
      check,
    });
    return { verdict: verdictFromOutside(came, secrets.all.length), changesAtMs: null };
  };
  const cast = new Cast({
    senders,
    cookieName,
    otherCookieName: () => '',
    siteUrl: () => target.address.url,
    judge,
    jars: storage.actorJars,
    now: clock.now,
    onChange: () => changes.tell('actors', null),
  });
  closing.add(() => cast.close());

  const site = (): SiteInfo => ({
    ...target.address,
    cookieNames: { 'server-side': cookieName(), 'client-side': cookieName() },
    defaultCookieNames: { 'server-side': cookieName(), 'client-side': cookieName() },
    dataDir: kept.dataDir.path,
    statements: storage.sessionStore.statements,
    watchedId: id,
  });
  const feed = createInspectorFeed({
    storage,
    settings,
    clock,
    site,
    actors: cast,
    labRuns: () => [],
    losses,
    watching,
  });
  changes.on('entry', (recorded) => {
    if (recorded.kind === 'request') signs.note(recorded);
  });
  readLogChanges(changes, feed, search);
  changes.on('entry', (recorded) => storeSessions.note(recorded));
  changes.on('log-cleared', () => storeSessions.reset());
  changes.on('entry', onChange);
  changes.on('log-cleared', onChange);

  const workspace = createWatchedWorkspace(
    { storage, search, log, cast, feed, settings, secrets, keeper, store: storeSessions },
    target,
    context,
  );
  closing.add(() => workspace.close());
  closing.add(() => storage.sessionPages.close());
  // The live streams are closed before the doors, which would otherwise wait for them.
  closing.add(() => feed.close());
  search.begin();
  noteLog({ log, storage, settingsTrouble: settingsFile.trouble, keptAside }, context.say);

  function noteRecalled(recalled: LogEntry): void {
    if (recalled.kind !== 'request') return;
    signs.note(recalled);
    const { method, url, status, requestHeaders, responseHeaders } = recalled;
    const header = requestHeaders.filter(([name]) => name.toLowerCase() === 'cookie').map(([, value]) => value);
    choice.note({
      method: method ?? '',
      url,
      status,
      came: cookiesThatCame(header.join('; ')),
      set: cookiesThatWereSet(setCookiesOf(responseHeaders)),
    });
  }

  return {
    target,
    workspace,
    settings,
    feed,
    secrets,
    state() {
      const now = entry();
      return {
        id,
        name: now.name,
        app: upstream.url,
        open: target.state.state === 'running' ? target.address.url : null,
        page: now.page,
        wantedPort: target.address.wantedPort,
        proxy:
          target.state.state === 'running'
            ? { state: 'listening' }
            : target.state.state === 'failed'
              ? { state: 'port-taken', reason: target.state.reason }
              : { state: 'stopped' },
        upstream: target.upstream,
        isRecording: settings.current.recording,
        requestCount: storage.totals().requests,
        secretCount: secrets.all.length,
        sessionCookie: choice.current,
        candidates: choice.candidates,
        rewritesLocation: now.rewritesLocation,
        acceptsAnyCertificate: now.acceptsAnyCertificate,
        framework: signs.guess,
        store: store?.state ?? null,
        ...(options.project === null ? {} : { project: options.project }),
        telling: tellingOf(telling(), told()),
      };
    },
    attach,
    attachAgain: () => attach(whereNow),
    readColumns(columns) {
      if (whereNow !== null) attach(withColumns(whereNow, columns));
      return whereNow;
    },
    close: closing.close,
  };
}

function tellingOf(app: InsideApp | null, listed: ToldStore | null): Telling | null {
  if (app === null) return null;
  const { sessions, missed } = app;
  return {
    sessions: sessions.map(({ cookieName, store }) => ({ cookieName, store })),
    listed: listed?.mapping.name ?? null,
    missed,
  };
}

/** The name of the session cookie of an app that has told its cookies. Null if it has several. */
function onlyName(sessions: readonly { readonly cookieName: string }[]): string | null {
  const names = new Set(sessions.map(({ cookieName }) => cookieName));
  return names.size === 1 ? ([...names][0] ?? null) : null;
}
