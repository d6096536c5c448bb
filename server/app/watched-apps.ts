import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workspace } from '../api/context.ts';
import { CannotWatch, InspectorError, InvalidRequest, NoFreePort, NotFound } from '../base/errors.ts';
import { fileWords, keptAsideSentence } from '../contract/file-words-en.ts';
import type { AttachProject, ProjectStores } from '../contract/project-store.ts';
import {
  FIRST_WATCH_PORT,
  type Listening,
  type WatchAdd,
  type WatchChange,
  type WatchedApp,
  type WatchRefusal,
  type WatchResult,
} from '../contract/watch.ts';
import { withoutPassword } from '../stores/store-place.ts';
import { openInsideApps } from '../targets/watched/inside-apps.ts';
import { listeningSockets } from '../targets/watched/listening-sockets.ts';
import { resolveUpstream, type UpstreamAddress } from '../targets/watched/upstream-address.ts';
import type { Kept } from './kept.ts';
import type { Traffic } from './open-traffic.ts';
import type { OpenWatched } from './open-watched.ts';
import type { StartContext } from './start-context.ts';
import { readWatchList, type WatchedEntry, writeWatchList } from './watch-list.ts';
import { refusalSentence } from './watch-sentences.ts';

/** The watched apps, each with its proxy and its workspace. They are opened again at the next start. */
export interface WatchedApps {
  list(): WatchedApp[];
  add(app: WatchAdd): Promise<WatchResult>;
  change(change: WatchChange): Promise<WatchedApp>;
  remove(id: string): Promise<void>;
  listening(): Promise<Listening>;
  /** The session stores that the folder of a project suggests. */
  project(path: string): Promise<ProjectStores>;
  attachProject(chosen: AttachProject): Promise<WatchedApp>;
  /** The workspace of an app. Null if no app with this id is watched. */
  find(id: string): Workspace | null;
  all(): Iterable<Workspace>;
  /** Whether this process listens at a port. An app at such a port cannot be watched. */
  addOwnPort(port: number): void;
}

/** The maximum number of apps. Each has a database, a search index and a listening port. */
const mostApps = 20;
/** The shortest interval between two updates of the request counts. */
const tellEveryMs = 250;

export interface WatchedAppsOptions {
  /** The apps of the start options. */
  readonly asked: readonly WatchAdd[];
  /** How long a request waits for the session store of its app. Undefined: the default. */
  readonly storeWaitMs: number | undefined;
}

interface Held {
  entry: WatchedEntry;
  readonly upstream: UpstreamAddress;
  readonly open: OpenWatched;
}

/**
 * Opens the apps of the list, and the apps of the start options, whose secrets are not stored. If an app of the list
 * cannot be opened, the terminal says why, and the app stays in the list. Throws CannotWatch for an app of the start
 * options.
 */
