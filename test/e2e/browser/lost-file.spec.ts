import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { press, requestRows } from '../support/live-view.ts';

test('a database whose folder was removed can be saved elsewhere from the window', async ({ page }) => {
  await withBrowserMode(async ({ inspector, dataDir }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    rmSync(dataDir, { recursive: true });
    const button = page.getByRole('alert').getByRole('button', { name: 'Save a copy' });
    await expect(button).toBeVisible();
    const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
    expect(download.suggestedFilename()).toMatch(/^session-inspector-[\d-]+-with-secrets\.db$/);
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
    expect(bytes.includes('Admin')).toBe(true);
  });
});
