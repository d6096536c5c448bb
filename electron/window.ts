/** The one window. */
import { join } from 'node:path';
import { app, BrowserWindow, screen } from 'electron';
import { appUrl } from './app-origin.ts';
import { currentBackground } from './look.ts';
import { minimumSize, readWindowState, windowStateOf, writeWindowState } from './window-state.ts';

/** A page that dies this often in a row has a reason that loading it again does not cure. */
const reloadLimit = 3;
const reloadWindowMs = 60_000;

/**
 * Opens the window and shows it immediately. Its background is that of the page (look.ts), and the frame of the app is
 * part of the page itself (renderer/index.html), so the frame is visible before any script has run.
 */
export function openWindow(): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window-state.json');
  const { size, place, isMaximised } = readWindowState(
    stateFile,
    screen.getAllDisplays().map((display) => display.workArea),
  );
  const window = new BrowserWindow({
    ...size,
    ...place,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    title: app.name,
    show: false,
    backgroundColor: currentBackground(),
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (isMaximised) window.maximize();
  window.show();
  window.on('close', () => {
    writeWindowState(stateFile, windowStateOf(window.getNormalBounds(), window.isMaximized()));
  });
  reloadAfterCrash(window);
  // The promise is rejected when the window is closed before its page is loaded, which needs no report.
  window.loadURL(appUrl).catch(() => {});
  return window;
}

/** Brings the window to the front, from wherever it is; opens it if it was closed. */
export function showWindow(): void {
  const [window] = BrowserWindow.getAllWindows();
  if (window === undefined) {
    if (app.isReady()) openWindow();
    return;
  }
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The server in this process continues; only the page is loaded again, and its live stream starts with a snapshot. */
function reloadAfterCrash(window: BrowserWindow): void {
  let crashesAtMs: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const now = Date.now();
    crashesAtMs = [...crashesAtMs.filter((atMs) => now - atMs < reloadWindowMs), now];
    if (crashesAtMs.length <= reloadLimit) window.webContents.reload();
  });
}
