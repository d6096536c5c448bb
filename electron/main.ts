/** The desktop app, from top to bottom. Each step is a file of its own. */
import { join } from 'node:path';
import { app, safeStorage } from 'electron';
import { dataDirAt, defaultDataDir, fileSecretKeeper, type Inspector, startInspector } from '../server/index.ts';
import { answerNoFiles, registerAppScheme, serveAppScheme } from './app-protocol.ts';
import { devServerUrl, withDevServer } from './dev-ui.ts';
import { followDownloads } from './downloads.ts';
import { openInBrowser } from './external-links.ts';
import { endOnFailedStart } from './failure.ts';
import { guardDefaultSession, guardEveryPage } from './hardening.ts';
import { answerPage } from './ipc.ts';
import { readOptionsOrEnd } from './launch-options.ts';
import { setMenu } from './menu.ts';
import { quitCleanly } from './quit.ts';
import { printReady } from './ready-lines.ts';
import { desktopSecretKeeper } from './secrets.ts';
import { endAsSecondInstance, isFirstInstance, keepProfileIn } from './single-instance.ts';
import { strings } from './strings.ts';
import { log, outliveTerminal } from './terminal.ts';
import { openWindow, showWindow } from './window.ts';

outliveTerminal();
const options = readOptionsOrEnd();
const dataDir = dataDirAt(options.dataDir ?? defaultDataDir());

// Exports, the profile, the database: whatever this process writes is for its user alone.
process.umask(0o077);
app.setName(strings.appName);
registerAppScheme();
guardEveryPage();
begin().catch(endOnFailedStart);

async function begin(): Promise<void> {
  keepProfileIn(dataDir.path);
  if (!isFirstInstance(showWindow)) return endAsSecondInstance();
  await app.whenReady();
  await start();
}

async function start(): Promise<void> {
  const starting = startCore();
  quitCleanly(() => closeCore(starting));
  const inspector = await starting;
  openDoor(inspector);
  openWindow();
  app.on('activate', showWindow);
  printReady(inspector.site, options.isJson);
}

function startCore(): Promise<Inspector> {
  return startInspector({
    dataDir: dataDir.path,
    port: options.port,
    engine: options.engine,
    secrets: options.secrets,
    secretKeeper: desktopSecretKeeper({
      vault: safeStorage,
      path: join(dataDir.path, 'secret.sealed'),
      plain: fileSecretKeeper(dataDir.secret),
      log,
    }),
    uiDir: join(import.meta.dirname, '../renderer'),
    log,
  });
}

/** Waits for a start under way; one that failed has left nothing to close. */
async function closeCore(starting: Promise<Inspector>): Promise<void> {
  const inspector = await starting.catch(() => null);
  await inspector?.close();
}

/** Everything the window may ask for: pages and data by app://, the shell's few services by name, files by download. */
function openDoor(inspector: Inspector): void {
  const devServer = devServerUrl();
  guardDefaultSession(devServer);
  answerNoFiles();
  serveAppScheme(devServer === null ? inspector.handle : withDevServer(inspector.handle, devServer));
  const downloads = followDownloads();
  const openSite = async () => {
    await openInBrowser(inspector.site.url);
  };
  answerPage({ 'shell:open-site': openSite, 'shell:reveal-file': downloads.reveal });
  setMenu({ openSite });
}
