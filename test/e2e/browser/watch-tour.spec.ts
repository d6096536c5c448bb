/** The tour over a watched app: offered in its empty log, five steps, all of it by keys. */
import { expect, test } from '@playwright/test';
import { runFlaskTutorial } from '../../support/real-flask-app.ts';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { picture } from '../support/pictures.ts';
import { wordsOf } from '../support/words.ts';

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('leads from the address of the app to an attack on its login', async ({ page }) => {
      test.slow();
      const { watch, tour, details } = wordsOf(locale);
      const flask = await runFlaskTutorial('a secret of the test');
      try {
        await withBrowserMode(async ({ inspector }) => {
          await page.goto(inspector);
          await page
            .getByRole('main')
            .getByRole('button', { name: wordsOf(locale).commands.titles['watch-app'] })
            .click();
          await page.getByRole('textbox', { name: watch.address }).fill(flask.origin);
          await page.keyboard.press('Enter');
          // The first screen of the tutorial has such a button, too.
          await expect(page.getByRole('region', { name: watch.strip })).toBeVisible();
          await page.getByRole('button', { name: tour.showAround }).click();
          const card = page.getByRole('region', { name: tour.name });
          const steps = Object.values(watch.tour.steps);
          await expect(card).toContainText(steps[0]?.title ?? '');
          for (let step = 1; step <= 2; step++) await page.keyboard.press('Enter');
          await expect(card).toContainText(watch.tour.nothingYet);
          const strip = page.getByRole('region', { name: watch.strip });
          const [open = ''] = (await strip.innerText()).match(/http:\/\/localhost:\d+/) ?? [];
          for (const path of ['/setsession', '/getsession']) await page.request.get(`${open}${path}`);
          for (let step = 1; step <= 2; step++) await card.getByRole('button', { name: tour.back }).click();
          for (const [index, { title }] of steps.entries()) {
            await expect(card).toContainText(tour.count(index + 1, 5));
            await expect(card).toContainText(title);
            if (index === 2) await expect(page.getByRole('tabpanel', { name: details.tabs.session })).toBeVisible();
            await picture(page, `${colorScheme}-${locale}-watch-tour-${index + 1}`);
            await expectNothingFound(page);
            await card.getByRole('button').last().press('Enter');
          }
          await expect(card).toHaveCount(0);
        });
      } finally {
        await flask.stop();
      }
    });
  });
}
