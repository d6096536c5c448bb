import { rmSync } from 'node:fs';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { electronForTests } from '../../support/electron-for-tests.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** The line that `--json` prints when the app is ready. */
export interface ReadyLine {
  readonly event: 'ready';
  readonly site: string;
  readonly inspector: string;
  readonly dataDir: string;
  readonly pid: number;
}

export interface DesktopApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  readonly ready: ReadyLine;
  /** Quits as a user does and resolves with the exit status. */
  quit(): Promise<number | null>;
}

export interface DesktopOptions {
  readonly dataDir: string;
  /** Default: any free one. */
  readonly port?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** What only a test harness asks of Chromium: no sandbox in a container, no graphics card, no words with the rest of the desktop. */
const switches = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** The command that opens the desktop app with a folder of its own. */
export async function desktopCommand({
  dataDir,
  port = 0,
}: DesktopOptions): Promise<{ executablePath: string; args: string[] }> {
  const { executablePath, args } = await electronForTests();
  return { executablePath, args: [...args, ...switches, '--', '--port', `${port}`, '--data-dir', dataDir, '--json'] };
}

/** Opens the desktop app and resolves when its window shows the live log. */
export async function openDesktop(options: DesktopOptions): Promise<DesktopApp> {
  const electron = await _electron.launch({
    ...(await desktopCommand(options)),
    colorScheme: options.colorScheme ?? 'light',
  });
  const ready = await readyLine(electron);
  const page = await electron.firstWindow();
  await expect(page.getByRole('group', { name: 'Alice' })).toBeVisible();
  return {
    electron,
    page,
    ready,
    async quit() {
      const main = electron.process();
      const exited = new Promise<number | null>((resolve) => main.once('exit', (code) => resolve(code)));
      // The quit itself breaks the connection that would report its end.
      void electron.evaluate(({ app }) => app.quit()).catch(() => {});
      return exited;
    },
  };
}

/** Opens the app in a folder of its own, and closes it and removes the folder however the test ends. */
export async function withDesktop(
  story: (app: DesktopApp) => Promise<void>,
  options: Omit<DesktopOptions, 'dataDir'> = {},
): Promise<void> {
  const dataDir = temporaryFolder();
  const app = await openDesktop({ dataDir, ...options });
  try {
    await story(app);
  } finally {
    await app.electron.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function readyLine(electron: ElectronApplication): Promise<ReadyLine> {
  const { stdout } = electron.process();
  return new Promise((resolve, reject) => {
    if (stdout === null) throw new Error('The app was started without a stdout to read.');
    let text = '';
    stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const line = text.split('\n').find((candidate) => candidate.startsWith('{"event":"ready"'));
      if (line !== undefined && text.includes(`${line}\n`)) resolve(JSON.parse(line));
    });
    stdout.once('end', () => reject(new Error(`The app ended before it was ready: ${text}`)));
  });
}
