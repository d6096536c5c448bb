import { dirname, join } from 'node:path';
import { prepareDataDir } from '../base/data-dir.ts';
import { InspectorError } from '../base/errors.ts';
import { within } from '../base/within.ts';
import type { SharedStore } from '../contract/shared-store.ts';
import type { SharedAddress, SharedPlace } from '../shared-sessions/connection.ts';
import { Mirror } from '../shared-sessions/mirror.ts';
import { postgresPlace } from '../shared-sessions/postgres-place.ts';
import { redisPlace } from '../shared-sessions/redis-place.ts';
import { SharedSessionStore } from '../shared-sessions/shared-session-store.ts';
import { identityOf, statsAt } from '../storage/database/file-identity.ts';
import type { SessionChange } from '../storage/sessions/session-change.ts';
import { createSessionList } from '../storage/sessions/session-list.ts';
import { createSessionPages } from '../storage/sessions/session-pages.ts';
import type { SiteSessions } from '../storage/site-sessions.ts';
import { storePlace } from '../stores/store-place.ts';
import { StoreFault } from '../stores/store-reader.ts';
import type { Kept } from './kept.ts';
import type { StartContext } from './start-context.ts';

/** How long the start waits for a shared store. */
const mostStartMs = 1_000;

/** The parts that the sessions of the site need. */
export type SessionParts = Pick<Kept, 'dataDir' | 'storage' | 'settings' | 'log'>;

/** The address of the site's own store cannot be used. */
class UnusableStore extends InspectorError {
  readonly fault: StoreFault;

  constructor(fault: StoreFault) {
    super('unusable-store', 400, `The sessions of the site cannot be stored there. ${fault.message}`);
    this.fault = fault;
  }
}

/** Opens the shared store at `address`, or else the one of the settings. Throws UnusableStore for an `address`. */
export async function openSharedSessions(
  kept: SessionParts,
  address: string | undefined,
  context: StartContext,
): Promise<SiteSessions> {
  if (address !== undefined) return openShared(await sharedPlace(address), kept, context);
  const { sessionStore } = kept.settings.current;
  return openShared(
    await sharedPlace(sessionStore).catch((error) => unusablePlace(sessionStore, error)),
    kept,
    context,
  );
}

/** Reads the address of a shared store. Throws UnusableStore. */
async function sharedPlace(text: string): Promise<SharedPlace> {
  try {
    const { transport, url, host, password, prefix, tls } = await storePlace(text);
    const address: SharedAddress = { url, host, password, prefix, tls };
    if (transport === 'redis') return redisPlace(address);
    if (transport === 'postgres') return postgresPlace(address);
  } catch (error) {
    if (!(error instanceof StoreFault)) throw error;
    throw new UnusableStore(error);
  }
  throw new UnusableStore(new StoreFault('site-scheme'));
}

/**
 * The place of an address in the settings that cannot be used. A setting must not prevent the start, because it is
 * changed in the window.
 */
function unusablePlace(url: string, error: unknown): SharedPlace {
  if (!(error instanceof UnusableStore)) throw error;
  const address: SharedAddress = { url, host: 'localhost', password: null, prefix: null, tls: null };
  const place = /^postgres/.test(url) ? postgresPlace(address) : redisPlace(address);
  return { ...place, connect: () => Promise.reject(error.fault) };
}

async function openShared(
  place: SharedPlace,
  { dataDir, storage, settings, log }: SessionParts,
  { clock, changes, closing, say, report }: StartContext,
): Promise<SiteSessions> {
  const onUnreadable = (sid: string) => storage.unreadableRows.note('sessions', sid);
  const publish = (change: SessionChange) => {
    if ('sid' in change) storage.unreadableRows.forget('sessions', change.sid);
    else storage.unreadableRows.forgetAll('sessions');
    changes.tell('session', change);
  };
  const openMirror = (path: string) => new Mirror({ path, nowMs: clock.now, publish });
  const path = join(dataDir.path, 'shared-store', 'mirror.db');
  let mirror: Mirror;
  try {
    prepareDataDir(dirname(path));
    mirror = openMirror(path);
  } catch (error) {
    // The start goes on with a folder that cannot be written, as it does for the log.
    report('making a file for the list of the sessions', error);
    mirror = openMirror(':memory:');
  }
  closing.add(() => mirror.close());
  const list = createSessionList(mirror.database, onUnreadable);
  const file = mirror.database.memory ? null : statsAt(path);
  const pages = createSessionPages(mirror.database, {
    place: () => (file === null ? null : { path, identity: identityOf(file) }),
    count: list.count,
    onError: (error) => report('listing the sessions', error),
  });
  closing.add(() => pages.close());
  let awaySinceMs: number | null = null;
  const store = new SharedSessionStore({
    ...{ place, mirror, clock, report, onUnreadable },
    idleLimitMs: () => settings.current.idleLimitMs,
    onState(state) {
      say(sentenceOf(state));
      if (state.state === 'away') awaySinceMs = state.sinceMs;
      else if (awaySinceMs !== null) {
        log.addNotice({ code: 'store-was-away', place: place.shown, fromMs: awaySinceMs, toMs: clock.now() });
        awaySinceMs = null;
      }
      changes.tell('shared-store', null);
    },
  });
  closing.add(() => store.close());
  // A store that answers is there with the first window. One that does not must not keep the window away.
  await within(store.opened, mostStartMs);
  return {
    ...{ store, list, pages },
    bytes: () => mirror.totals().sessionBytes,
    shared: () => store.state,
    connectNow: () => store.connectNow(),
  };
}

function sentenceOf(state: SharedStore): string {
  if (state.state === 'away') return `The session store is away, so the site answers with 503. ${state.detail}`;
  return `The sessions of the site are in ${state.shown}.`;
}
