/** The context menu of each kind of element, opened by keys, by right-click, and by a button. */
import { expect, type Page, test } from '@playwright/test';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, liveALittle, requestRows, rowWith } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

const item = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true });
const grid = (page: Page, name: 'Requests' | 'Sessions') => page.getByRole('grid', { name });
const nav = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });

test('a row of the log, by keys alone: its menu, its session, and the requests of that', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await grid(page, 'Requests').focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await expect(grid(page, 'Requests').getByRole('row', { selected: true })).toContainText('Alice');

    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Selected request' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(grid(page, 'Requests')).toBeFocused();

    await page.keyboard.press('ContextMenu');
    await choose(page, 'Go to its details');
    await expect(page.getByRole('tab', { selected: true })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(grid(page, 'Requests')).toBeFocused();

    await page.keyboard.press('Home');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+F10');
    await choose(page, 'Show only requests of its actor');
    await expect(page.getByRole('group', { name: /filter/i })).toContainText('Alice');
    await expect(requestRows(page)).toHaveCount(4);
    await expect(grid(page, 'Requests')).toBeFocused();

    await page.keyboard.press('End');
    await page.keyboard.press('Shift+F10');
    await choose(page, 'Show its session');
    await expect(grid(page, 'Sessions').getByRole('row', { selected: true })).toContainText('Alice');

    await grid(page, 'Sessions').focus();
    await page.keyboard.press('Shift+F10');
    await choose(page, 'Show its requests');
    await expect(nav(page, 'Live')).toHaveAttribute('aria-current', 'page');
    await expect(requestRows(page)).toHaveCount(3);
  });
});

test('a session’s menu asks for confirmation before it destroys the session', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await nav(page, 'Sessions').click();
    const rows = grid(page, 'Sessions').getByRole('row').filter({ hasText: 'Bob' });
    await rows.click({ button: 'right' });
    await item(page, 'Destroy this session…').click();
    await expect(rows).toHaveCount(1);
    await page.getByRole('button', { name: 'Destroy it' }).click();
    await expect(rows).toHaveCount(0);
  });
});

test('right-click selects its target, and a button opens the same menu', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await rowWith(page, 'Bob', '/popsession').click({ button: 'right' });
    await expect(rowWith(page, 'Bob', '/popsession')).toHaveAttribute('aria-selected', 'true');
    const names = await page.getByRole('menuitem').allInnerTexts();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'What can be done with this request' }).click();
    expect(await page.getByRole('menuitem').allInnerTexts()).toEqual(names);
    await page.keyboard.press('Escape');

    await actor(page, 'Mallory').click({ button: 'right', position: { x: 200, y: 20 } });
    await item(page, 'Set').click();
    await expect(actor(page, 'Mallory')).toContainText('The session has been Set');

    // A field keeps the menu that the browser has for it.
    await page.getByRole('textbox', { name: 'Key for Alice' }).click({ button: 'right' });
    await expect(page.getByRole('menu')).toHaveCount(0);
  });
});

test('a mark of the timeline, by keys', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    const plot = page.getByRole('listbox', { name: 'Marks of the timeline' });
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Shift+F10');
    await expect(page.getByRole('menu', { name: 'Selected request' })).toBeVisible();
    await expect(grid(page, 'Requests').getByRole('row', { selected: true })).toHaveCount(1);
    await choose(page, 'Go to its details');
    await expect(page.getByRole('tab', { selected: true })).toBeFocused();
  });
});

for (const [colorScheme, locale] of [
  ['light', 'en'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    test('the menus can be read by everyone', async ({ page }) => {
      test.slow();
      await withBrowserMode(async ({ inspector, site }) => {
        await page.goto(inspector);
        const alice = page.getByRole('group', { name: 'Alice', exact: true });
        await alice.getByRole('button', { name: 'Set', exact: true }).click();
        await fetch(`${site}/getsession`);
        const row = page.getByRole('row').filter({ hasText: '/setsession' });
        await row.click({ button: 'right' });
        await look(page, `${colorScheme}-${locale}-menu-request`);
        await page.keyboard.press('Escape');
        await alice.click({ button: 'right', position: { x: 200, y: 20 } });
        await look(page, `${colorScheme}-${locale}-menu-actor`);
        await page.keyboard.press('Escape');
        await page.setViewportSize({ width: 960, height: 600 });
        await row.click({ button: 'right' });
        await look(page, `${colorScheme}-${locale}-menu-smallest`);
      });
    });
  });
}

async function look(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('menu')).toBeVisible();
  await picture(page, name);
  await expectNothingFound(page);
}

/** Goes down to an item and chooses it, without a mouse. */
async function choose(page: Page, name: string): Promise<void> {
  await expect(item(page, name)).toBeVisible();
  for (let step = 0; step < 20; step++) {
    if (await item(page, name).evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(item(page, name)).toBeFocused();
  await page.keyboard.press('Enter');
}
