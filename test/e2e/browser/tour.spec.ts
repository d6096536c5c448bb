/** The tour of the first lesson: offered until it was closed once, never in the way, all of it without a mouse. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { expectNothingFound } from '../support/axe.ts';
import { startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const tour = (page: Page) => page.getByRole('region', { name: 'Tour' });
const offer = (page: Page) => page.getByRole('navigation').getByRole('button', { name: 'Tour' });

test('leads through the first lesson by keys alone, while everything stays in use', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await page.getByRole('button', { name: 'Show me around' }).focus();
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('Step 1 of 5');
    await expect(tour(page).getByRole('button', { name: 'Next' })).toBeFocused();

    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await tour(page).getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('Every request is a row');
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('Why the site answered this way');
    await expect(page.getByRole('tab', { name: 'Story' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('What the browser holds');
    await expect(page.getByRole('tab', { name: 'Cookie' })).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('Why the site answered this way');
    await tour(page).getByRole('button', { name: 'Next' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(tour(page)).toContainText('Step 5 of 5');
    await tour(page).getByRole('button', { name: 'Done' }).press('Enter');
    await expect(tour(page)).toHaveCount(0);
    await expect(offer(page)).toHaveCount(0);
  });
});

test('is not offered again after Esc, not even after a restart, but can be started by command', async ({ page }) => {
  const folder = temporaryFolder();
  const first = await startBrowserMode(folder);
  await page.goto(first.inspector);
  await offer(page).focus();
  await page.keyboard.press('Enter');
  await expect(tour(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tour(page)).toHaveCount(0);
  await expect(offer(page)).toHaveCount(0);
  // The choice is stored a moment later.
  const kept = join(folder, 'settings.json');
  await expect.poll(() => (existsSync(kept) ? readFileSync(kept, 'utf8') : '')).toContain('tour');
  await first.stop();

  const second = await startBrowserMode(folder);
  await page.goto(second.inspector);
  await expect(actor(page, 'Alice')).toBeVisible();
  await expect(offer(page)).toHaveCount(0);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('tour');
  await page.keyboard.press('Enter');
  await expect(tour(page)).toContainText('Step 1 of 5');
  await second.stop();
});

test('shows a message if the target of a step does not exist yet', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await offer(page).click();
    for (let step = 0; step < 2; step++) await tour(page).getByRole('button', { name: 'Next' }).click();
    await expect(tour(page)).toContainText('There is no request yet');
  });
});

for (const [colorScheme, locale] of [
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('every step can be read by everyone', async ({ page }) => {
      test.slow();
      await withBrowserMode(async ({ inspector, site }) => {
        await page.goto(inspector);
        await expect(page.getByRole('group', { name: 'Alice', exact: true })).toBeVisible();
        await picture(page, `${colorScheme}-${locale}-tour-offered`);
        await page.getByRole('group', { name: 'Alice', exact: true }).getByRole('button', { name: 'Set' }).click();
        await fetch(`${site}/getsession`);
        await page.getByRole('navigation').getByRole('button').first().click();
        const card = page.getByRole('region', { name: locale === 'en' ? 'Tour' : '导览' });
        for (let step = 1; step <= 5; step++) {
          await expect(card).toContainText(locale === 'en' ? `Step ${step} of 5` : `第 ${step} 步`);
          if (step > 2) await expect(page.getByRole('tabpanel')).toBeVisible();
          await picture(page, `${colorScheme}-${locale}-tour-${step}`);
          if (step === 3) {
            await page.setViewportSize({ width: 960, height: 600 });
            await picture(page, `${colorScheme}-${locale}-tour-${step}-smallest`);
            await page.setViewportSize({ width: 1280, height: 800 });
          }
          await expectNothingFound(page);
          await card.getByRole('button').last().click();
        }
        await expect(card).toHaveCount(0);
      });
    });
  });
}

test('an empty log explains the app, and offers ways to start', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const ways = page.getByRole('region', { name: 'Ways to begin' });
    await expect(ways).toContainText('Session Inspector shows how a site remembers its visitors');
    await expect(ways.getByRole('heading')).toHaveText([
      'Try the tutorial site',
      'An app of yours',
      'Open a recording',
    ]);
    const choosing = page.waitForEvent('filechooser');
    await ways.getByRole('button', { name: 'Open a recording' }).click();
    await choosing;
    await ways.getByRole('button', { name: 'Press Set on Alice' }).click();
    await expect(requestRows(page)).toHaveCount(1);
    await expect(ways).toHaveCount(0);
  });
});

test('an empty log with notices alone still offers the ways in, below the notices', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const ways = page.getByRole('region', { name: 'Ways to begin' });
    await expect(ways).toBeVisible();
    const rows = page
      .getByRole('grid', { name: 'Requests' })
      .getByRole('row')
      .filter({ hasText: /Recording/ });
    await page.getByRole('button', { name: 'press to pause' }).click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'press to record again' }).click();
    await expect(rows).toHaveCount(2);
    await expect(ways).toBeVisible();
    await ways.getByRole('button', { name: 'Press Set on Alice' }).click();
    await expect(requestRows(page)).toHaveCount(1);
    await expect(ways).toHaveCount(0);
  });
});
