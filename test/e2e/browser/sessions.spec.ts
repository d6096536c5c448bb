/** The table of sessions: sorted by any column, filtered by text, and longer than the window. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { filledFolder } from '../support/filled-folder.ts';
import { actor, press } from '../support/live-view.ts';

const table = (page: Page) => page.getByRole('grid', { name: 'Sessions' });
const rows = (page: Page) => table(page).locator('tbody').getByRole('row');
const open = (page: Page) => page.getByRole('link', { name: 'Sessions', exact: true }).click();

test('is sorted by a click on a column or with the keyboard, and filtered by text', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    for (const name of ['Alice', 'Bob', 'Mallory'] as const) await press(page, name, 'Set');
    await open(page);
    await expect(rows(page)).toHaveCount(3);
    await page.getByRole('button', { name: 'Actor' }).click();
    await expect(rows(page).first()).toContainText('Alice');
    await expect(page.getByRole('columnheader', { name: 'Actor' })).toHaveAttribute('aria-sort', 'ascending');
    await page.getByRole('button', { name: 'Actor' }).press('Enter');
    await expect(rows(page).first()).toContainText('Mallory');
    await page.getByRole('textbox', { name: 'Id, key or value' }).fill('admin');
    await expect(page.getByText('3 sessions', { exact: true }).last()).toBeVisible();
    await page.getByRole('textbox', { name: 'Id, key or value' }).fill('nobody has this');
    await expect(page.getByText('No session contains this.')).toBeVisible();
    await expect(page.getByText('0 of 3 sessions')).toBeVisible();
  });
});

test('the text in the editor of a session stays when the session changes, and when it is destroyed', async ({
  page,
  browser,
}) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await open(page);
    await rows(page).first().click();
    await page.getByRole('button', { name: 'Edit as JSON' }).click();
    const editor = page.getByRole('textbox', { name: 'All data of the session, as JSON' });
    const typed = '{"typed": "and not to be lost"}';
    await editor.fill(typed);

    // In a separate window: in a background tab it would be drawn once a second.
    const other = await browser.newPage();
    await other.goto(newLink());
    await press(other, 'Alice', 'Pop');
    await expect(page.getByText('The session has changed since you began to edit.')).toBeVisible();
    await expect(editor).toHaveValue(typed);
    await page.getByRole('tab', { name: 'History' }).click();
    await page.getByRole('tab', { name: 'Data' }).click();
    await expect(editor).toHaveValue(typed);

    await open(other);
    await rows(other).first().click();
    await other.getByRole('button', { name: 'Destroy', exact: true }).click();
    await other.getByRole('button', { name: 'Destroy it' }).click();
    await expect(page.getByText('The session is gone, so there is nothing to replace.')).toBeVisible();
    await expect(editor).toHaveValue(typed);
    await expect(page.getByRole('button', { name: 'Replace the data' })).toHaveAttribute('aria-disabled', 'true');

    // No row is left and no browser has a cookie, so the view would be empty.
    await other.getByRole('link', { name: 'Live', exact: true }).click();
    await actor(other, 'Alice').getByRole('button', { name: 'More actions of Alice' }).click();
    await other.getByRole('menuitem', { name: 'Forget cookies' }).click();
    await expect(actor(other, 'Alice')).toContainText('no cookie');
    await expect(page.getByText('Comparing').or(page.getByText('Cookies and rows agree'))).toBeVisible();
    await expect(editor).toHaveValue(typed);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(editor).toBeHidden();
    await other.close();
  });
});

test('holds ten thousand sessions, each within reach of the keyboard', async ({ page }) => {
  const folder = await filledFolder(0, () => {
    throw new Error('no entries are wanted');
  });
  fillSessions(folder, 10_000);
  const inspector = await startBrowserMode(folder);
  try {
    await page.goto(inspector.inspector);
    await open(page);
    await expect(page.getByText('10,000 sessions', { exact: true }).last()).toBeVisible();
    await page.getByRole('button', { name: 'Session', exact: true }).click();
    await expect(rows(page).first()).toContainText('s000');
    await table(page).focus();
    await page.keyboard.press('End');
    await expect(page.getByRole('region', { name: 'The selected session' })).toContainText('"visitor-9999"');
    await expect(rows(page).last()).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('textbox', { name: 'Id, key or value' }).fill('visitor-1234');
    await expect(page.getByText('1 of 10,000 sessions')).toBeVisible();
    await expect(rows(page)).toHaveCount(1);
    await rows(page).first().click();
    await expect(page.getByRole('region', { name: 'The selected session' })).toContainText('"visitor-1234"');
  } finally {
    await inspector.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function fillSessions(folder: string, count: number): void {
  const database = new Sqlite(join(folder, 'inspector.db'));
  const insert = database.prepare(
    `INSERT INTO sessions (sid, data_json, cookie_json, cookie_expires, expires_at_ms, created_at_ms, last_used_at_ms)
     VALUES (?, ?, '{"originalMaxAge":null,"expires":null,"httpOnly":true,"path":"/"}', 0, ?, ?, ?)`,
  );
  const nowMs = Date.now();
  database.transaction(() => {
    for (let n = 0; n < count; n++) {
      const sid = `s${String(n).padStart(31, '0')}`;
      insert.run(sid, JSON.stringify({ Username: `visitor-${n}` }), nowMs + 3_600_000, nowMs - n, nowMs - n);
    }
  })();
  database.close();
}
