/** Presses and typed text while data arrives: no action of the user is lost or applied to another element. */
import { expect, type Page, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows, rowWith } from '../support/live-view.ts';

test('the space bar presses a button that data would take away before it is up', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    const first = page.getByRole('button', { name: 'Press Set on Alice' });
    await first.focus();
    // The button is gone with the first row; a visitor from outside makes that row while the key is down.
    await page.keyboard.down('Space');
    await fetch(`${site}/getsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
    await page.keyboard.up('Space');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await expect(requestRows(page)).toHaveCount(2);
  });
});

test('the session that an export is of stays the same while others come in', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await page.getByRole('banner').getByRole('button', { name: 'Export' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await dialog
      .getByRole('radio', { name: /session/i })
      .first()
      .check();
    const choice = dialog.getByRole('combobox');
    const sid = await choice.inputValue();
    expect(sid).not.toBe('');
    await fetch(`${site}/setsession`);
    await expect(choice.getByRole('option')).toHaveCount(2);
    await expect(choice).toHaveValue(sid);
  });
});

test('a key and a value that are being typed stay when their session ends', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();
    const form = page.getByRole('form', { name: 'Set a key' });
    const typed = '{"long": "and not to be lost"}';
    await form.getByRole('textbox', { name: 'Value' }).fill(typed);

    const other = await browser.newPage();
    await other.goto(newLink());
    await actor(other, 'Alice').getByRole('button', { name: 'More actions of Alice' }).click();
    await other.getByRole('menuitem', { name: 'Destroy the session' }).click();
    await expect(page.getByText('This session is gone.')).toBeVisible();
    await expect(form.getByRole('textbox', { name: 'Value' })).toHaveValue(typed);
    await expect(form.getByRole('button', { name: 'Set' })).toHaveAttribute('aria-disabled', 'true');
    await other.close();
  });
});

test('a secret that is refused stays in its field', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.goto(`${new URL(inspector).origin}/#settings`);
    const field = page.getByRole('textbox', { name: 'A secret of your own' });
    const tooLong = 'x'.repeat(5000);
    await field.fill(tooLong);
    await field.press('Enter');
    await expect(page.getByRole('alert', { name: 'Problems' })).toContainText('Too big');
    await expect(field).toHaveValue(tooLong);
    await field.fill('the secret of my app');
    await field.press('Enter');
    await expect(field).toHaveValue('');
  });
});

test('a request that is being written stays while requests come in and the log is cleared elsewhere', async ({
  page,
  browser,
}) => {
  await withBrowserMode(async ({ inspector, newLink, site }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await rowWith(page, 'Alice', '/setsession').click();
    await page.keyboard.press('d');
    const editor = page.getByRole('dialog', { name: /Edit request #/ });
    const path = editor.getByRole('textbox', { name: 'Path and query' });
    await path.fill('/session/keys/half-typed');
    for (let n = 0; n < 30; n++) await fetch(`${site}/getsession`);

    const other = await browser.newPage();
    await other.goto(newLink());
    await expect(requestRows(other).first()).toBeVisible();
    await other.getByRole('button', { name: 'Clear', exact: true }).click();
    await other.getByRole('button', { name: 'Delete the log' }).click();
    await expect(requestRows(page)).toHaveCount(0);
    await expect(path).toHaveValue('/session/keys/half-typed');
    await expect(path).toBeFocused();
    await editor.getByRole('combobox', { name: 'Method' }).fill('GET');
    await page.keyboard.press('Control+Enter');
    await expect(editor).toBeHidden();
    await expect(rowWith(page, '/session/keys/half-typed')).toBeVisible();
    await other.close();
  });
});

test('a number that is being typed stays while another window changes the same setting', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, inspectorOrigin, newLink, site }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.goto(`${inspectorOrigin}/#settings`);
    const field = (where: Page) => where.getByRole('textbox', { name: 'Idle limit, as a number' });
    await field(page).fill('777');
    for (let n = 0; n < 30; n++) await fetch(`${site}/getsession`);

    const other = await browser.newPage();
    await other.goto(newLink());
    await expect(actor(other, 'Alice')).toBeVisible();
    await other.goto(`${inspectorOrigin}/#settings`);
    await field(other).fill('5000');
    await field(other).press('Enter');
    await expect(field(other)).toHaveValue('5000');
    await expect(field(page)).toHaveValue('777');
    await expect(field(page)).toBeFocused();
    await field(page).press('Enter');
    await expect(field(other)).toHaveValue('777');
    await other.close();
  });
});

test('an open menu stays while rows come in, and its choice is for the row that it was opened on', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await rowWith(page, 'Alice', '/setsession').click({ button: 'right' });
    const choice = page.getByRole('menuitem', { name: 'Show only requests of its actor', exact: true });
    await expect(choice).toBeVisible();
    for (let n = 0; n < 60; n++) await fetch(`${site}/getsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
    await expect(rowWith(page, 'curl', '/getsession')).toBeVisible();
    await choice.click();
    await expect(requestRows(page)).toHaveCount(1);
    await expect(rowWith(page, 'Alice', '/setsession')).toBeVisible();
  });
});

test('Enter leads into the details of a request, however late their file comes', async ({ page }) => {
  const isReleased = Promise.withResolvers<void>();
  await page.route(/\/entry-details-[^/]*\.js$/, async (route) => {
    await isReleased.promise;
    await route.continue();
  });
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await page.getByRole('grid', { name: 'Requests' }).focus();
    await page.keyboard.press('End');
    await expect(requestRows(page).last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await page.waitForTimeout(3_000);
    isReleased.resolve();
    await expect(page.getByRole('tab', { name: 'Story', exact: true })).toBeFocused();
  });
});
