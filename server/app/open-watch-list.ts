import { randomBytes } from 'node:crypto';
import { CannotWatch, InspectorError } from '../base/errors.ts';
import { fileWords, keptAsideSentence } from '../contract/file-words-en.ts';
import { FIRST_WATCH_PORT, type WatchAdd, type WatchRefusal } from '../contract/watch.ts';
import { withoutPassword } from '../stores/store-place.ts';
import { resolveUpstream, type UpstreamAddress } from '../targets/watched/upstream-address.ts';
import { type HeldApp, type HeldApps, isSameApp } from './held-apps.ts';
import { readWatchList, type WatchedEntry } from './watch-list.ts';
import { refusalSentence } from './watch-sentences.ts';

/** An app of the start options, with its resolved address. */
interface Asked {
  readonly app: WatchAdd;
  readonly upstream: UpstreamAddress;
}

/**
 * Opens the apps of the list at `path`, then those of the start options that are not in it. An option for an app of the
 * list changes that app for this start. If an app of the list cannot be opened, `say` gets the reason, and the app
 * stays in the list. Throws CannotWatch for an app of the start options.
 */
export async function openWatchList(
  held: HeldApps,
  path: string,
  asked: readonly WatchAdd[],
  say: (line: string) => void,
): Promise<void> {
  const { entries, keptAside } = readWatchList(path);
  if (keptAside !== null) say(keptAsideSentence(keptAside, fileWords.keptAside));
  const wanted = await Promise.all(asked.map(resolved));
  for (const entry of entries) {
    const why = await openEntry(held, entry, wanted);
    if (why === null) continue;
    say(`${entry.name} cannot be watched: ${why}`);
    held.unopened.push(entry);
  }
  for (const { app, upstream } of wanted) {
    const added = await addApp(held, app, upstream);
    if ('refusal' in added) throw new CannotWatch(app.url, refusalSentence(added.refusal));
  }
  if (asked.length > 0) held.keep();
}

/**
 * Adds an app that is not watched yet, unless its address is refused. The list is not written. Throws InvalidRequest if
 * its name is taken.
 */
export async function addApp(
  held: HeldApps,
  app: WatchAdd,
  upstream: UpstreamAddress,
): Promise<{ readonly one: HeldApp } | { readonly refusal: WatchRefusal }> {
  // Before the checks: nothing may come between a check and the new entry.
  const openWatched = await loadOpenWatched();
  const refusal = held.refusalFor(upstream);
  if (refusal !== null) return { refusal };
  const name = app.name ?? upstream.url.replace(/^https?:\/\//, '');
  held.checkName(name, null);
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
    store: listedStore(app),
  };
  return { one: await held.begin(openWatched, entry, upstream, app) };
}

/** The address of a store as the list keeps it: without its password, which is only valid for this start. */
export function listedStore({ store }: { readonly store?: string | null | undefined }): string | null {
  return store === undefined || store === null ? null : withoutPassword(store);
}

/** Opens an app of the list, and removes its option from `wanted`. Returns why it cannot be watched, or null. */
async function openEntry(held: HeldApps, entry: WatchedEntry, wanted: Asked[]): Promise<string | null> {
  const resolution = await resolveUpstream(entry.url);
  if (!resolution.ok) return refusalSentence(resolution.refusal);
  const { upstream } = resolution;
  const place = wanted.findIndex((one) => isSameApp(one.upstream, upstream));
  const option = place === -1 ? undefined : wanted.splice(place, 1)[0];
  try {
    await held.begin(await loadOpenWatched(), changedBy(option, entry), upstream, option?.app);
    return null;
  } catch (error) {
    if (!(error instanceof InspectorError)) throw error;
    return error.message;
  }
}

function changedBy(option: Asked | undefined, entry: WatchedEntry): WatchedEntry {
  if (option === undefined) return entry;
  const { app, upstream } = option;
  return {
    ...entry,
    isListening: true,
    port: app.port ?? entry.port,
    page: upstream.page === '/' ? entry.page : upstream.page,
    store: listedStore(app) ?? entry.store,
  };
}

async function resolved(app: WatchAdd): Promise<Asked> {
  const resolution = await resolveUpstream(app.url);
  if (!resolution.ok) throw new CannotWatch(app.url, refusalSentence(resolution.refusal));
  return { app, upstream: resolution.upstream };
}

/** The code behind a watched app is loaded with the first one: without one, the window need not wait for it. */
const loadOpenWatched = async () => (await import('./open-watched.ts')).openWatched;
