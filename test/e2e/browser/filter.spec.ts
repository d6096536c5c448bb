/** The filter on real traffic: typed, completed by keys, corrected where it is wrong, and followed live. */
import { expect, type Page, test } from '@playwright/test';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { liveALittle, press, requestRows, rowWith } from '../support/live-view.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Filter the log' });
const offers = (page: Page) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
const inForce = (page: Page) => page.getByRole('group', { name: 'Active filter' });

test('shows the matches and their number, and follows new ones', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await page.keyboard.press('/');
    await expect(field(page)).toBeFocused();
    await page.keyboard.type('op:set actor:alice');
    await expect(requestRows(page)).toHaveCount(1);
    await expect(inForce(page)).toContainText('1 of 9');
    await press(page, 'Bob', 'Set');
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(2);
    await expect(inForce(page)).toContainText('2 of 11');
    await inForce(page).getByRole('button', { name: 'Remove actor:alice' }).click();
    await expect(field(page)).toHaveValue('op:set');
    await expect(requestRows(page)).toHaveCount(4);
    await rowWith(page, 'Bob').click();
    await expect(page.getByRole('tabpanel', { name: 'Story' })).toBeVisible();
    await inForce(page).getByRole('button', { name: 'Clear the filter' }).click();
    await expect(requestRows(page)).toHaveCount(11);
    await expect(inForce(page)).toHaveCount(0);
  });
});

test('finds text in sessions and headers, with negation, quotes and regexes', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    for (const [filter, count] of [
      ['session.Username:admin', 6],
      ['session.Username:admin -op:get', 3],
      ['"user-agent: curl"', 1],
      ['/^user-agent:\\s(bob|alice)/', 7],
      ['is:new', 2],
      ['status-code:4xx', 0],
      ['-status-code:4xx', 9],
      ['has-response-header:set-cookie', 2],
    ] as const) {
      await field(page).fill(filter);
      await expect(inForce(page), filter).toContainText(`${count} of 9`);
      await expect(requestRows(page), filter).toHaveCount(count);
    }
  });
});

test('offers suggestions at the cursor, with the keyboard alone', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await page.keyboard.press('/');
    await expect(offers(page).first()).toContainText('method:');
    await page.keyboard.type('session.');
    await expect(offers(page)).toHaveText([/^session\.Username:/]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await expect(field(page)).toHaveValue('session.Username:');
    await expect(inForce(page)).toContainText('6 of 9');
    await page.keyboard.type('Admin -act');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('b');
    await expect(offers(page)).toHaveText(['Bob']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(field(page)).toHaveValue('session.Username:Admin -actor:Bob ');
    await page.keyboard.press('Escape');
    await expect(offers(page)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(field(page)).toHaveValue('');
  });
});

test('shows errors with their positions, and keeps the valid terms', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await field(page).fill('op:set methd:GET');
    await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
    await expect(field(page)).toHaveAccessibleDescription(/methd:GET.*Did you mean method\?/);
    await expect(requestRows(page)).toHaveCount(2);
    await field(page).fill(`/${'(a+)+'.repeat(8)}$/`);
    await expect(inForce(page)).toBeVisible();
    await field(page).fill('nothing here');
    await expect(page.getByText('Nothing in the log matches this filter.')).toBeVisible();
  });
});

test('remembers the filters somebody chose to keep', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await field(page).fill('op:pop');
    await inForce(page).getByRole('button', { name: 'Save this filter' }).click();
    await expect(inForce(page).getByText('Saved: the field suggests this filter')).toBeVisible();
    await page.reload();
    await expect(requestRows(page)).not.toHaveCount(0);
    await page.keyboard.press('/');
    await expect(offers(page).first()).toHaveText('op:pop');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(requestRows(page)).toHaveCount(1);
    await inForce(page).getByRole('button', { name: 'Forget this saved filter' }).click();
    await expect(inForce(page).getByRole('button', { name: 'Save this filter' })).toBeVisible();
  });
});

test('can be read by everyone, in both themes', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await field(page).fill('op:set -actor:Mallory methd:GET is:');
    await page.keyboard.press('ArrowDown');
    await expect(offers(page).nth(0)).toHaveAttribute('aria-selected', 'true');
    await expectNothingFoundInEachTheme(page, 'filter');
    for (const width of [1280, 960, 640]) {
      await page.setViewportSize({ width, height: 600 });
      const box = await field(page).boundingBox();
      expect(box?.x, `${width}`).toBeGreaterThanOrEqual(0);
      expect(box?.width, `${width}`).toBeGreaterThan(200);
    }
  });
});
