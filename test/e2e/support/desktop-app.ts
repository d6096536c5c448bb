import { rmSync } from 'node:fs';
import { _electron, type ElectronApplication, expect, type Page } from '@playwright/test';
import { en } from '../../../renderer/strings/en.ts';
import { zh } from '../../../renderer/strings/zh.ts';
import { electronForTests } from '../../support/electron-for-tests.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface DesktopApp {
  readonly electron: ElectronApplication;
  readonly page: Page;
  /** The address of the observed site, as the window shows it. */
  readonly site: string;
  readonly dataDir: string;
  /** Quits as a user does and resolves with the exit status. */
  quit(): Promise<number | null>;
}

export interface DesktopOptions {
  readonly dataDir: string;
  /** Default: any free one. */
  readonly port?: number;
  readonly colorScheme?: 'light' | 'dark';
  /** Further variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the command line, which are shown instead of the live log. */
  readonly files?: readonly string[];
}

/** Playwright drives the app through its debugging ports, which the app refuses without this variable. */
const drivenByTests = { SESSION_INSPECTOR_DEBUGGING: '1' };

/**
 * Options of Chromium for tests only: no sandbox in a container, no graphics card, no connection to the desktop.
 */
const switches = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'];

/** The command that opens the desktop app with a separate folder. */
export async function desktopCommand(options: DesktopOptions): Promise<{ executablePath: string; args: string[] }> {
  const { executablePath, args } = await electronForTests();
  return { executablePath, args: [...args, ...ownArguments(options)] };
}

function ownArguments({ dataDir, port = 0, files = [] }: DesktopOptions): string[] {
  return [...switches, '--', '--port', `${port}`, '--data-dir', dataDir, '--json', ...files];
}

/** Opens the desktop app and resolves when its window shows the live log. */
export async function openDesktop(options: DesktopOptions): Promise<DesktopApp> {
  const { executablePath, argsUnderPlaywright } = await electronForTests();
  const electron = await _electron.launch({
    executablePath,
    args: [...argsUnderPlaywright, ...ownArguments(options)],
    env: { ...(process.env as Record<string, string>), ...drivenByTests, ...options.env },
    colorScheme: options.colorScheme ?? 'light',
  });
  const page = await electron.firstWindow();
  if (options.files === undefined) await expect(page.getByRole('group', { name: 'Alice' })).toBeVisible();
  return {
    electron,
    page,
    site: options.files === undefined ? await siteOf(page) : '',
    dataDir: options.dataDir,
    async quit() {
      const main = electron.process();
      const exited = new Promise<number | null>((resolve) => main.once('exit', (code) => resolve(code)));
      // Quitting closes the connection to the app, so this call always rejects.
      void electron.evaluate(({ app }) => app.quit()).catch(() => {});
      return exited;
    },
  };
}

/** Opens the app in a separate folder, and closes it and removes the folder however the test ends. */
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

async function siteOf(page: Page): Promise<string> {
  const label = new RegExp(`^(${[en, zh].map(({ shell }) => shell.site).join('|')})$`);
  const text = await page.getByRole('group', { name: label }).innerText();
  return /http:\/\/localhost:\d+/.exec(text)?.[0] ?? text;
}
