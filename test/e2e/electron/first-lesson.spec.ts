import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { withDesktop } from '../support/desktop-app.ts';
import { actor, openTab, press, requestRows, rowWith, sidOf } from '../support/live-view.ts';

test('shows the request, the session and the cookie as they happen', async () => {
  await withDesktop(async ({ page }) => {
    await press(page, 'Alice', 'Set');
    const set = rowWith(page, 'Alice', '/setsession');
    await expect(set).toBeVisible();
    await set.click();
    const session = await openTab(page, 'Session');
    await expect(session).toContainText('Username');
    await expect(session).toContainText('Admin');
    const cookie = await openTab(page, 'Cookie');
    await expect(cookie).toContainText('signature');
    await expect(cookie).toContainText('HttpOnly');
    const headers = await openTab(page, 'Headers');
    await expect(headers).toContainText('Set-Cookie');

    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Admin');
    await press(page, 'Alice', 'Pop');
    await expect(requestRows(page)).toHaveCount(3);
  });
});

test('shows a visitor from outside, beside the actors', async () => {
  await withDesktop(async ({ page, site }) => {
    await fetch(`${site}/setsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
    await expect(rowWith(page, 'curl', '/setsession')).toBeVisible();
  });
});

test('exports the log to a file that only the user can read', async () => {
  await withDesktop(async ({ electron, page, dataDir }) => {
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    const path = join(dataDir, 'exported.ndjson');
    // A file of that name which others could read is replaced by one that they cannot.
    writeFileSync(path, 'an older export', { mode: 0o644 });
    await electron.evaluate(({ session }, savePath) => {
      session.defaultSession.once('will-download', (_event, item) => item.setSavePath(savePath));
    }, path);
    const sid = await sidOf(page, 'Alice');
    await page.getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog.getByRole('radio', { name: 'NDJSON' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();

    await expect
      .poll(() => linesOf(path).at(-1))
      .toMatchObject({
        kind: 'request',
        url: '/setsession',
        actor: { name: 'Alice' },
        sessionAfter: { Username: 'Admin' },
      });
    await expect(page.getByRole('button', { name: 'Show in folder' })).toBeVisible();
    expect(readFileSync(path, 'utf8')).not.toContain(sid);
    await expect.poll(() => statSync(path).mode & 0o777).toBe(0o600);
  });
});

function linesOf(path: string): unknown[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}
