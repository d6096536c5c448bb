/** Files that are named on the command line, at the first start and at a second one. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page, test } from '@playwright/test';
import { desktopCommand, openDesktop } from '../support/desktop-app.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const run = promisify(execFile);
const fixtures = join(import.meta.dirname, '../../import/fixtures');
const strip = (page: Page) => page.getByRole('region', { name: 'The file that is shown' });

test('files of the command line are shown; a second start hands its files over; a bad one says why', async () => {
  test.slow();
  const root = temporaryFolder();
  const dataDir = join(root, 'data');
  const folder = join(root, 'recordings of Übung');
  mkdirSync(folder);
  copyFileSync(join(fixtures, 'chrome.har'), join(folder, 'first one.har'));
  copyFileSync(join(fixtures, 'firefox.har'), join(folder, 'second.har'));
  writeFileSync(join(folder, 'bad.har'), 'nothing of ours');
  const app = await openDesktop({ dataDir, files: [join(folder, 'first one.har')] });
  try {
    const { page } = app;
    await expect(strip(page)).toContainText('first one.har', { timeout: 60_000 });

    const { executablePath, args } = await desktopCommand({ dataDir });
    // Relative names are those of the folder in which the second start was called.
    const second = await run(executablePath, [...args, 'bad.har', 'second.har', 'missing.har'], { cwd: folder });
    expect(second.stderr).toContain('already open with this data folder');
    const failures = page.getByRole('alert').filter({ hasText: 'could not be opened' });
    await expect(failures).toContainText('missing.har could not be opened: it was moved, renamed or deleted', {
      timeout: 60_000,
    });
    await expect(failures).toContainText('bad.har could not be opened: it is neither NDJSON nor HAR.');
    await expect(page.getByText(folder)).toHaveCount(0);

    await page.getByRole('button', { name: /^Shown/ }).click();
    await page.getByRole('menuitem', { name: /second\.har/ }).click();
    await expect(strip(page)).toContainText('second.har');
    await page.getByRole('button', { name: /^Shown/ }).click();
    await page.getByRole('menuitem', { name: /first one\.har/ }).click();
    await expect(strip(page)).toContainText('first one.har');
    await strip(page).getByRole('button', { name: 'Back to the live log' }).click();
    await expect(strip(page)).toHaveCount(0);
  } finally {
    await app.quit();
    rmSync(root, { recursive: true, force: true });
  }
});
