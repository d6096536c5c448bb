import type { LiveSettings } from '../base/live-settings.ts';
import type { Telling, WatchedApp } from '../contract/watch.ts';
import type { SecretRing } from '../engines/secret-ring.ts';
import type { SessionCookieChoice } from '../record/session-cookie-choice.ts';
import type { Storage } from '../storage/storage.ts';
import type { FrameworkSigns } from '../targets/watched/framework-signs.ts';
import type { InsideApp } from '../targets/watched/inside-apps.ts';
import type { ToldStore } from '../targets/watched/told-store.ts';
import type { UpstreamAddress } from '../targets/watched/upstream-address.ts';
import type { WatchedTarget } from '../targets/watched/watched-target.ts';
import type { AppStore } from './app-store.ts';
import type { WatchedEntry } from './watch-list.ts';

/** The parts of a watched app of which the window shows the state. */
export interface ShownParts {
  readonly upstream: UpstreamAddress;
  readonly target: WatchedTarget;
  readonly settings: LiveSettings;
  readonly storage: Storage;
  readonly secrets: SecretRing;
  readonly choice: SessionCookieChoice;
  readonly signs: FrameworkSigns;
  readonly store: AppStore;
  readonly telling: InsideApp | null;
  readonly project: string | null;
}

/** A watched app as the live stream describes it. */
export function watchedState(
  { id, name, page, rewritesLocation, acceptsAnyCertificate }: WatchedEntry,
  { upstream, target, settings, storage, secrets, choice, signs, store, telling, project }: ShownParts,
): WatchedApp {
  return {
    id,
    name,
    app: upstream.url,
    open: target.state.state === 'running' ? target.address.url : null,
    page,
    wantedPort: target.address.wantedPort,
    proxy: proxyState(target),
    upstream: target.upstream,
    isRecording: settings.current.recording,
    requestCount: storage.totals().requests,
    secretCount: secrets.all.length,
    sessionCookie: choice.current,
    candidates: choice.candidates,
    rewritesLocation,
    acceptsAnyCertificate,
    framework: signs.guess,
    store: store.attached()?.state ?? null,
    ...(project === null ? {} : { project }),
    telling: tellingOf(telling, store.told()),
  };
}

function proxyState({ state }: WatchedTarget): WatchedApp['proxy'] {
  if (state.state === 'running') return { state: 'listening' };
  return state.state === 'failed' ? { state: 'port-taken', reason: state.reason } : { state: 'stopped' };
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
