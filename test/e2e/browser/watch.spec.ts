import { expect, type Page, test } from '@playwright/test';
import { type RealFlask, runFlaskTutorial } from '../../support/real-flask-app.ts';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { picture, readmePicture } from '../support/pictures.ts';
import { type Locale, wordsOf } from '../support/words.ts';

const requests = (page: Page, locale: Locale) => page.getByRole('grid', { name: wordsOf(locale).live.requests });

async function withFlask(story: (flask: RealFlask) => Promise<void>): Promise<void> {
  const flask = await runFlaskTutorial('a secret of the test');
  try {
    await story(flask);
  } finally {
    await flask.stop();
  }
}

/** From the first screen to the open address of the watched app: two presses. */
async function watchByTwoPresses(page: Page, port: string, locale: Locale): Promise<string> {
  const { watch: t, commands } = wordsOf(locale);
  await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
  await page.getByRole('button', { name: t.watchThis(`localhost:${port}`) }).click();
  const strip = page.getByRole('region', { name: t.strip });
  await expect(strip).toBeVisible();
  const [open = ''] = (await strip.innerText()).match(/http:\/\/localhost:\d+/) ?? [];
  return open;
}

for (const locale of ['en-US', 'zh-CN'] as const) {
  test.describe(`a learner's own Flask app, in ${locale}`, () => {
    test.use({ locale });

    const { commands } = wordsOf(locale);

    test('is seen, decoded, after four actions from a fresh start', async ({ page }) => {
      test.slow();
      await withFlask(async ({ origin }) => {
        await withBrowserMode(async ({ inspector }) => {
          await page.goto(inspector);
          const open = await watchByTwoPresses(page, new URL(origin).port, locale);
          // The third action opens the address, and the fourth is the visit itself.
          const visitor = await page.context().newPage();
          await visitor.goto(`${open}/setsession`);
          await expect(visitor.locator('body')).toHaveText('The session has been Set');
          await visitor.goto(`${open}/getsession`);
          await expect(visitor.locator('body')).toHaveText('Welcome Admin');
          await visitor.goto(`${open}/popsession`);
          await visitor.goto(`${open}/getsession`);
          await expect(visitor.locator('body')).toHaveText('Welcome Anonymous');
          await page.bringToFront();
          const rows = requests(page, locale).getByRole('row');
          await expect(rows.filter({ hasText: '/popsession' })).toBeVisible();
          await expect(rows.filter({ hasText: '+Username' })).toBeVisible();
          await rows.filter({ hasText: '/getsession' }).last().click();
          await picture(page, `watch-1-${locale}`);
          if (locale === 'en-US') await readmePicture(page, 'watch');
          await expectNothingFound(page);
          await rows.filter({ hasText: '/getsession' }).first().click();
          await page.getByRole('tab', { name: wordsOf(locale).details.tabs.session }).click();
          await expect(page.getByRole('tabpanel', { name: wordsOf(locale).details.tabs.session })).toContainText(
            'Admin',
          );
          // The settings of the tutorial site do not apply to this app.
          const { settings, appSettings, shell } = wordsOf(locale);
          await page.getByRole('navigation').getByRole('link', { name: shell.settings, exact: true }).click();
          await expect(page.getByText(settings.leadElsewhere)).toBeVisible();
          await expect(page.getByRole('region', { name: appSettings.sections.site })).toBeVisible();
          await expect(page.getByRole('region', { name: appSettings.sections.engine })).toHaveCount(0);
          await picture(page, `watch-settings-${locale}`);
          await page.getByRole('main').getByRole('button', { name: commands.titles['show-tutorial'] }).click();
          await expect(page.getByRole('region', { name: appSettings.sections.engine })).toBeVisible();
        });
      });
    });
  });
}

test('an app that is gone is said to be gone, and is seen again when it is back', async ({ page }) => {
  const { watch: t } = wordsOf('en-US');
  await withBrowserMode(async ({ inspector }) => {
    let port = '';
    await withFlask(async ({ origin }) => {
      ({ port } = new URL(origin));
      await page.goto(inspector);
      const open = await watchByTwoPresses(page, port, 'en-US');
      await page.request.get(`${open}/getsession`);
      await expect(requests(page, 'en-US').getByRole('row').filter({ hasText: '/getsession' })).toBeVisible();
    });
    await expect(page.getByRole('region', { name: t.strip }).getByRole('status')).toContainText(`127.0.0.1:${port}`);
    await expect(page.getByRole('region', { name: t.strip }).getByRole('status')).toContainText('no longer answers');
  });
});

test('an address that is not of this machine is refused with the reason', async ({ page }) => {
  const { watch: t, commands } = wordsOf('en-US');
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
    const field = page.getByRole('textbox', { name: t.address });
    await field.fill('http://192.0.2.1:8000');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText('192.0.2.1');
    await field.fill(site);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert')).toContainText(t.refusal['own-port'](Number(new URL(site).port)));
  });
});

test('the switch in the bar leads to the tutorial site and back', async ({ page }) => {
  const { workspaces: t, live } = wordsOf('en-US');
  await withFlask(async ({ origin }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      const { port } = new URL(origin);
      await watchByTwoPresses(page, port, 'en-US');
      await page.getByRole('button', { name: t.shown }).click();
      await page.getByRole('menuitem', { name: t.tutorial }).click();
      await expect(page.getByRole('region', { name: live.actors })).toBeVisible();
      await page.getByRole('button', { name: t.shown }).click();
      await page
        .getByRole('menuitem', { name: `localhost:${port}` })
        .first()
        .click();
      await expect(page.getByRole('region', { name: wordsOf('en-US').watch.strip })).toBeVisible();
    });
  });
});

test('the page of a typed address is the one to open, and the list shows an app that is watched already', async ({
  page,
}) => {
  const { watch: t, commands, workspaces } = wordsOf('en-US');
  await withFlask(async ({ origin }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
      await page.getByRole('textbox', { name: t.address }).fill(`${origin}/setsession?from=here`);
      await page.keyboard.press('Enter');
      const strip = page.getByRole('region', { name: t.strip });
      await expect(strip.getByRole('button', { name: /^Open localhost:/ })).toContainText('/setsession?from=here');
      const opened = page.context().waitForEvent('page');
      await strip.getByRole('button', { name: /^Open localhost:/ }).click();
      await expect((await opened).locator('body')).toHaveText('The session has been Set');
      await expect(requests(page, 'en-US').getByRole('row').filter({ hasText: '/setsession?from=here' })).toBeVisible();

      await page.getByRole('button', { name: workspaces.shown }).click();
      await page.getByRole('menuitem', { name: workspaces.tutorial }).click();
      await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
      await page.getByRole('button', { name: t.showThis(new URL(origin).host) }).click();
      await expect(strip).toBeVisible();
    });
  });
});
