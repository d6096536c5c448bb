/** The hints of buttons, and the menus behind buttons: both are loaded when they are first used. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor } from '../support/live-view.ts';

const words = 'Open the site in a browser';
const hint = (page: Page) => page.getByText(words, { exact: true });
const button = (page: Page) => page.getByRole('link', { name: words }).or(page.getByRole('button', { name: words }));

test('a hint is shown under the pointer and with the keyboard, and Esc hides it', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await button(page).hover();
    await expect(hint(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(hint(page)).toHaveCount(0);

    await page.getByText('Alice', { exact: true }).hover();
    await button(page).hover();
    await expect(hint(page)).toBeVisible();
    await hint(page).hover();
    await expect(hint(page)).toBeVisible();
    await page.getByText('Bob', { exact: true }).hover();
    await expect(hint(page)).toHaveCount(0);

    await page.mouse.move(640, 700);
    await button(page).focus();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(hint(page)).toBeVisible();
    await page.keyboard.press('Tab');
    await expect(hint(page)).toHaveCount(0);
  });
});

test('a menu behind a button is opened and closed by pointer and by keys, and the focus returns', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const more = actor(page, 'Alice').getByRole('button', { name: /^More/ });
    await more.click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expect(more).toHaveAttribute('aria-expanded', 'true');
    await more.click();
    await expect(page.getByRole('menu')).toHaveCount(0);

    for (const key of ['Enter', 'ArrowDown']) {
      await more.press(key);
      await expect(page.getByRole('menuitem').first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(page.getByRole('menu')).toHaveCount(0);
      await expect(more).toBeFocused();
    }
    await more.click();
    await page.mouse.click(640, 700);
    await expect(page.getByRole('menu')).toHaveCount(0);
  });
});

test('a button that a press has put under the pointer shows no hint until the pointer moves', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const open = page.getByRole('button', { name: /^Open a recording:/ });
    const chooser = page.waitForEvent('filechooser');
    await open.click();
    await (await chooser).setFiles(join(import.meta.dirname, '../../import/fixtures/firefox.har'));
    const back = page.getByRole('button', { name: 'Back to the live log' });
    await expect(back).toBeVisible({ timeout: 60_000 });
    // Longer than a hint takes to be shown.
    await page.waitForTimeout(1_500);
    await expect(page.locator('[data-hint-bubble]')).toHaveCount(0);
    await back.hover();
    await open.hover();
    await expect(page.locator('[data-hint-bubble]')).toHaveCount(1);
  });
});

test('a focus that no key has moved shows no hint', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(button(page)).toBeVisible();
    // Chromium matches :focus-visible here, because nothing was pressed before.
    await button(page).focus();
    expect(await button(page).evaluate((element) => element.matches(':focus-visible'))).toBe(true);
    await page.getByText('Alice', { exact: true }).hover();
    // Longer than a hint takes to be shown.
    await page.waitForTimeout(1_500);
    await expect(page.locator('[data-hint-bubble]')).toHaveCount(0);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await expect(hint(page)).toBeVisible();
  });
});
