/** The window in both themes, with a log that has been lived in: kept as pictures, and checked by axe. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, liveALittle, openTab, rowWith } from '../support/live-view.ts';
import { picture, readmePicture } from '../support/pictures.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('is readable by everyone, empty and full', async ({ page }) => {
      // Nine looks by axe, a few seconds each on a small machine.
      test.slow();
      await withBrowserMode(async ({ inspector, site }) => {
        await page.goto(inspector);
        await expect(actor(page, 'Alice')).toBeVisible();
        await picture(page, `${colorScheme}-1-empty`);
        await expectNothingFound(page);

        await liveALittle(page, site);
        await rowWith(page, 'Bob', '/popsession').click();
        await openTab(page, 'Session');
        await picture(page, `${colorScheme}-2-session`);
        await expectNothingFound(page);

        for (const tab of ['Story', 'Cookie', 'Headers', 'Store'] as const) {
          await openTab(page, tab);
          await picture(page, `${colorScheme}-3-${tab.toLowerCase()}`);
          if (tab === 'Story' && colorScheme === 'light') await readmePicture(page);
          await expectNothingFound(page);
        }

        await page.getByRole('button', { name: 'Export' }).click();
        await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
        await picture(page, `${colorScheme}-4-export`);
        await expectNothingFound(page);
        await page.keyboard.press('Escape');

        await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
        await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();
        await picture(page, `${colorScheme}-5-sessions`);
        await expectNothingFound(page);

        await page.setViewportSize({ width: 960, height: 600 });
        await picture(page, `${colorScheme}-6-smallest`);
        await expectNothingFound(page);
      });
    });
  });
}

async function expectNothingFound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([]);
}
