/**
 * What the desktop benchmarks compare: the built app, and an empty window in the same Electron, the one that the
 * tests use. Each loads a reporter first, which says on stdout what is measured and ends it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronForTests } from '../support/electron-for-tests.ts';
import { publishedElectron } from '../support/published-electron.ts';
import { copyOfElectron, writePreloads } from '../support/staged-electron.ts';

const project = join(import.meta.dirname, '../..');
const switches = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

export interface Contestant {
  readonly command: string;
  readonly args: readonly string[];
  /** A text that is on its page when the page can be used. */
  readonly text: string;
}

/** `dataDir` takes the data of both; `reporter` is a CommonJS file beside this one. */
export async function contestants(dataDir: string, reporter: string): Promise<{ app: Contestant; empty: Contestant }> {
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

/** Starts it, and resolves with the numbers of its reporter's line, as `line` captures them, when it has ended. */
export function reported({ command, args, text }: Contestant, reporter: string, line: RegExp): Promise<number[]> {
  const env = { ...process.env, PRELOAD_BY_TEST: reporter, USABLE_TEXT: text };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const match = line.exec(said);
      if (match === null) reject(new Error(`${command} ended without a report: ${said}`));
      else resolve(match.slice(1).map(Number));
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
