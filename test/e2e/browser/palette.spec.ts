/** The palette, the list of keys and the keys themselves, without a mouse. */
import { expect, type Page, test } from '@playwright/test';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows, sidOf } from '../support/live-view.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Find a command' });
const field = (page: Page) => palette(page).getByRole('combobox');
const active = (page: Page) => palette(page).getByRole('option', { selected: true });

test('finds and runs a typed command with the keyboard alone, and restores the focus', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.getByRole('link', { name: 'Live' }).focus();

    await page.keyboard.press('Control+k');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('set alice');
    await expect(active(page)).toContainText('Alice: Set');
    await expect(active(page)).toContainText('Username = "Admin"');
    await page.keyboard.press('Enter');
    await expect(palette(page)).toHaveCount(0);
    await expect(requestRows(page)).toHaveCount(1);
    await expect(page.getByRole('link', { name: 'Live' })).toBeFocused();

    await page.keyboard.press('Control+k');
    await expect(palette(page).getByRole('group', { name: 'Recent' }).getByRole('option')).toHaveText([/Alice: Set/]);
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Live' })).toBeFocused();
  });
});

test('moves the focus where a command leads: to the filter, to a setting, to a question', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    const choose = async (query: string) => {
      await page.keyboard.press('Control+k');
      await expect(field(page)).toBeFocused();
      await page.keyboard.type(query);
      await page.keyboard.press('Enter');
    };
    await choose('filter');
    await expect(page.getByRole('combobox', { name: /filter/i })).toBeFocused();
    await page.keyboard.press('Escape');

    await choose('clear log');
    await expect(page.getByRole('button', { name: 'Delete the log' })).toBeVisible();
    await page.keyboard.press('Escape');

    await choose('rolling');
    await expect(page.getByRole('group', { name: 'rolling' }).getByRole('radio', { checked: true })).toBeFocused();

    await choose('nothing of the kind');
    await expect(palette(page)).toContainText('No command matches “nothing of the kind”.');
    await page.keyboard.press('Escape');
    await expect(palette(page)).toHaveCount(0);
  });
});

test('finds a session by the start of its id, and stores no ids', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    const sid = await sidOf(page, 'Alice');
    await page.keyboard.press('Control+k');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type(sid.slice(0, 6));
    await expect(palette(page).getByRole('group', { name: 'Sessions' }).getByRole('option')).toContainText(['Alice']);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('grid', { name: 'Sessions' }).getByRole('row', { selected: true })).toContainText(
      'Alice',
    );
    await expect(page.getByRole('region', { name: /session/i }).first()).toBeVisible();
    expect(page.url()).not.toContain(sid.slice(0, 6));
    await page.keyboard.press('Control+k');
    await expect(field(page)).toBeFocused();
    await expect(palette(page).getByRole('group', { name: 'Recent' })).toHaveCount(0);
  });
});

test('single keys run commands outside of text fields, and can be switched off', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.keyboard.press('2');
    await expect(page.getByRole('link', { name: 'Sessions' })).toHaveAttribute('aria-current', 'page');
    await page.keyboard.press('1');
    await page.keyboard.press('e');
    await expect(page.getByRole('button', { name: /^Paused/ })).toBeVisible();
    await page.keyboard.press('e');
    await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();

    await page.getByRole('textbox', { name: 'Value for Alice' }).fill('');
    await page.keyboard.type('2ex?');
    await expect(page.getByRole('textbox', { name: 'Value for Alice' })).toHaveValue('2ex?');
    await expect(page.getByRole('link', { name: 'Live' })).toHaveAttribute('aria-current', 'page');

    await page.getByRole('button', { name: 'Pop' }).first().focus();
    await page.keyboard.press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await expect(sheet).toContainText('Pause or resume recording');
    await expect(sheet).toBeFocused();
    await sheet.getByRole('radio', { name: 'On' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(sheet.getByRole('radio', { name: 'Off' })).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(sheet).toHaveCount(0);
    await page.keyboard.press('2');
    await page.keyboard.press('?');
    await expect(sheet).toHaveCount(0);
    await expect(page.getByRole('link', { name: 'Live' })).toHaveAttribute('aria-current', 'page');

    await page.reload();
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.keyboard.press('2');
    await page.keyboard.press('Control+k');
    await expect(palette(page)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Live', includeHidden: true })).toHaveAttribute('aria-current', 'page');
  });
});

test('the list of keys has only those that the browser leaves to the page', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.keyboard.press('?');
    const row = (title: string) =>
      page.getByRole('dialog', { name: 'Keys' }).getByRole('term').filter({ hasText: title }).locator('+ dd');
    await expect(row('Show Sessions')).toHaveText('2');
    await expect(row('Clear the log…')).toHaveText('z');
    await expect(row('Filter').first()).toHaveText('CtrlFor/');
  });
});

// The large palette, and the Chinese one, are checked with all views (looks.spec.ts).
test('the palette and the list of keys can be read by everyone in the smallest window', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.setViewportSize({ width: 960, height: 600 });
    await page.goto(inspector);
    await expect(page.getByRole('group', { name: 'Alice' })).toBeVisible();
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await expectNothingFoundInEachTheme(page, 'palette');
    await page.keyboard.type('se');
    await expectNothingFoundInEachTheme(page, 'palette-typed');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectNothingFoundInEachTheme(page, 'keys');
  });
});
