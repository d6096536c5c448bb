import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, openTab, press, requestRows, rowWith, sidOf } from '../support/live-view.ts';

test('sets, gets and pops by clicking, and shows each request as it happens', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(page.getByRole('button', { name: 'Press Set on Alice' })).toBeVisible();

    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Anonymous');
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Admin');
    await press(page, 'Alice', 'Pop');
    await expect(actor(page, 'Alice')).toContainText('Session Deleted');
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Anonymous');

    await expect(requestRows(page)).toHaveCount(5);
    await expect(page.getByRole('contentinfo')).toContainText('5 requests');
    await expect(page.getByRole('contentinfo')).toContainText('1 session');
  });
});

test('keeps the actors apart: one jar each', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await press(page, 'Bob', 'Get');
    await expect(actor(page, 'Bob')).toContainText('Welcome Anonymous');
    await expect(actor(page, 'Bob')).toContainText('no cookie');
  });
});

test('shows the effect of a request on its session, the parts of its cookie, and its raw headers', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await rowWith(page, 'Alice', '/setsession').click();
    const session = await openTab(page, 'Session');
    await expect(session).toContainText('A new session was created, with 1 key.');
    await expect(session).toContainText('Username');
    const cookie = await openTab(page, 'Cookie');
    await expect(cookie).toContainText('No session cookie came with this request.');
    await expect(cookie).toContainText('signature');
    await expect(cookie).toContainText('SameSite');
    const headers = await openTab(page, 'Headers');
    await expect(headers).toContainText('Set-Cookie');
    await expect(headers).toContainText('GET /setsession HTTP/1.1');
  });
});

test('shows a visitor from outside as it happens', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    const answer = await fetch(`${site}/setsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
    expect(await answer.text()).toBe('The session has been Set');
    await expect(rowWith(page, 'curl', '/setsession')).toBeVisible();
  });
});

test('changes a session straight in the store, from the Sessions view', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();
    await page.getByRole('button', { name: 'Pop Username' }).click();
    await expect(page.getByText('Username is popped.')).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Anonymous');
  });
});

test('exports the log without its secrets, unless the user includes them', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    const sid = await sidOf(page, 'Alice');
    const save = async (format: string, withSecrets: boolean) => {
      await page.getByRole('button', { name: 'Export' }).click();
      const dialog = page.getByRole('dialog', { name: 'Export' });
      await dialog.getByRole('radio', { name: format }).check();
      await dialog.getByRole('checkbox', { name: /secrets/i }).setChecked(withSecrets);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name: 'Save' }).click(),
      ]);
      await dialog.getByRole('button', { name: 'Close' }).click();
      return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    for (const format of ['NDJSON', 'CSV', 'HAR']) {
      const safe = await save(format, false);
      expect(safe.name).toMatch(new RegExp(`\\.${format.toLowerCase()}$`));
      expect(safe.text).toContain('/setsession');
      expect(safe.text).not.toContain(sid);
      const raw = await save(format, true);
      expect(raw.name).toMatch(/secret|raw/i);
      expect(raw.text).toContain(sid);
    }
  });
});
