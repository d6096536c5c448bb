/**
 * The core as the desktop starts it, with the handler for its page. Loaded separately: this takes about as long as
 * opening a window, so both happen at the same time.
 */
import { join } from 'node:path';
import { safeStorage, shell } from 'electron';
import type { DataDir } from '../server/base/data-dir.ts';
import { fileSecretKeeper, type Inspector, startInspector } from '../server/index.ts';
import type { StartOptions } from '../server/start-options.ts';
import type { Downloads } from './downloads.ts';
import { openInBrowser } from './external-links.ts';
import { answerPage } from './ipc.ts';
import { setMenu } from './menu.ts';
import { desktopSecretKeeper } from './secrets.ts';
import { log } from './terminal.ts';

export interface CoreOptions {
  readonly options: StartOptions;
  readonly dataDir: DataDir;
  readonly downloads: Downloads;
}

/** Call when the app is ready: before that, the operating system's secret storage does not answer. */
export async function startCore({ options, dataDir, downloads }: CoreOptions): Promise<Inspector> {
  const inspector = await startInspector({
    dataDir: dataDir.path,
    port: options.port,
    engine: options.engine,
    secrets: options.secrets,
    watch: options.watch,
    store: options.store,
    secretKeeper: (folder) =>
      desktopSecretKeeper({
        vault: safeStorage,
        path: join(folder.path, 'secret.sealed'),
        plain: fileSecretKeeper(folder.secret),
      }),
    uiDir: join(import.meta.dirname, '../renderer'),
    log,
  });
  answerPage({
    // The page sends the id of a watched app and never an address, so that it cannot open any other address.
    'shell:open-site': (watchedId) => openInBrowser(addressOf(inspector, watchedId)),
    'shell:reveal-file': (downloadId) => downloads.reveal(downloadId),
    // The page names no path: there is one folder, and the shell knows it.
    'shell:reveal-data-folder': () => shell.openPath(dataDir.path),
    'shell:set-menu': setMenu,
  });
  return inspector;
}

/** Where a watched app, or else the tutorial site, is opened. Empty if the app is not watched, or not listening. */
function addressOf({ site, watching }: Inspector, watchedId: string | null): string {
  if (watchedId === null) return site.url;
  const app = watching.find(({ id }) => id === watchedId);
  return app?.open == null ? '' : `${app.open}${app.page}`;
}
