/** The desktop app, from top to bottom. Each step is a file of its own. */
import { join } from 'node:path';
import { app } from 'electron';
import { dataDirAt, defaultDataDir } from '../server/base/data-dir.ts';
import type { Inspector } from '../server/index.ts';
import { createWindowFiles, isCorePath } from '../server/window-files.ts';
import { answerNoFiles, type Handler, registerAppScheme, serveAppScheme } from './app-protocol.ts';
import { devServerUrl, withDevServer } from './dev-ui.ts';
import { followDownloads } from './downloads.ts';
import { readEarlyChoices, type ShellChoices } from './early-choices.ts';
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

/**
 * The window is opened first. While it comes up and loads its page the core is loaded and started; what the page asks
 * for waits for that.
 */
async function start(): Promise<void> {
  const downloads = followDownloads();
  const starting = import('./core.ts').then(({ startCore }) => startCore({ options, dataDir, downloads }));
  quitCleanly(() => closeCore(starting));
  const core = starting.catch(endOnFailedStart);
  openDoor(core, showChoices(core));
  openWindow();
  app.on('activate', showWindow);
  const { site, watching } = await core;
  printReady(site, watching, options.isJson);
}

/** Waits for a start under way; one that failed has left nothing to close. */
async function closeCore(starting: Promise<Inspector>): Promise<void> {
  const inspector = await starting.catch(() => null);
  await inspector?.close();
}

/** What the window may load: our pages and data by app://, and nothing else. Its page need not wait for the core. */
function openDoor(core: Promise<Inspector>, looks: () => ShellChoices): void {
  const files = createWindowFiles(join(import.meta.dirname, '../renderer'), looks);
  const handle: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    const isFile = request.method === 'GET' && !isCorePath(pathname);
    return isFile ? files(pathname) : (await core).handle(request);
  };
  const devServer = devServerUrl();
  guardDefaultSession(devServer);
  answerNoFiles();
  serveAppScheme(devServer === null ? handle : withDevServer(handle, devServer));
}

/**
 * Theme and language as they were chosen, from the first window on: shows them, and gives what they are now. The menu
 * is the page's matter as soon as that is there.
 */
function showChoices(core: Promise<Inspector>): () => ShellChoices {
  let choices = readEarlyChoices(dataDir.settings);
  const show = (next: ShellChoices) => {
    choices = next;
    showLook(next);
  };
  show(choices);
  followSystemLook();
  setMenu({ language: shownLanguage(choices.language), usable: [] });
  void core.then(({ settings }) => {
    show(settings.current);
    settings.subscribe(show);
  });
  return () => choices;
}
