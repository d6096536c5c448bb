import { join } from 'node:path';
import { Senders } from '../actors/senders.ts';
import type { Workspace } from '../api/context.ts';
import { createChanges } from '../base/changes.ts';
import { prepareDataDir } from '../base/data-dir.ts';
import { createLiveSettings, type LiveSettings } from '../base/live-settings.ts';
import { openSettingsFile } from '../base/settings-file.ts';
import type { KeptAside } from '../contract/kept-aside.ts';
import type { SiteInfo } from '../contract/live-message.ts';
import type { StoreColumns } from '../contract/store-state.ts';
import type { Outlook } from '../contract/verdict.ts';
import type { WatchedApp } from '../contract/watch.ts';
import { createSecretRing, type SecretRing } from '../engines/secret-ring.ts';
import { createInspectorFeed, type InspectorFeed } from '../live/inspector-feed.ts';
import { cookiesThatCame, sessionCookies } from '../record/cookie-session.ts';
import { verdictFromOutside } from '../record/cookie-verdict.ts';
import { cookieView } from '../record/cookie-view.ts';
import type { CookiesOfApps } from '../record/findings/from-outside/cookies-of-apps.ts';
import { SessionCookieChoice } from '../record/session-cookie-choice.ts';
import { storedView } from '../record/stored-view.ts';
import { toldView } from '../record/told-view.ts';
import { createFrameworkSigns } from '../targets/watched/framework-signs.ts';
import type { InsideApps } from '../targets/watched/inside-apps.ts';
import { createInsideVisits } from '../targets/watched/inside-visits.ts';
import { createStoreVisits, storeTimes } from '../targets/watched/store-visits.ts';
import type { UpstreamAddress } from '../targets/watched/upstream-address.ts';
import { createWatchedTarget, type WatchedTarget } from '../targets/watched/watched-target.ts';
import type { AppEvents } from './app-changes.ts';
import { createAppStore } from './app-store.ts';
import { createClosing } from './closing.ts';
import type { Kept } from './kept.ts';
import { noteLog } from './notices.ts';
import { openCast } from './open-cast.ts';
import { openLog } from './open-log.ts';
import { closeGraceMs } from './open-traffic.ts';
import { readLogChanges } from './read-log-changes.ts';
import { recallNewest } from './recall-newest.ts';
import { recallSigns } from './recall-signs.ts';
import { recordTraffic } from './record-traffic.ts';
import type { StartContext } from './start-context.ts';
import type { WatchedEntry } from './watch-list.ts';
import { watchedState } from './watched-state.ts';
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
  /** The apps that report their sessions themselves. */
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
  recallSigns(recallNewest(storage), { choice, signs });

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
      storeGraceMs: storeTimes(options.storeWaitMs).closeMs,
      patienceMs: 40,
      sessionIsRead: 'with-record',
    },
    context,
  );
  closing.add(refused.settle);
  const store = createAppStore(
    {
      where: options.givenStore ?? entry().store,
      framework: () => signs.guess?.framework ?? null,
      cookieName: () => choice.current?.name ?? null,
      secrets: () => secrets.all,
      telling,
      storage,
      onChange,
    },
    context,
  );
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
      store: store.attached,
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
  const siteUrl = () => target.address.url;
  const cast = openCast({ senders, cookieName, otherCookieName: () => '', siteUrl, judge }, storage, context);

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
  changes.on('entry', (recorded) => store.sessions.note(recorded));
  changes.on('log-cleared', () => store.sessions.reset());
  changes.on('entry', onChange);
  changes.on('log-cleared', onChange);

  const workspace = createWatchedWorkspace(
    { storage, search, log, cast, feed, settings, secrets, keeper, store: store.sessions },
    target,
    context,
  );
  closing.add(() => workspace.close());
  closing.add(() => storage.sessionPages.close());
  // The live streams are closed before the doors, which would otherwise wait for them.
  closing.add(() => feed.close());
  search.begin();
  noteLog({ log, storage, settingsTrouble: settingsFile.trouble, keptAside }, context.say);

  const { project } = options;
  const shown = { upstream, target, settings, storage, secrets, choice, signs, store, project };
  return {
    target,
    workspace,
    settings,
    feed,
    secrets,
    state: () => watchedState(entry(), { ...shown, telling: telling() }),
    attach: store.attach,
    attachAgain: store.attachAgain,
    readColumns: store.readColumns,
    close: closing.close,
  };
}

/** The name of the session cookie of an app that has told its cookies. Null if it has several. */
function onlyName(sessions: readonly { readonly cookieName: string }[]): string | null {
  const names = new Set(sessions.map(({ cookieName }) => cookieName));
  return names.size === 1 ? ([...names][0] ?? null) : null;
}
