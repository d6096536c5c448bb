import { expect, type Page, test } from '@playwright/test';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows, rowWith } from '../support/live-view.ts';

const goTo = (page: Page, view: 'Live' | 'Sessions' | 'Settings') =>
  page.getByRole('navigation').getByRole('link', { name: view }).click();

const chooseEngine = (page: Page, name: 'Server-side' | 'Client-side') =>
  page.getByRole('banner').getByRole('group', { name: 'Session engine' }).getByText(name).click();

const chooseOption = (page: Page, option: string, code: string) =>
  page.getByRole('group', { name: option, exact: true }).getByText(code, { exact: true }).click();

const chooseFromMenu = async (page: Page, item: string) => {
  await actor(page, 'Alice').getByRole('button', { name: 'More actions of Alice' }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

test('moves the data into the cookie and back, by a switch that every window follows', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    // In a separate window: in a background tab it would be drawn once a second.
    const other = await browser.newPage();
    await other.goto(newLink());
    await page.goto(inspector);
    // Each engine says where it keeps the data before it is chosen.
    await page.getByRole('banner').getByText('Client-side').hover();
    await expect(page.getByText('Client-side: the data travels in the cookie itself')).toBeVisible();
    await chooseEngine(page, 'Client-side');
    await expect(other.getByRole('radio', { name: 'Client-side' })).toBeChecked();

    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('cookie holds the data');
    await goTo(page, 'Sessions');
    await expect(page.getByRole('main')).toContainText('There are no rows');
    await expect(page.getByRole('listitem').filter({ hasText: 'Alice' })).toContainText('{"Username":"Admin"}');

    await goTo(page, 'Live');
    await chooseEngine(page, 'Server-side');
    await expect(actor(page, 'Alice')).toContainText("only the other engine's cookie");
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Anonymous');
    await press(page, 'Alice', 'Set');
    const set = rowWith(page, 'Alice', '/setsession');
    await expect(set).toContainText('new session');
    await expect(set).toContainText("other engine's cookie ignored");
    await expect(set).not.toContainText('refused');
    await other.close();
  });
});

for (const engine of ['Server-side', 'Client-side'] as const) {
  test(`shows the owner of an actor's cookie: ${engine}`, async ({ page }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      await chooseEngine(page, engine);
      await press(page, 'Alice', 'Set');
      await expect(actor(page, 'Alice')).not.toContainText('no cookie');
      await chooseFromMenu(page, 'Copy cookie to Mallory');
      await expect(actor(page, 'Mallory')).toContainText("Alice's cookie");
      await expect(actor(page, 'Alice')).not.toContainText("Alice's cookie");
      await press(page, 'Mallory', 'Get');
      await expect(actor(page, 'Mallory')).toContainText('Welcome Admin');
    });
  });
}

test('applies an option to the next request, and explains one that loses the cookie', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Settings');
    await chooseOption(page, 'cookie.secure', 'true');
    await expect(page.getByText('express-session withholds the cookie')).toBeVisible();
    await goTo(page, 'Live');
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await expect(actor(page, 'Alice')).toContainText('no cookie');
    await goTo(page, 'Sessions');
    await expect(page.getByRole('region', { name: 'Cookies and rows' })).toContainText('1 row without a holder');

    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Reset cookie.secure to its default' }).click();
    await expect(page.getByText('express-session withholds the cookie')).toBeHidden();
    const maxAge = page.getByRole('textbox', { name: 'cookie.maxAge, as a number' });
    await maxAge.fill('-1');
    await expect(page.getByText('Type a whole number from 0')).toBeVisible();
    await maxAge.fill('90000');
    await maxAge.press('Enter');
    await goTo(page, 'Live');
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).not.toContainText('no cookie');
    await goTo(page, 'Sessions');
    const row = page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: '1 min' });
    await row.click();
    const clocks = page.getByRole('region', { name: 'Clocks' });
    await expect(clocks).toContainText('Alice’s cookie');
    await expect(clocks).toContainText('Its end is the expiry of the cookie');
  });
});

test('shows the history of a session, and each change links to its request', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await goTo(page, 'Sessions');
    await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();

    await page.getByRole('button', { name: 'Edit as JSON' }).click();
    const editor = page.getByRole('textbox', { name: 'All data of the session, as JSON' });
    await editor.fill('{"save": 1}');
    await page.getByRole('button', { name: 'Replace the data' }).click();
    await expect(page.getByText('“save” is a member of express-session')).toBeVisible();
    await editor.fill('{"Username": "Edited"}');
    await page.getByRole('button', { name: 'Replace the data' }).click();
    await expect(page.getByText('The data is replaced.')).toBeVisible();

    await page.getByRole('tab', { name: 'History' }).click();
    const items = page.getByRole('list', { name: /What happened to this session/ }).locator('> li');
    await expect(items).toHaveCount(2);
    await expect(items.first()).toContainText('This window');
    await expect(items.first()).toContainText('"Edited"');
    await expect(items.last()).toContainText('created');

    await page.getByRole('button', { name: 'Expire now' }).click();
    await page.getByRole('button', { name: 'Expire it' }).click();
    await expect(page.getByText('This session is gone.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Cookies and rows' })).toContainText('Alice: expired');

    await page
      .getByRole('link', { name: /^Show request/ })
      .last()
      .click();
    await expect(rowWith(page, 'Alice', '/setsession')).toHaveAttribute('aria-selected', 'true');
    await press(page, 'Alice', 'Get');
    await expect(rowWith(page, 'Alice', '/getsession')).toContainText('refused');
  });
});

test('is readable by everyone: settings, history, and a session that is in its cookie', async ({ page }) => {
  // Four checks by axe, one of them of the longest view.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await chooseFromMenu(page, 'Copy cookie to Mallory');
    await expect(actor(page, 'Mallory')).toContainText("Alice's cookie");
    await chooseFromMenu(page, 'Regenerate the session id');
    await goTo(page, 'Settings');
    await chooseOption(page, 'cookie.httpOnly', 'false');
    await chooseOption(page, 'SECRET_KEY', 'None');
    await expect(page.getByText('a request that writes gets status 500')).toBeVisible();
    await expectNothingFoundInEachTheme(page);

    await goTo(page, 'Sessions');
    await expect(page.getByRole('region', { name: 'Cookies and rows' })).toContainText('Mallory: unknown sid');
    await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();
    await expectNothingFoundInEachTheme(page);
    await page.getByRole('tab', { name: 'History' }).click();
    await expect(page.getByRole('region', { name: 'Lineage' })).toContainText('regenerated from');
    await expectNothingFoundInEachTheme(page);

    await chooseEngine(page, 'Client-side');
    await expect(page.getByRole('main')).toContainText('There are no rows');
    await expectNothingFoundInEachTheme(page);
  });
});
