import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidRequest, NoFreePort, NotFound } from '../base/errors.ts';
import type { WatchAdd, WatchedApp, WatchRefusal } from '../contract/watch.ts';
import { type InsideApps, openInsideApps } from '../targets/watched/inside-apps.ts';
import { listeningSockets } from '../targets/watched/listening-sockets.ts';
import type { UpstreamAddress } from '../targets/watched/upstream-address.ts';
import type { Kept } from './kept.ts';
import type { Traffic } from './open-traffic.ts';
import type { OpenWatched, openWatched } from './open-watched.ts';
import type { StartContext } from './start-context.ts';
import { type WatchedEntry, writeWatchList } from './watch-list.ts';

/** A watched app: its entry in the list, its address, and its open proxy and workspace. */
export interface HeldApp {
  entry: WatchedEntry;
  readonly upstream: UpstreamAddress;
  readonly open: OpenWatched;
}

export interface HeldAppsParts {
  readonly kept: Kept;
  readonly traffic: Pick<Traffic, 'target' | 'cookiesOfApps'>;
  /** How long a request waits for the session store of its app. Undefined: the default. */
  readonly storeWaitMs: number | undefined;
  readonly context: StartContext;
}

/** What the start options, or the window, give with an app. Secrets are not part of the list. */
export type GivenToApp = Pick<WatchAdd, 'store' | 'project' | 'secrets'>;

/** The maximum number of apps. Each has a database, a search index and a listening port. */
const mostApps = 20;
/** The shortest interval between two updates of the request counts. */
const tellEveryMs = 250;

/**
 * The apps that are watched now. The list on the disk follows with `keep`, and the windows follow with `tell`; a caller
 * that changes an entry calls `changed`, which does both.
 */
export class HeldApps {
  /** Entries whose apps could not be opened. They are written back unchanged. */
  readonly unopened: WatchedEntry[] = [];
  readonly #parts: HeldAppsParts;
  readonly #apps: Map<string, HeldApp>;
  readonly #insideApps: InsideApps;
  readonly #tellLater: () => void;
  readonly #doorPorts = new Set<number>();

  private constructor(parts: HeldAppsParts, apps: Map<string, HeldApp>, insideApps: InsideApps, tellLater: () => void) {
    this.#parts = parts;
    this.#apps = apps;
    this.#insideApps = insideApps;
    this.#tellLater = tellLater;
  }

  /** Without an app. From now on, apps with `session-inspector/express` can connect. */
  static async open(parts: HeldAppsParts): Promise<HeldApps> {
    const { kept, context } = parts;
    const apps = new Map<string, HeldApp>();
    let timer: NodeJS.Timeout | null = null;
    const tellLater = () => {
      timer ??= setTimeout(() => {
        timer = null;
        context.changes.tell('watching', null);
        for (const { open } of apps.values()) open.feed.watchingChanged();
      }, tellEveryMs).unref();
    };
    const insideApps = await openInsideApps({
      address: kept.dataDir.appSocket,
      watchedPorts: () => new Set([...apps.values()].map(({ upstream }) => upstream.port)),
      onChange: tellLater,
      say: context.say,
    });
    context.closing.add(() => insideApps.close());
    context.closing.add(() => {
      if (timer !== null) clearTimeout(timer);
    });
    context.closing.add(async () => void (await Promise.all([...apps.values()].map(({ open }) => open.close()))));
    return new HeldApps(parts, apps, insideApps, tellLater);
  }

  all(): Iterable<HeldApp> {
    return this.#apps.values();
  }

  find(id: string): HeldApp | null {
    return this.#apps.get(id) ?? null;
  }

  /** Throws NotFound if no app with this id is watched. */
  known(id: string): HeldApp {
    const one = this.#apps.get(id);
    if (one === undefined) throw new NotFound('This app is not watched any more.');
    return one;
  }