export async function openWatchedApps(
  kept: Kept,
  { target: site, cookiesOfApps }: Pick<Traffic, 'target' | 'cookiesOfApps'>,
  { asked, storeWaitMs }: WatchedAppsOptions,
  context: StartContext,
): Promise<WatchedApps> {
  const { dataDir } = kept;
  const { changes, closing, say, report } = context;
  const held = new Map<string, Held>();
  const doorPorts = new Set<number>();
  /** Entries whose apps could not be opened. They are written back unchanged. */
  const unopened: WatchedEntry[] = [];

  const list = (): WatchedApp[] => [...held.values()].map(({ open }) => open.state());
  const ownPorts = (): ReadonlySet<number> => {
    const ports = new Set([...doorPorts, site.address.port]);
    for (const { open } of held.values())
      if (open.target.state.state === 'running') ports.add(open.target.address.port);
    return ports;
  };
  const insideApps = await openInsideApps({
    address: dataDir.appSocket,
    watchedPorts: () => new Set([...held.values()].map(({ upstream }) => upstream.port)),
    onChange: () => tell(),
    say,
  });
  closing.add(() => insideApps.close());
  let timer: NodeJS.Timeout | null = null;
  const tell = () => {
    timer ??= setTimeout(() => {
      timer = null;
      changes.tell('watching', null);
      for (const { open } of held.values()) open.feed.watchingChanged();
    }, tellEveryMs).unref();
  };
  closing.add(() => {
    if (timer !== null) clearTimeout(timer);
  });
  closing.add(async () => void (await Promise.all([...held.values()].map(({ open }) => open.close()))));
  const keep = () => {
    try {
      writeWatchList(dataDir.watchList, [...[...held.values()].map(({ entry }) => entry), ...unopened]);
    } catch (error) {
      report('keeping the list of the watched apps', error);
    }
  };

  /** The code behind a watched app is loaded with the first one: without one, the window need not wait for it. */
  const loadOpenWatched = async () => (await import('./open-watched.ts')).openWatched;
  const begin = async (
    openWatched: Awaited<ReturnType<typeof loadOpenWatched>>,
    entry: WatchedEntry,
    upstream: UpstreamAddress,
    givenSecrets: readonly string[],
    given: Pick<WatchAdd, 'store' | 'project'> = {},
  ) => {
    const open = openWatched(
      {
        givenStore: given.store ?? null,
        project: given.project ?? null,
        entry: () => held.get(entry.id)?.entry ?? entry,
        upstream,
        givenSecrets,
        kept,
        ownPorts,
        storeWaitMs,
        watching: list,
        insideApps,
        cookiesOfApps,
        onChange: tell,
      },
      context,
    );
    const one: Held = { entry, upstream, open };
    held.set(entry.id, one);
    insideApps.watchedChanged();
    if (entry.isListening) await listen(one);
    return one;
  };
  /** A port in use is reported as a state of the app. */
  const listen = async ({ entry, open }: Held): Promise<void> => {
    try {
      await open.target.open();
    } catch (error) {
      if (!(error instanceof NoFreePort)) throw error;
      say(`${entry.name}: ${error.message}`);
    }
  };
  const known = (id: string): Held => {
    const one = held.get(id);
    if (one === undefined) throw new NotFound('This app is not watched any more.');
    return one;
  };
  /** If the user types the address of a watched app again, with a page, that page is opened. */
  const openNextAt = (one: Held, { page }: UpstreamAddress) => {
    if (page === '/' || page === one.entry.page) return;
    one.entry = { ...one.entry, page };
    keep();
    tell();
  };
  const isNameTaken = (name: string, id: string | null) =>
    [...held.values()].some(({ entry }) => entry.name === name && entry.id !== id);

  const { entries, keptAside } = readWatchList(dataDir.watchList);
  if (keptAside !== null) say(keptAsideSentence(keptAside, fileWords.keptAside));
  const wanted = await Promise.all(
    asked.map(async (app) => {
      const resolution = await resolveUpstream(app.url);
      if (!resolution.ok) throw new CannotWatch(app.url, refusalSentence(resolution.refusal));
      return { app, upstream: resolution.upstream };
    }),
  );
  for (const entry of entries) {
    const resolution = await resolveUpstream(entry.url);
    if (resolution.ok) {
      const place = wanted.findIndex(({ upstream }) => isSame(upstream, resolution.upstream));
      const { app, upstream: typed } = (place === -1 ? undefined : wanted.splice(place, 1)[0]) ?? {};
      const page = typed === undefined || typed.page === '/' ? entry.page : typed.page;
      const opened =
        app === undefined
          ? entry
          : { ...entry, isListening: true, port: app.port ?? entry.port, page, store: storeOf(app) ?? entry.store };
      try {
        await begin(await loadOpenWatched(), opened, resolution.upstream, app?.secrets ?? [], app);
        continue;
      } catch (error) {
        if (!(error instanceof InspectorError)) throw error;
        say(`${entry.name} cannot be watched: ${error.message}`);
      }
    } else say(`${entry.name} cannot be watched: ${refusalSentence(resolution.refusal)}`);
    unopened.push(entry);
  }

  const refusalFor = (upstream: UpstreamAddress): WatchRefusal | null => {
    if (ownPorts().has(upstream.port)) return { why: 'own-port', port: upstream.port };
    const same = [...held.values()].find((one) => isSame(one.upstream, upstream));
    if (same !== undefined) return { why: 'already-watched', id: same.entry.id };
    return held.size >= mostApps ? { why: 'too-many', most: mostApps } : null;
  };

  const addResolved = async (app: WatchAdd, upstream: UpstreamAddress, givenSecrets: readonly string[]) => {
    // Before the checks: nothing may come between a check and the new entry.
    const openWatched = await loadOpenWatched();
    const refusal = refusalFor(upstream);
    if (refusal !== null) return { refusal };
    const name = app.name ?? upstream.url.replace(/^https?:\/\//, '');
    if (isNameTaken(name, null)) throw new InvalidRequest(`Another app is called “${name}”.`);
    const entry: WatchedEntry = {
      id: randomBytes(6).toString('hex'),
      name,
      url: upstream.url,
      port: app.port ?? FIRST_WATCH_PORT,
      isListening: true,
      sessionCookie: null,
      rewritesLocation: true,
      acceptsAnyCertificate: app.acceptsAnyCertificate ?? false,
      page: upstream.page,
      store: storeOf(app),
    };
    return { one: await begin(openWatched, entry, upstream, givenSecrets, app) };
  };
  for (const { app, upstream } of wanted) {
    const added = await addResolved(app, upstream, app.secrets ?? []);
    if ('refusal' in added) throw new CannotWatch(app.url, refusalSentence(added.refusal));
  }
  if (asked.length > 0) keep();
  for (const { project } of asked) if (project !== undefined) void sayOffers(project, say);

  return {
    list,
    async add(app) {
      const resolution = await resolveUpstream(app.url);
      if (!resolution.ok) return resolution;
      const added = await addResolved(app, resolution.upstream, []);
      if ('refusal' in added) {
        if (added.refusal.why === 'already-watched') openNextAt(known(added.refusal.id), resolution.upstream);
        return { ok: false, refusal: added.refusal };
      }
      const { one } = added;
      for (const secret of (app.secrets ?? []).toReversed()) one.open.secrets.add(secret);
      keep();
      tell();
      return { ok: true, app: one.open.state() };
    },
    async change({ id, name, port, isRecording, isListening, store, storeColumns, triesStoreAgain, ...others }) {
      const one = known(id);
      if (name !== undefined && isNameTaken(name, id)) throw new InvalidRequest(`Another app is called “${name}”.`);
      const given = Object.fromEntries(Object.entries({ name, port, isListening, ...others }).filter(isGiven));
      one.entry = { ...one.entry, ...given, ...(store === undefined ? {} : { store: storeOf({ store }) }) };
      if (store !== undefined) one.open.attach(store);
      if (triesStoreAgain === true) one.open.attachAgain();
      if (storeColumns !== undefined)
        one.entry = { ...one.entry, store: storeOf({ store: one.open.readColumns(storeColumns) }) };
      if (isRecording !== undefined)
        one.open.workspace.contextFor(() => {}).settings.change({ recording: isRecording });
      const isRunning = one.open.target.state.state === 'running';
      if (isListening === false && isRunning) await one.open.target.close();
      else if (one.entry.isListening && !isRunning) await listen(one);
      else if (port !== undefined && isRunning) await one.open.target.moveTo(port);
      keep();
      tell();
      return one.open.state();
    },
    async project(path) {
      const { offersOfProject } = await import('./project-offers.ts');
      return offersOfProject(path);
    },
    async attachProject(chosen) {
      const one = known(chosen.id);
      const { chosenOffer } = await import('./project-offers.ts');
      const { store, secrets } = await chosenOffer(chosen);
      one.entry = { ...one.entry, store: storeOf({ store }) };
      one.open.attach(store);
      for (const secret of secrets) one.open.secrets.add(secret);
      keep();
      tell();
      return one.open.state();
    },
    async remove(id) {
      const { open } = known(id);
      held.delete(id);
      insideApps.watchedChanged();
      keep();
      await open.close();
      await rm(join(dataDir.watched, id), { recursive: true, force: true, maxRetries: 3 });
      tell();
    },
    listening: () => listeningSockets(ownPorts(), insideApps.apps),
    find: (id) => held.get(id)?.open.workspace ?? null,
    all: () => [...held.values()].map(({ open }) => open.workspace),
    addOwnPort: (port) => void doorPorts.add(port),
  };
}

/** Tells what a project suggests. The window attaches one of them, or `--store` does. */
async function sayOffers(project: string, say: (line: string) => void): Promise<void> {
  const { offersOfProject } = await import('./project-offers.ts');
  const offers = await offersOfProject(project);
  if (!offers.ok) return say(offers.reason);
  if (offers.stores.length === 0) return say(`Nothing in ${project} names a session store.`);
  for (const { where, kind, reason } of offers.stores) say(`${project} suggests --store ${where} (${kind}): ${reason}`);
}

/** Identifies an app by port and first address, because `localhost` and `127.0.0.1` are the same app. */
function isSame(one: UpstreamAddress, other: UpstreamAddress): boolean {
  return one.port === other.port && one.addresses[0] === other.addresses[0];
}

function isGiven([, value]: [string, unknown]): boolean {
  return value !== undefined;
}

/** Where the store of an app is, as the list keeps it: a password is of this start alone. */
function storeOf({ store }: { readonly store?: string | null | undefined }): string | null {
  return store === undefined || store === null ? null : withoutPassword(store);
}
