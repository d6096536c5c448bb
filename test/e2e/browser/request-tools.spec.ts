/**
 * The actions on a request: send it again, edit it, copy it, pin it, compare it; and the editing of an actor's cookie.
 */
import { expect, type Page, test } from '@playwright/test';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, details, openTab, press, requestRows, rowWith } from '../support/live-view.ts';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const dialog = (page: Page, name: RegExp | string) => page.getByRole('dialog', { name });
const choose = async (page: Page, button: string | RegExp, item: string | RegExp) => {
  await page.getByRole('button', { name: button }).click();
  await page.getByRole('menuitem', { name: item }).click();
};
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());
test('sends a request again with one key, and leads from the copy to its original', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await rowWith(page, 'Alice', '/setsession').click();
    await page.keyboard.press('r');
    await expect(page.getByText(/^Sent as request #2, answered 200\.$/)).toBeVisible();
    await expect(requestRows(page)).toHaveCount(2);
    await expect(requestRows(page).nth(1)).toHaveAttribute('aria-selected', 'true');
    await page.getByRole('link', { name: 'Show request #1' }).click();
    await expect(requestRows(page).nth(0)).toHaveAttribute('aria-selected', 'true');
  });
});

test('edits a request and sends it with Ctrl+Enter, once no text in it could end a line', async ({ page }) => {
  // Checks by axe take a few seconds each on a small machine.
  test.slow();
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await fetch(`${site}/getsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
    await rowWith(page, 'curl', '/getsession').click();
    await page.keyboard.press('d');
    const editor = dialog(page, /Edit request #1/);
    await expect(editor.getByRole('combobox', { name: 'Sent by' })).toHaveValue('');
    await editor.getByRole('textbox', { name: 'Path and query' }).fill('/session/keys/color');
    await editor.getByRole('combobox', { name: 'Method' }).fill('POST');
    await editor.getByRole('textbox', { name: 'Headers' }).fill('Host: localhost\nX-Broken\nContent-Length: 3');
    await editor.getByRole('textbox', { name: 'Body' }).fill('"red"');
    await page.keyboard.press('Control+Enter');
    await expect(editor).toContainText('Line 2: there is no colon');
    await expect(editor).toContainText('Line 3: this line follows from the body');
    await expectNothingFound(page);

    await editor.getByRole('textbox', { name: 'Headers' }).fill('Host: localhost\nUser-Agent: teapot/1');
    await editor.getByRole('button', { name: 'Add Content-Type: application/json' }).click();
    await editor.getByRole('combobox', { name: 'Sent by' }).selectOption('Bob');
    await page.keyboard.press('Control+Enter');
    await expect(editor).toBeHidden();
    await expect(requestRows(page)).toHaveCount(2);
    await expect(rowWith(page, 'Bob', '/session/keys/color')).toBeVisible();
    await expect(actor(page, 'Bob')).toContainText('color has been set');
    const headers = await openTab(page, 'Headers');
    await expect(headers).toContainText('teapot/1');
    await expect(headers).toContainText('Content-Length');
  });
});

test('copies a request for five programs, and says that its cookie is in it', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await press(page, 'Alice', 'Get');
    await rowWith(page, 'Alice', '/getsession').click();
    for (const [item, text] of [
      ['Copy as curl', `curl '${site}/getsession'`],
      ['Copy as cmd (curl.exe)', `curl.exe ${site}/getsession`],
      ['Copy as PowerShell', `Uri = '${site}/getsession'`],
      ['Copy as fetch (Node)', `await fetch("${site}/getsession"`],
      ['Copy as Python (requests)', `"${site}/getsession"`],
    ] as const) {
      await choose(page, 'What can be done with this request', item);
      await expect(page.getByText('It holds a session cookie')).toBeVisible();
      await expect.poll(() => clipboard(page)).toContain(text);
      expect(await clipboard(page)).toContain('inspector.sid');
    }
  });
});

test('keeps a pinned request in sight, through a clear and a new page', async ({ page }) => {
  // Checks by axe take a few seconds each on a small machine.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await press(page, 'Bob', 'Get');
    await rowWith(page, 'Alice', '/setsession').click();
    await page.keyboard.press('p');
    const pinned = page.getByRole('region', { name: 'Pinned requests' });
    await expect(pinned).toContainText('/setsession');
    await expectNothingFound(page);
    await page.keyboard.press('z');
    await page.getByRole('button', { name: 'Delete the log' }).click();
    await expect(page.getByText('0 requests')).toBeVisible();
    await page.reload();
    await pinned.getByRole('button', { name: /^#1 GET/ }).click();
    await expect(details(page, 'Story')).toContainText('Alice');
    await pinned.getByRole('button', { name: 'Unpin request #1' }).click();
    await expect(pinned).toBeHidden();
  });
});

test('compares two requests, chosen by mouse or by keyboard', async ({ page }) => {
  // Checks by axe take a few seconds each on a small machine.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await press(page, 'Bob', 'Get');
    await expect(requestRows(page)).toHaveCount(2);
    await requestRows(page).nth(0).click();
    await requestRows(page)
      .nth(1)
      .click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Compare with #2' }).click();
    const compared = dialog(page, 'Compare two requests');
    await expect(compared.getByRole('treegrid', { name: 'Request line' })).toContainText('Alice');
    await expect(compared.getByRole('treegrid', { name: 'Request line' })).toContainText('"GET"');
    await expectNothingFound(page);
    await compared.getByRole('checkbox', { name: 'Only differences' }).check();
    await expect(compared.getByRole('treegrid', { name: 'Request line' })).not.toContainText('"GET"');
    await expect(compared.getByRole('treegrid', { name: 'Session after' })).toContainText('Username');
    await page.keyboard.press('Escape');
    await expect(compared).toBeHidden();

    await page.getByRole('grid', { name: 'Requests' }).focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(page.getByText('A: #1 GET /setsession · Alice')).toBeVisible();
    await page.keyboard.press('c');
    await expect(compared).toBeVisible();
  });
});

test('gives one actor the cookie of another by dragging it there, or one of the reader’s own', async ({ page }) => {
  // Checks by axe take a few seconds each on a small machine.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('sid');
    await actor(page, 'Alice').getByText('A', { exact: true }).dragTo(actor(page, 'Mallory'));
    await expect(actor(page, 'Mallory')).toContainText("Alice's cookie");
    await press(page, 'Mallory', 'Get');
    await expect(actor(page, 'Mallory')).toContainText('Welcome Admin');

    await choose(page, 'More actions of Mallory', 'Edit its cookie…');
    const editor = dialog(page, 'Mallory’s session cookie');
    await editor.getByRole('textbox').fill('a;b');
    await expect(editor).toContainText('no semicolon');
    await expectNothingFound(page);
    await editor.getByRole('textbox').fill('forged');
    await editor.getByRole('button', { name: 'Put into Mallory’s jar' }).click();
    await expect(editor).toBeHidden();
    await press(page, 'Mallory', 'Get');
    await expect(actor(page, 'Mallory')).toContainText('Welcome Anonymous');
  });
});

test('writes a request of an actor’s own, with the cookies of that jar', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await choose(page, 'More actions of Alice', 'Write a request…');
    await expect(dialog(page, 'Write a request').getByRole('radio', { name: 'Alice’s cookies now' })).toBeChecked();
    await page.keyboard.press('Control+Enter');
    await expect(actor(page, 'Alice')).toContainText('Welcome Admin');
  });
});

test('shows the columns that are chosen, as wide as they are made, and remembers both', async ({ page }) => {
  // Checks by axe take a few seconds each on a small machine.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    const head = (name: string) => page.getByRole('columnheader', { name, exact: false });
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Set-Cookies' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Status' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Session' }).click();
    await expectNothingFound(page);
    await page.keyboard.press('Escape');
    await expect(head('Set-Cookies')).toBeVisible();
    await expect(head('Session')).toBeHidden();
    await expect(requestRows(page).locator('[data-column="set-cookies"]')).toHaveText('1');
    const width = () => head('Actor').evaluate((element) => element.getBoundingClientRect().width);
    const before = await width();
    await page.getByRole('slider', { name: 'Width of the column Actor' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect.poll(width).toBe(before + 16);

    await page.reload();
    await expect(head('Set-Cookies')).toBeVisible();
    await expect.poll(width).toBe(before + 16);
    await page.getByRole('button', { name: 'Choose columns' }).click();
    await page.getByRole('menuitem', { name: 'The usual columns and widths' }).click();
    await expect(head('Set-Cookies')).toBeHidden();
    await expect(head('Session')).toBeVisible();
  });
});

test('compares two sessions: their data, lifetimes and owners', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await press(page, 'Bob', 'Set');
    await expect(requestRows(page)).toHaveCount(2);
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    const rows = page.getByRole('grid', { name: 'Sessions' }).getByRole('row');
    await rows.filter({ hasText: 'Alice' }).click();
    await rows.filter({ hasText: 'Bob' }).click({ modifiers: ['Shift'] });
    await page.getByRole('button', { name: /^Compare with / }).click();
    const compared = dialog(page, 'Compare two sessions');
    await expect(compared.getByRole('treegrid', { name: 'Data' })).toContainText('Username');
    await expect(compared.getByRole('treegrid', { name: 'Whose it is' })).toContainText('Bob');
    await expect(compared.getByRole('region', { name: 'Data' })).toContainText('same');
    await expectNothingFound(page);
  });
});
