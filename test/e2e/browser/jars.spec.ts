/** A cookie that is put into a jar says so, and a session that two browsers hold is marked wherever it is shown. */
import { expect, type Page, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { type ActorName, actor, press, rowWith } from '../support/live-view.ts';

async function copyCookie(page: Page, from: ActorName, to: ActorName): Promise<void> {
  await actor(page, from)
    .getByRole('button', { name: `More actions of ${from}` })
    .click();
  await page.getByRole('menuitem', { name: `Copy cookie to ${to}` }).click();
}

for (const engine of ['Server-side', 'Client-side']) {
  test(`${engine}: a copied cookie is reported on the card and to screen readers, with both holders`, async ({
    page,
  }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      await page.getByRole('banner').getByText(engine, { exact: true }).click();
      await press(page, 'Alice', 'Set');
      await press(page, 'Mallory', 'Get');
      await expect(actor(page, 'Mallory')).toContainText('Welcome Anonymous');
      await copyCookie(page, 'Alice', 'Mallory');

      await expect(actor(page, 'Mallory')).toContainText('Cookie copied from Alice');
      await expect(actor(page, 'Mallory')).not.toContainText('Welcome Anonymous');
      await expect(
        page.getByRole('status').filter({ hasText: "Mallory now has a copy of Alice's cookie" }),
      ).toHaveCount(1);
      await expect(rowWith(page, 'Alice', '/setsession')).toContainText('Held by Alice and Mallory');
      await expect(rowWith(page, 'Mallory', 'no cookie')).not.toContainText('Held by');

      await press(page, 'Mallory', 'Get');
      await expect(actor(page, 'Mallory')).toContainText('Welcome Admin');
      await expect(actor(page, 'Mallory')).toContainText("Alice's cookie");
      await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
      await expect(page.getByRole('main')).toContainText('Held by Alice and Mallory');

      await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
      await actor(page, 'Mallory').getByRole('button', { name: 'More actions of Mallory' }).click();
      await page.getByRole('menuitem', { name: 'Forget cookies' }).click();
      await expect(actor(page, 'Mallory')).toContainText('no cookie');
      await expect(rowWith(page, 'Alice', '/setsession')).not.toContainText('Held by');
    });
  });
}

test('a cookie that the user typed into a jar is marked', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await actor(page, 'Bob').getByRole('button', { name: 'More actions of Bob' }).click();
    await page.getByRole('menuitem', { name: 'Edit its cookie' }).click();
    const dialog = page.getByRole('dialog', { name: /Bob/ });
    await dialog.getByRole('textbox').fill('s%3Amade-up.signature');
    await dialog.getByRole('button', { name: /jar/ }).click();
    await expect(actor(page, 'Bob')).toContainText('Cookie put in by hand');
    await expect(page.getByRole('status').filter({ hasText: "put into Bob's browser by hand" })).toHaveCount(1);
  });
});
