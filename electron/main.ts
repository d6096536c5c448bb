/** The desktop app, from start to end. Each step is a separate file. */
import { join } from 'node:path';
import { app } from 'electron';
import { dataDirAt, defaultDataDir } from '../server/base/data-dir.ts';
import type { Inspector } from '../server/index.ts';
import { createWindowFiles, isCorePath } from '../server/window-files.ts';
import { answerNoFiles, type Handler, registerAppScheme, serveAppScheme } from './app-protocol.ts';
import { readCompileCache, writeCompileCache } from './compile-cache.ts';
import { refuseDebuggers } from './debugging.ts';
import { devServerUrl, withDevServer } from './dev-ui.ts';
import { endWithoutDisplay } from './display.ts';
import { type Downloads, followDownloads } from './downloads.ts';
import { readEarlyChoices, type ShellChoices } from './early-choices.ts';
import { endOnFailedStart } from './failure.ts';
import { type FirstFiles, firstFiles } from './first-files.ts';
import { guardDefaultSession, guardEveryPage } from './hardening.ts';
import { nameApp, showIdentity } from './identity.ts';
import { readOptionsOrEnd } from './launch-options.ts';
import { followSystemLook, showLook } from './look.ts';
import { setMenu } from './menu.ts';
import { createOpenedFiles } from './opened-files.ts';
import { portableDataDir } from './portable.ts';
import { quitCleanly } from './quit.ts';
import { printReady } from './ready-lines.ts';
import { shownLanguage } from './shown-language.ts';
import { endAsSecondInstance, isFirstInstance, keepProfileIn } from './single-instance.ts';
import { wordsOf } from './strings.ts';
import { outliveTerminal, surviveSurprises } from './terminal.ts';
import { openWindow, showWindow } from './window.ts';

outliveTerminal();
surviveSurprises();
refuseDebuggers();
const options = readOptionsOrEnd();
endWithoutDisplay(app.isPackaged);
const program = { isPackaged: app.isPackaged, path: process.execPath, env: process.env, platform: process.platform };
const dataDir = dataDirAt(options.dataDir ?? portableDataDir(program) ?? defaultDataDir());

// Every file of this process (exports, the profile, the database) is readable by its user alone.
process.umask(0o077);
nameApp();
registerAppScheme();
guardEveryPage();
const openedFiles = createOpenedFiles(showWindow);
openedFiles.open(options.files, process.cwd());
begin().catch(endOnFailedStart);

async function begin(): Promise<void> {
  keepProfileIn(dataDir.path);
  const onSecondStart = ({ files, folder }: { files: readonly string[]; folder: string }) => {
    openedFiles.open(files, folder);
    showWindow();
  };
  if (!isFirstInstance(options.files, onSecondStart)) return endAsSecondInstance();
  await app.whenReady();
  await start();
}

/**
 * The window is opened first. When its first files have left, the core is loaded and started while the page starts;
 * requests of the page wait for the core.
 */
async function start(): Promise<void> {
  const downloads = followDownloads();
  let looks = (): ShellChoices => readEarlyChoices(dataDir.settings);
  const first = firstFiles(createWindowFiles(join(import.meta.dirname, '../renderer'), () => looks()));
  const starting = first.left.then(() => loadCore(downloads));
  quitCleanly(() => {
    first.release();
    return closeCore(starting);
  });
  const core = starting.catch(endOnFailedStart);
  openedFiles.handTo(core);
  looks = showChoices(core);
  openDoor(core, first);
  const window = openWindow();
  window.webContents.once('did-stop-loading', first.release);
  app.on('activate', showWindow);
  const { site, watching } = await core;
  printReady(site, watching, options.isJson);
  writeCompileCache();
  showIdentity(window, wordsOf[shownLanguage(looks().language)].shellWords);
}

async function loadCore(downloads: Downloads): Promise<Inspector> {
  readCompileCache(dataDir.path);
  const { startCore } = await import('./core.ts');
  return startCore({ options, dataDir, downloads });
}

/** Waits for a running start. A failed start has nothing to close. */
async function closeCore(starting: Promise<Inspector>): Promise<void> {
  const inspector = await starting.catch(() => null);
  await inspector?.close();
}

/** The allowed content of the window: our pages and data by app://. Its page need not wait for the core. */
function openDoor(core: Promise<Inspector>, first: FirstFiles): void {
  const handle: Handler = async (request) => {
    const { pathname } = new URL(request.url);
    const isFile = request.method === 'GET' && !isCorePath(pathname);
    if (isFile) return first.serve(pathname);
    first.release();
    return (await core).handle(request);
  };
  const devServer = devServerUrl();
  guardDefaultSession(devServer);
  answerNoFiles();
  serveAppScheme(devServer === null ? handle : withDevServer(handle, devServer));
}

/**
 * The chosen theme and language, from the first window on: applies them, and returns the present ones. The page
 * controls the menu as soon as it is loaded.
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
