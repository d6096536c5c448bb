import { expect, type Page, test } from '@playwright/test';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, openTab, press, rowWith } from '../support/live-view.ts';

const goTo = (page: Page, view: 'Live' | 'Cookies') =>
  page.getByRole('navigation').getByRole('link', { name: view }).click();

const card = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('opens a cookie of a request in the workbench, forges another with the same secret, and sends it', async ({
  page,
}) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await page.getByRole('banner').getByText('Client-side').click();
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).not.toContainText('no cookie');
    await press(page, 'Alice', 'Get');
    await rowWith(page, 'Alice', '/getsession').click();
    const tab = await openTab(page, 'Cookie');
    await expect(tab).toContainText('"Admin"');
    await tab.getByRole('group').getByText('How the signature is made').click();
    await expect(tab).toContainText('is the value in the cookie');
    await tab.getByRole('button', { name: 'Open in Cookies' }).first().click();

    await expect(card(page, 'Cookie')).toContainText('Flask session');
    await expect(card(page, 'Cookie')).toContainText('signed with secret 1 of this site');
    await page.getByRole('button', { name: 'Edit and sign again' }).click();
    const content = page.getByRole('textbox', { name: 'New content, as JSON' });
    await content.fill('{"Username":');
    await expect(page.getByText('Not complete JSON')).toBeVisible();
    await content.fill('{"Username":"Eve"}');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await page.getByRole('button', { name: 'Use this new cookie' }).click();
    // The form is removed when the new cookie is in the workbench. Until then there are two buttons to send, and the
    // form's own one is removed with it.
    await expect(content).toBeHidden();
    await expect(card(page, 'Content')).toContainText('"Eve"');
    await page.getByRole('button', { name: 'Send as…' }).click();
    await page.getByRole('menuitem', { name: 'Send as Mallory' }).click();
    await expect(card(page, 'Cookie')).toContainText('Welcome Eve');
    await page.getByRole('link', { name: 'See it in Live' }).click();
    await expect(rowWith(page, 'Mallory', '/getsession')).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByRole('region', { name: 'Details', exact: true })).toContainText('Eve');

    // With a change on the screen each way to send names its cookie, and the changed one is not taken.
    await goTo(page, 'Cookies');
    await page.getByRole('button', { name: 'Change one character' }).click();
    const changed = card(page, 'One character changed');
    await expect(card(page, 'Cookie').getByRole('button', { name: 'Send the unchanged one as…' })).toBeVisible();
    await changed.getByRole('button', { name: 'Send the changed one as…' }).click();
    await page.getByRole('menuitem', { name: 'Send as Mallory' }).click();
    await expect(changed).toContainText('Mallory sent a request with the changed cookie. The site answered:');
    await expect(changed).not.toContainText('Welcome Eve');
  });
});

test('shows which step notices one changed character', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Cookies');
    await page.getByRole('button', { name: /^A Flask cookie/ }).click();
    await expect(card(page, 'Cookie')).toContainText('anyone could forge this cookie');
    await page.getByRole('button', { name: 'Change one character' }).click();
    const changed = card(page, 'One character changed');
    await expect(changed).toContainText('First step with a different result: signed text.');
    await changed.getByRole('slider', { name: 'Which character' }).press('End');
    await expect(changed).toContainText('Every step has the same result as before');
    await page.getByRole('button', { name: 'Stop changing' }).click();
    await expect(changed).toBeHidden();
  });
});

test('a block of headers keeps its lines when it is pasted, and every cookie in it is offered', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Cookies');
    const field = page.getByRole('textbox', { name: 'Paste a cookie' });
    const headers =
      'GET / HTTP/1.1\nHost: localhost\nCookie: theme=dark; PHPSESSID=0a1b2c3d4e5f60718293a4b5c6\nAccept: */*';
    await field.fill(headers);
    await expect(field).toHaveValue(headers);
    await expect(card(page, 'Cookie')).toContainText('PHPSESSID=0a1b2c3d4e5f60718293a4b5c6');
    await expect(page.getByRole('group', { name: 'Also in the pasted text' })).toContainText('theme');
  });
});

test('each attribute of a Set-Cookie leads to the question whether a browser would keep the cookie', async ({
  page,
}) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await rowWith(page, 'Alice', '/setsession').click();
    const tab = await openTab(page, 'Cookie');
    await expectNothingFoundInEachTheme(page);
    await tab.getByRole('button', { name: 'Would a browser keep it with another SameSite? Ask' }).focus();
    await page.keyboard.press('Enter');
    const asked = card(page, 'Would a browser keep it? Would it send it?');
    await expect(asked.getByRole('checkbox', { name: 'SameSite=Strict' })).toBeFocused();
    await expect(asked.getByRole('textbox', { name: 'Set-Cookie' })).toHaveValue(/SameSite=Lax/);
    await expect(asked.getByRole('textbox', { name: 'Set by the answer of' })).toHaveValue(`${site}/setsession`);
    await expect(asked.getByRole('status')).toHaveText('Kept.Sent.');
    await page.keyboard.press('Space');
    await asked.getByRole('combobox', { name: 'Made by' }).selectOption('a link on another site');
    await expect(asked.getByRole('status')).toContainText(
      'Not sent: SameSite=Strict, and the request came from another site',
    );
    await expectNothingFoundInEachTheme(page, 'ask-card');
  });
});

test('the workbench passes the accessibility checks, empty and in use', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Cookies');
    await expect(page.getByText('Decode and verify a cookie')).toBeVisible();
    await expectNothingFoundInEachTheme(page);
    await page.getByRole('textbox', { name: 'Paste a cookie' }).fill('Cookie: theme=dark; PHPSESSID=0123456789abcdef');
    await expect(page.getByRole('group', { name: 'Also in the pasted text' })).toBeVisible();
    await expectNothingFoundInEachTheme(page);
    await page.getByRole('button', { name: 'Clear the pasted text' }).click();
    await page.getByRole('button', { name: /^A JSON Web Token/ }).click();
    await page.getByRole('button', { name: 'Edit and sign again' }).click();
    await page.getByRole('button', { name: 'Change one character' }).click();
    await expect(card(page, 'One character changed')).toContainText('signed text');
    await expectNothingFoundInEachTheme(page);
  });
});
