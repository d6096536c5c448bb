/** Presses and typed text while data arrives: no action of the user is lost or applied to another element. */
import { expect, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows } from '../support/live-view.ts';

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
