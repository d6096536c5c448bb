import type { Workspace } from '../api/context.ts';
import { projectBecauseSentence } from '../contract/project-because.ts';
import { projectBecauseWords } from '../contract/project-because-words-en.ts';
import type { AttachProject, ProjectStores } from '../contract/project-store.ts';
import { storeWhySentence } from '../contract/store-why.ts';
import { storeWhyWords } from '../contract/store-why-words-en.ts';
import type { Listening, WatchAdd, WatchChange, WatchedApp, WatchResult } from '../contract/watch.ts';
import { resolveUpstream, type UpstreamAddress } from '../targets/watched/upstream-address.ts';
import { HeldApps } from './held-apps.ts';
import type { Kept } from './kept.ts';
import type { Traffic } from './open-traffic.ts';
import { addApp, listedStore, openWatchList } from './open-watch-list.ts';
import type { StartContext } from './start-context.ts';

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

export interface WatchedAppsOptions {
  /** The apps of the start options. */
  readonly asked: readonly WatchAdd[];
  /** How long a request waits for the session store of its app. Undefined: the default. */
  readonly storeWaitMs: number | undefined;
}

/**
 * Opens the apps of the list, and the apps of the start options, whose secrets are not stored. If an app of the list
 * cannot be opened, the terminal says why, and the app stays in the list. Throws CannotWatch for an app of the start
 * options.
 */
export async function openWatchedApps(
  kept: Kept,
  traffic: Pick<Traffic, 'target' | 'cookiesOfApps'>,
  { asked, storeWaitMs }: WatchedAppsOptions,
  context: StartContext,
): Promise<WatchedApps> {
  const held = await HeldApps.open({ kept, traffic, storeWaitMs, context });
  await openWatchList(held, kept.dataDir.watchList, asked, context.say);
  for (const { project } of asked) if (project !== undefined) void sayOffers(project, context.say);

  return {
    list: () => held.states(),
    async add(app) {
      const resolution = await resolveUpstream(app.url);
      if (!resolution.ok) return resolution;
      const { secrets = [], ...withoutSecrets } = app;
      const added = await addApp(held, withoutSecrets, resolution.upstream);
      if ('refusal' in added) {
        if (added.refusal.why === 'already-watched') openNextAt(held, added.refusal.id, resolution.upstream);
        return { ok: false, refusal: added.refusal };
      }
      const { one } = added;
      for (const secret of secrets.toReversed()) one.open.secrets.add(secret);
      held.changed();
      return { ok: true, app: one.open.state() };
    },
    change: (change) => changeApp(held, change),
    async project(path) {
      const { offersOfProject } = await import('./project-offers.ts');
      return offersOfProject(path);
    },
    async attachProject(chosen) {
      const one = held.known(chosen.id);
      const { chosenOffer } = await import('./project-offers.ts');
      const { store, secrets } = await chosenOffer(chosen);
      one.entry = { ...one.entry, store: listedStore({ store }) };
      one.open.attach(store);
      for (const secret of secrets) one.open.secrets.add(secret);
      held.changed();
      return one.open.state();
    },
    remove: (id) => held.remove(id),
    listening: () => held.listening(),
    find: (id) => held.find(id)?.open.workspace ?? null,
    all: () => [...held.all()].map(({ open }) => open.workspace),
    addOwnPort: (port) => held.addOwnPort(port),
  };
}

async function changeApp(held: HeldApps, change: WatchChange): Promise<WatchedApp> {
  const { id, name, port, isRecording, isListening, store, storeColumns, triesStoreAgain, ...others } = change;
  const one = held.known(id);
  if (name !== undefined) held.checkName(name, id);
  const given = Object.fromEntries(Object.entries({ name, port, isListening, ...others }).filter(isGiven));
  one.entry = { ...one.entry, ...given, ...(store === undefined ? {} : { store: listedStore({ store }) }) };
  if (store !== undefined) one.open.attach(store);
  if (triesStoreAgain === true) one.open.attachAgain();
  if (storeColumns !== undefined)
    one.entry = { ...one.entry, store: listedStore({ store: one.open.readColumns(storeColumns) }) };
  if (isRecording !== undefined) one.open.workspace.contextFor(() => {}).settings.change({ recording: isRecording });
  const isRunning = one.open.target.state.state === 'running';
  if (isListening === false && isRunning) await one.open.target.close();
  else if (one.entry.isListening && !isRunning) await held.listen(one);
  else if (port !== undefined && isRunning) await one.open.target.moveTo(port);
  held.changed();
  return one.open.state();
}

/** If the user types the address of a watched app again, with a page, that page is opened. */
function openNextAt(held: HeldApps, id: string, { page }: UpstreamAddress): void {
  const one = held.known(id);
  if (page === '/' || page === one.entry.page) return;
  one.entry = { ...one.entry, page };
  held.changed();
}

/** Tells what a project suggests. The window attaches one of them, or `--store` does. */
async function sayOffers(project: string, say: (line: string) => void): Promise<void> {
  const { offersOfProject } = await import('./project-offers.ts');
  const offers = await offersOfProject(project);
  if (!offers.ok) return say(storeWhySentence(offers.why, storeWhyWords));
  if (offers.stores.length === 0) return say(`Nothing in ${project} names a session store.`);
  for (const { where, kind, because } of offers.stores)
    say(`${project} suggests --store ${where} (${kind}): ${projectBecauseSentence(because, projectBecauseWords)}`);
}

function isGiven([, value]: [string, unknown]): boolean {
  return value !== undefined;
}
