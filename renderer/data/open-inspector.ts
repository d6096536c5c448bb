import { createConnection, createGuardedFetch, exchangeCode, type GuardedFetch } from './connection.ts';
import { createInspector } from './create-inspector.ts';
import { atNextFrame } from './frame-scheduler.ts';
import { clockOfFile } from './last-moment.ts';
import { createLayoutKeeper } from './layout-keeper.ts';
import { startLiveFeed } from './live-feed.ts';
import { type Press, watchPresses } from './press.ts';
import { createRecordStore, type RecordStore } from './record-store.ts';
import { createRecordings, type Recordings } from './recordings.ts';
import { forgetToken, hasCodeInAddress, takeToken } from './token.ts';
import type { Inspector } from './use-inspector.ts';
import { createWatching, type Watching } from './watching.ts';

/** The protocol of the desktop window, which needs no token: only the page of the app can have this origin. */
const DESKTOP_PROTOCOL = 'app:';

/**
 * Opens the inspector for this page: in the desktop window immediately, in a browser tab with the token for its link.
 * Without a token, or with a token that the inspector refuses, the state is `refused` and no more requests are sent.
 */
export function openInspector(): {
  readonly inspector: Inspector;
  readonly recordings: Recordings;
  readonly watching: Watching;
} {
  const press = watchPresses(window);
  const store = createRecordStore({ schedule: atNextFrame(press), press });
  const place = { location: window.location, history: window.history, storage: window.sessionStorage };
  const isDesktop = window.location.protocol === DESKTOP_PROTOCOL;
  const token = isDesktop ? Promise.resolve(null) : takeToken(place, exchangeCode);
  const refuse = () => {
    forgetToken(place.storage);
    store.setConnection('refused');
  };
  const guardedFetch = createGuardedFetch({ token, onRefused: refuse });
  const client = createConnection(guardedFetch);
  if (isDesktop) startLiveFeed(client, store);
  else {
    void token.then((given) => (given === null ? refuse() : startLiveFeed(client, store)));
    takeLaterLinks();
  }
  const parts = createInspector({ client, store, press, nowMs: Date.now });
  const layout = createLayoutKeeper({ store, send: parts.commands.keepLayout });
  window.addEventListener('pagehide', layout.flush);
  const shared = { layout, press };
  const inspectFile = (id: string, onGone: () => void) =>
    inspectWorkspace(id, guardedFetch, { ...shared, clock: clockOfFile }, onGone);
  const inspectApp = (id: string, onGone: () => void) =>
    inspectWorkspace(id, guardedFetch, { ...shared, clock: () => Date.now }, onGone);
  const inspector = { ...parts, layout };
  return {
    inspector,
    recordings: createRecordings({ fetch: guardedFetch, client, store, inspect: inspectFile, press }),
    watching: createWatching({ store, filtered: parts.filtered, inspect: inspectApp }),
  };
}

interface SharedParts extends Pick<Inspector, 'layout'> {
  readonly press: Press;
  readonly clock: (store: RecordStore) => Inspector['nowMs'];
}

/** The inspector of another workspace than the tutorial site: it shares only the layout of the window with that. */
function inspectWorkspace(
  id: string,
  guardedFetch: GuardedFetch,
  { layout, press, clock }: SharedParts,
  onGone: () => void,
): { inspector: Inspector; end: () => void } {
  const store = createRecordStore({ schedule: atNextFrame(press), press });
  const askWorkspace: GuardedFetch = async (input, init) => {
    const response = await guardedFetch(input, init);
    // A procedure that does not find its object also responds with 404, but with another content type.
    const isGone = response.status === 404 && response.headers.get('Content-Type') === 'application/problem+json';
    if (isGone) onGone();
    return response;
  };
  const client = createConnection(askWorkspace, `/workspaces/${id}/trpc`);
  const end = startLiveFeed(client, store);
  const parts = createInspector({ client, store, press, nowMs: clock(store) });
  return { inspector: { ...parts, layout }, end };
}

/**
 * A link that is pasted into the address bar of this tab changes only the fragment, which does not load the page
 * again. So the page reloads itself.
 */
function takeLaterLinks(): void {
  window.addEventListener('hashchange', () => {
    if (hasCodeInAddress(window.location.hash)) window.location.reload();
  });
}
