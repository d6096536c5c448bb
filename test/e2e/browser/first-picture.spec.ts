/** What the window shows before the inspector has sent the first data. */
import { expect, type Page, test } from '@playwright/test';
import { en } from '../../../renderer/strings/en.ts';
import { zh } from '../../../renderer/strings/zh.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

/** Holds the live stream back. Returns how to let it go. */
async function holdData(page: Page): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route('**/trpc/live*', async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

for (const [locale, words] of [
  ['en-US', en],
  ['zh-CN', zh],
] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('is the frame, which says nothing about the data and stays when the data arrives', async ({ page }) => {
      const { shell } = words;
      await withBrowserMode(async ({ inspector }) => {
        const letGo = await holdData(page);
        await page.goto(inspector);
        const rail = page.getByRole('navigation', { name: shell.views });
        await expect(rail.getByRole('link', { name: shell.live, exact: true })).toBeVisible();
        await expect(page.getByText(shell.connectingTitle)).toBeVisible();
        await expect(page.getByRole('banner').getByRole('button')).toHaveCount(0);
        await expect(page.getByRole('main')).toHaveCount(0);
        await picture(page, `before-the-data-${locale}`);
        const frame = await rail.elementHandle();

        letGo();
        await expect(actor(page, 'Alice')).toBeVisible();
        await expect(page.getByText(shell.connectingTitle)).toHaveCount(0);
        expect(await frame?.evaluate((element) => element.isConnected)).toBe(true);
      });
    });
  });
}

test('has no commands: a key that is pressed too early does nothing', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    const letGo = await holdData(page);
    await page.goto(inspector);
    await expect(page.getByText(en.shell.connectingTitle)).toBeVisible();
    await page.keyboard.press('Control+k');
    letGo();
    await expect(actor(page, 'Alice')).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog')).toBeVisible();
  });
});

test('leads to the view of the address when the data is there', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    const letGo = await holdData(page);
    await page.goto(inspector);
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    const secret = page.getByRole('textbox', { name: 'A secret of your own' });
    await expect(secret).toHaveCount(0);
    letGo();
    await expect(secret).toBeVisible();
  });
});
