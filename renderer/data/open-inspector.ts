import { createCommands } from './commands.ts';
import { createConnection, createGuardedFetch, exchangeCode, type GuardedFetch } from './connection.ts';
import { createFilteredLog } from './filtered-log.ts';
import { clockOfFile } from './last-moment.ts';
import { createLayoutKeeper } from './layout-keeper.ts';
import { startLiveFeed } from './live-feed.ts';
import { paced } from './paced-state.ts';
import { type Press, watchPresses } from './press.ts';
import { createRecordStore } from './record-store.ts';
import { createRecordings, type Recordings } from './recordings.ts';
import { forgetToken, hasCodeInAddress, takeToken } from './token.ts';
import type { Inspector } from './use-inspector.ts';

/** The origin of the desktop window, which needs no token: only our own page can have it. */
const DESKTOP_PROTOCOL = 'app:';
/** How often all but the table of requests is drawn again while requests come all the time. */
const PACE_MS = 200;

/**
 * Opens the inspector for this page: the desktop window at once, a browser tab with the token for its link. Without a
 * token, or with one that the inspector refuses, the state says `refused` and nothing more is asked.
 */
export function openInspector(): { readonly inspector: Inspector; readonly recordings: Recordings } {
  const press = watchPresses(window);
  const store = createRecordStore({ press });
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
  const commands = createCommands(client, store, press);
  const layout = createLayoutKeeper({ store, send: commands.keepLayout });
  window.addEventListener('pagehide', layout.flush);
  const filtered = createFilteredLog(commands.search, store);
  const shared = { layout, press };
  const inspector = { store, paced: paced(store, PACE_MS, press), commands, layout, filtered, nowMs: Date.now };
  const inspect = (id: string, onGone: () => void) => inspectRecording(id, guardedFetch, shared, onGone);
  return { inspector, recordings: createRecordings({ fetch: guardedFetch, client, inspect }) };
}

/**
 * An inspector of an opened file: a store, a filter and commands of its own; how the window looks is that of the app.
 */
function inspectRecording(
  id: string,
  guardedFetch: GuardedFetch,
  { layout, press }: Pick<Inspector, 'layout'> & { readonly press: Press },
  onGone: () => void,
): { inspector: Inspector; end: () => void } {
  const store = createRecordStore({ press });
  const askRecording: GuardedFetch = async (input, init) => {
    const response = await guardedFetch(input, init);
    // A procedure that finds nothing answers 404 too, but as JSON of its own.
    const isGone = response.status === 404 && response.headers.get('Content-Type') === 'application/problem+json';
    if (isGone) onGone();
    return response;
  };
  const client = createConnection(askRecording, `/recordings/${id}/trpc`);
  const end = startLiveFeed(client, store);
  const commands = createCommands(client, store, press);
  const filtered = createFilteredLog(commands.search, store);
  const nowMs = clockOfFile(store);
  return { inspector: { store, paced: paced(store, PACE_MS, press), commands, layout, filtered, nowMs }, end };
}

/**
 * A link that is pasted into the address bar of this very tab changes the fragment only, so the page has to load again
 * by itself.
 */
function takeLaterLinks(): void {
  window.addEventListener('hashchange', () => {
    if (hasCodeInAddress(window.location.hash)) window.location.reload();
  });
}