  states(): WatchedApp[] {
    return [...this.#apps.values()].map(({ open }) => open.state());
  }

  /** Adds a port at which this process listens. */
  addOwnPort(port: number): void {
    this.#doorPorts.add(port);
  }

  /** The sockets of this machine at which an app could listen. */
  listening() {
    return listeningSockets(this.#ownPorts(), this.#insideApps.apps);
  }

  /** Why an app at this address cannot be watched. Null if it can be. */
  refusalFor(upstream: UpstreamAddress): WatchRefusal | null {
    if (this.#ownPorts().has(upstream.port)) return { why: 'own-port', port: upstream.port };
    const same = [...this.#apps.values()].find((one) => isSameApp(one.upstream, upstream));
    if (same !== undefined) return { why: 'already-watched', id: same.entry.id };
    return this.#apps.size >= mostApps ? { why: 'too-many', most: mostApps } : null;
  }

  /** Throws InvalidRequest if another app than `id` has this name. `id` is null for an app that is not watched yet. */
  checkName(name: string, id: string | null): void {
    const isTaken = [...this.#apps.values()].some(({ entry }) => entry.name === name && entry.id !== id);
    if (isTaken) throw new InvalidRequest(`Another app is called “${name}”.`);
  }

  /** Opens the workspace of an app, and its proxy if the entry says so. The list is not written. */
  async begin(
    open: typeof openWatched,
    entry: WatchedEntry,
    upstream: UpstreamAddress,
    given: GivenToApp = {},
  ): Promise<HeldApp> {
    const { kept, context, storeWaitMs, traffic } = this.#parts;
    const app = open(
      {
        givenStore: given.store ?? null,
        project: given.project ?? null,
        entry: () => this.#apps.get(entry.id)?.entry ?? entry,
        upstream,
        givenSecrets: given.secrets ?? [],
        kept,
        ownPorts: () => this.#ownPorts(),
        storeWaitMs,
        watching: () => this.states(),
        insideApps: this.#insideApps,
        cookiesOfApps: traffic.cookiesOfApps,
        onChange: () => this.tell(),
      },
      context,
    );
    const one: HeldApp = { entry, upstream, open: app };
    this.#apps.set(entry.id, one);
    this.#insideApps.watchedChanged();
    if (entry.isListening) await this.listen(one);
    return one;
  }

  /** Opens the proxy of an app. A port in use is reported as a state of the app. */
  async listen({ entry, open }: HeldApp): Promise<void> {
    try {
      await open.target.open();
    } catch (error) {
      if (!(error instanceof NoFreePort)) throw error;
      this.#parts.context.say(`${entry.name}: ${error.message}`);
    }
  }

  /** Closes an app, and removes its folder with its log. */
  async remove(id: string): Promise<void> {
    const { open } = this.known(id);
    this.#apps.delete(id);
    this.#insideApps.watchedChanged();
    this.keep();
    await open.close();
    await rm(join(this.#parts.kept.dataDir.watched, id), { recursive: true, force: true, maxRetries: 3 });
    this.tell();
  }

  changed(): void {
    this.keep();
    this.tell();
  }

  /** Writes the list. A failure is reported, and the apps stay open. */
  keep(): void {
    const { kept, context } = this.#parts;
    try {
      const entries = [...this.#apps.values()].map(({ entry }) => entry);
      writeWatchList(kept.dataDir.watchList, [...entries, ...this.unopened]);
    } catch (error) {
      context.report('keeping the list of the watched apps', error);
    }
  }

  /** Tells the windows soon. Changes in quick succession are told once. */
  tell(): void {
    this.#tellLater();
  }

  #ownPorts(): ReadonlySet<number> {
    const ports = new Set([...this.#doorPorts, this.#parts.traffic.target.address.port]);
    for (const { open } of this.#apps.values())
      if (open.target.state.state === 'running') ports.add(open.target.address.port);
    return ports;
  }
}

/** Whether both are the same app: by port and first address, because `localhost` and `127.0.0.1` are the same. */
export function isSameApp(one: UpstreamAddress, other: UpstreamAddress): boolean {
  return one.port === other.port && one.addresses[0] === other.addresses[0];
}
