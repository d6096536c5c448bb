/**
 * How long it takes from starting the desktop app to a window that can be used, as a multiple of what an empty Electron window
 * takes on the same machine. Both are started by turns, so that a busy moment strikes both. Needs a built app and a display:
 * node test/bench/start-up.ts [RUNS]
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { type ElectronForTests, electronForTests } from '../support/electron-for-tests.ts';
import { hasPublishedElectron, publishedElectron } from '../support/published-electron.ts';
import { copyOfElectron, playwrightLoader, writeHold } from '../support/staged-electron.ts';

const project = join(import.meta.dirname, '../..');
const switches = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];
const runs = Number(process.argv[2] ?? 7);

const app = await electronForTests();
const empty = await emptyApp(app);
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const times: { app: number[]; empty: number[] } = { app: [], empty: [] };
for (let run = 0; run <= runs; run++) {
  const one = {
    empty: await timeToText(empty, [], 'Nothing'),
    app: await timeToText(app, ['--', '--port', '0', '--data-dir', dataDir], 'Alice'),
  };
  // The first start reads everything from the disk, and makes profile and database.
  if (run === 0) continue;
  times.empty.push(one.empty);
  times.app.push(one.app);
}
rmSync(dataDir, { recursive: true, force: true });
const [appMs, emptyMs] = [median(times.app), median(times.empty)];
console.log(
  `Empty window ${emptyMs.toFixed(0)} ms, Session Inspector ${appMs.toFixed(0)} ms (medians of ${runs} runs)`,
);
console.log(`Ratio ${(appMs / emptyMs).toFixed(2)} (at most 1.80 wanted)`);

/** Milliseconds from the start of the process to this text on the page. */
async function timeToText(electron: ElectronForTests, args: readonly string[], text: string): Promise<number> {
  const startedAtMs = performance.now();
  const running = await _electron.launch({
    executablePath: electron.executablePath,
    args: [...electron.argsUnderPlaywright, ...switches, ...args],
  });
  const page = await running.firstWindow();
  await page.getByText(text).first().waitFor();
  const tookMs = performance.now() - startedAtMs;
  await running.close();
  return tookMs;
}

/** The least an Electron app can be: one window with one word. */
async function emptyApp(like: ElectronForTests): Promise<ElectronForTests> {
  const copies = join(project, '.cache', 'empty-electron');
  if (like.args.length === 0 && hasPublishedElectron) {
    const { binary, app: folder } = copyOfElectron(await publishedElectron(() => {}), copies);
    writeEmptyApp(folder);
    return { ...like, executablePath: binary };
  }
  mkdirSync(copies, { recursive: true });
  writeEmptyApp(copies);
  return { ...like, args: [copies], argsUnderPlaywright: ['-r', playwrightLoader(project), copies] };
}

function writeEmptyApp(folder: string): void {
  writeHold(project, folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }));
  writeFileSync(
    join(folder, 'main.cjs'),
    `require('./hold-for-playwright.cjs');
    const { app, BrowserWindow } = require('electron');
    app.whenReady().then(() => {
      const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true } });
      window.once('ready-to-show', () => window.show());
      window.loadURL('data:text/html,<p>Nothing</p>');
    });
    app.on('window-all-closed', () => app.quit());
    `,
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
