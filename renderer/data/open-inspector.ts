import { createCommands } from './commands.ts';
import { createConnection } from './connection.ts';
import { createFilteredLog } from './filtered-log.ts';
import { createLayoutKeeper } from './layout-keeper.ts';
import { startLiveFeed } from './live-feed.ts';
import { paced } from './paced-state.ts';
import { createRecordStore } from './record-store.ts';
import { forgetToken, hasTokenInAddress, takeToken } from './token.ts';
import type { Inspector } from './use-inspector.ts';

/** The origin of the desktop window, which needs no token: only our own page can have it. */
const DESKTOP_PROTOCOL = 'app:';
/** How often all but the table of requests is drawn again while requests come all the time. */
const PACE_MS = 200;

/**
 * Opens the inspector for this page: the desktop window at once, a browser tab with the token of its link. Without one, or
 * with one that the inspector refuses, the state says `refused` and nothing more is asked.
 */
export function openInspector(): Inspector {
  const store = createRecordStore();
  const place = { location: window.location, history: window.history, storage: window.sessionStorage };
  const isDesktop = window.location.protocol === DESKTOP_PROTOCOL;
  const token = isDesktop ? null : takeToken(place);
  const refuse = () => {
    forgetToken(place.storage);
    store.setConnection('refused');
  };
  const client = createConnection({ token, onRefused: refuse });
  if (isDesktop || token !== null) startLiveFeed(client, store);
  else store.setConnection('refused');
  if (!isDesktop) takeLaterTokens();
  const commands = createCommands(client, store);
  const layout = createLayoutKeeper({ store, send: commands.keepLayout });
  window.addEventListener('pagehide', layout.flush);
  const filtered = createFilteredLog(commands.search, store);
  return { store, paced: paced(store, PACE_MS), commands, layout, filtered };
}

/** The link pasted into the address bar of this very tab changes the fragment only, so the page must begin anew by itself. */
function takeLaterTokens(): void {
  window.addEventListener('hashchange', () => {
    if (hasTokenInAddress(window.location.hash)) window.location.reload();
  });
}
