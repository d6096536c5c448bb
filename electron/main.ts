/** The desktop app, from top to bottom. Each step is a file of its own. */
import { app } from 'electron';
import { dataDirAt, defaultDataDir } from '../server/base/data-dir.ts';
import type { Inspector } from '../server/index.ts';
import { answerNoFiles, type Handler, registerAppScheme, serveAppScheme } from './app-protocol.ts';
import { devServerUrl, withDevServer } from './dev-ui.ts';
import { followDownloads } from './downloads.ts';
import { readEarlyChoices } from './early-choices.ts';
import { endOnFailedStart } from './failure.ts';
import { guardDefaultSession, guardEveryPage } from './hardening.ts';
import { readOptionsOrEnd } from './launch-options.ts';
import { followSystemLook, showLook } from './look.ts';
import { setMenu } from './menu.ts';
import { quitCleanly } from './quit.ts';
import { printReady } from './ready-lines.ts';
import { shownLanguage } from './shown-language.ts';
import { endAsSecondInstance, isFirstInstance, keepProfileIn } from './single-instance.ts';
import { appName } from './strings.ts';
import { outliveTerminal, surviveSurprises } from './terminal.ts';
import { openWindow, showWindow } from './window.ts';

outliveTerminal();
surviveSurprises();
const options = readOptionsOrEnd();
const dataDir = dataDirAt(options.dataDir ?? defaultDataDir());

// Exports, the profile, the database: whatever this process writes is for its user alone.
process.umask(0o077);
app.setName(appName);
registerAppScheme();
guardEveryPage();
begin().catch(endOnFailedStart);

async function begin(): Promise<void> {
  keepProfileIn(dataDir.path);
  if (!isFirstInstance(showWindow)) return endAsSecondInstance();
  await app.whenReady();
  await start();
}

/** The window is opened first. While it comes up the core is loaded and started; the page asks for nothing before that. */
async function start(): Promise<void> {
  const downloads = followDownloads();
  const starting = import('./core.ts').then(({ startCore }) => startCore({ options, dataDir, downloads }));
  quitCleanly(() => closeCore(starting));
  const core = starting.catch(endOnFailedStart);
  openDoor(core);
  showChoices(core);
  openWindow();
  app.on('activate', showWindow);
  printReady((await core).site, options.isJson);
}

/** Waits for a start under way; one that failed has left nothing to close. */
async function closeCore(starting: Promise<Inspector>): Promise<void> {
  const inspector = await starting.catch(() => null);
  await inspector?.close();
}

/** What the window may load: our pages and data by app://, and nothing else. */
function openDoor(core: Promise<Inspector>): void {
  const handle: Handler = async (request) => (await core).handle(request);
  const devServer = devServerUrl();
  guardDefaultSession(devServer);
  answerNoFiles();
  serveAppScheme(devServer === null ? handle : withDevServer(handle, devServer));
}

/** Theme and language as they were chosen, from the first window on. The menu is the page's matter as soon as that is there. */
function showChoices(core: Promise<Inspector>): void {
  const { language, ...look } = readEarlyChoices(dataDir.settings);
  showLook(look);
  followSystemLook();
  setMenu({ language: shownLanguage(language), usable: [] });
  void core.then(({ settings }) => {
    showLook(settings.current);
    settings.subscribe(showLook);
  });
}
