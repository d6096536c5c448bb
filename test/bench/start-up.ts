/**
 * How long it takes from starting the desktop app to a window that can be used, as a multiple of what an empty Electron window
 * takes on the same machine. Both are started by turns, so that a busy moment strikes both. Needs a built app and a display:
 * node test/bench/start-up.ts [RUNS]
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { electronForTests } from '../support/electron-for-tests.ts';
import { publishedElectron } from '../support/published-electron.ts';
import { copyOfElectron, writePreloads } from '../support/staged-electron.ts';

const project = join(import.meta.dirname, '../..');
const reporter = join(import.meta.dirname, 'report-usable.cjs');
const switches = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

interface Contestant {
  readonly command: string;
  readonly args: readonly string[];
  /** What stands on its page when it can be used. */
  readonly text: string;
}

const runs = Number(process.argv[2] ?? 9);
const dataDir = mkdtempSync(join(tmpdir(), 'session-inspector-bench-'));
const { app, empty } = await contestants();
const times: { app: number[]; empty: number[] } = { app: [], empty: [] };
for (let run = 0; run <= runs; run++) {
  const one = { empty: await usableAfterMs(empty), app: await usableAfterMs(app) };
  // The first start reads everything from the disk, and makes profile and database.
  if (run === 0) continue;
  times.empty.push(one.empty);
  times.app.push(one.app);
}
rmSync(dataDir, { recursive: true, force: true });
const [appMs, emptyMs] = [median(times.app), median(times.empty)];
console.log(
  `Empty window ${emptyMs.toFixed(0)} ms, Session Inspector ${appMs.toFixed(0)} ms (medians of ${runs} starts)`,
);
console.log(`Ratio ${(appMs / emptyMs).toFixed(2)} (at most 1.80 wanted)`);

/** Both in the same Electron: the one that the tests use. */
async function contestants(): Promise<{ app: Contestant; empty: Contestant }> {
  const electron = await electronForTests();
  const isOwn = electron.args.length > 0;
  const preload = isOwn ? ['-r', reporter] : [];
  const app = {
    command: electron.executablePath,
    args: [...preload, ...electron.args, ...switches, '--', '--port', '0', '--data-dir', dataDir],
    text: 'Alice',
  };
  const emptyHome = join(project, '.cache', 'empty-electron');
  const profile = `--user-data-dir=${join(dataDir, 'empty')}`;
  if (isOwn) {
    writeEmptyApp(emptyHome);
    return { app, empty: { ...app, args: [...preload, emptyHome, ...switches, profile], text: 'Nothing' } };
  }
  const { binary, app: folder } = copyOfElectron(await publishedElectron(() => {}), emptyHome);
  writeEmptyApp(folder);
  return { app, empty: { command: binary, args: [...switches, profile], text: 'Nothing' } };
}

/** Starts it, and resolves with what report-usable.cjs says, when it has ended. */
function usableAfterMs({ command, args, text }: Contestant): Promise<number> {
  const env = { ...process.env, PRELOAD_BY_TEST: reporter, USABLE_TEXT: text };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const match = /usable after ([\d.]+)/.exec(said);
      if (match === null) reject(new Error(`${command} ended before it could be used: ${said}`));
      else resolve(Number(match[1]));
    });
  });
}

/** The least an Electron app can be: one window with one word. */
function writeEmptyApp(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writePreloads(project, folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'empty', main: 'main.cjs' }));
  writeFileSync(
    join(folder, 'main.cjs'),
    `require('./preloads.cjs');
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
