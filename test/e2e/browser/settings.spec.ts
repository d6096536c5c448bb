/** The Settings view on a running site: every change is seen where it counts, and is there after a reload. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { appSettings } from '../../../renderer/strings/en/settings.ts';
import { en } from '../../../renderer/strings/en.ts';
import { freePort } from '../../support/free-port.ts';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, press, requestRows } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

const goTo = (page: Page, view: 'Live' | 'Sessions' | 'Settings') =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();

const index = (page: Page) => page.getByRole('navigation', { name: appSettings.sections.label });

const field = (page: Page, name: string) => page.getByRole('textbox', { name: `${name}, as a number` });

const choose = (page: Page, setting: string, choice: string) =>
  page.getByRole('group', { name: setting, exact: true }).getByText(choice, { exact: true }).click();

async function type(input: Locator, text: string): Promise<void> {
  await input.fill(text);
  await input.press('Enter');
}

async function openSettings(page: Page, inspector: string): Promise<void> {
  await page.goto(inspector);
  await goTo(page, 'Settings');
}

test('the site moves to another port, and reports why it could not move', async ({ page }) => {
  const taken = await otherProgram();
  await withBrowserMode(async ({ inspector, site }) => {
    await openSettings(page, inspector);
    const port = field(page, 'Port');
    await port.fill('70000');
    await expect(page.getByText('Not applied. Type a whole number from 0 to 65535.')).toBeVisible();
    await port.press('Enter');
    await expect(page.getByText(`It listens on ${site}.`)).toBeVisible();

    const free = await freePort();
    await type(port, `${free}`);
    await expect(page.getByText(`It listens on http://localhost:${free}.`)).toBeVisible();
    expect((await fetch(`http://localhost:${free}/getsession`)).status).toBe(200);
    await expect(fetch(`${site}/getsession`)).rejects.toThrow();
    await page.reload();
    await expect(port).toHaveValue(`${free}`);

    await type(port, `${portOf(taken)}`);
    await expect(page.getByText(`Another program listens on port ${portOf(taken)}`)).toBeVisible();
  });
  taken.close();
});

test('idle limit and recording hold from the next request on, and after a reload', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await openSettings(page, inspector);
    await type(field(page, 'Idle limit'), '0');
    await expect(page.getByText('Type a whole number from 1 s to 34,560,000 s.')).toBeVisible();
    await type(field(page, 'Idle limit'), '90');
    await goTo(page, 'Live');
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await goTo(page, 'Sessions');
    await expect(
      page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: '1 min' }),
    ).toBeVisible();

    await goTo(page, 'Settings');
    await choose(page, 'cookie.maxAge', '30 min');
    await expect(page.getByText('this limit does not apply to new sessions')).toBeVisible();
    await choose(page, 'Recording', 'Paused');
    await expect(page.getByText('Requests leave no trace in the log now.')).toBeVisible();
    await fetch(`${site}/getsession`);
    await choose(page, 'Recording', 'On');
    await goTo(page, 'Live');
    // The window shows a choice before the core has it, so the first requests may still leave no trace.
    await expect(async () => {
      await fetch(`${site}/seen`);
      await expect(requestRows(page).filter({ hasText: '/seen' })).not.toHaveCount(0, { timeout: 2_000 });
    }).toPass();
    await expect(requestRows(page).filter({ hasNotText: '/seen' })).toHaveCount(1);

    await goTo(page, 'Settings');
    await page.reload();
    await expect(field(page, 'Idle limit')).toHaveValue('90');
    await page.getByRole('button', { name: 'Reset Idle limit to its default' }).click();
    await expect(field(page, 'Idle limit')).toHaveValue('86400');
  });
});

test('a limit of the log shows its use, and must be confirmed before it deletes entries', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await openSettings(page, inspector);
    await expect(page.getByText('The log is empty')).toBeVisible();
    for (let n = 0; n < 110; n++) await fetch(`${site}/getsession`);
    await expect(page.getByText('Now 110 requests of 1,000,000')).toBeVisible();
    await expect(page.getByText('The oldest entry is from')).toBeVisible();

    const entries = field(page, 'Entries');
    await type(entries, '99');
    await expect(page.getByText('Not applied. Type a whole number from 100 to 10,000,000.')).toBeVisible();
    await type(entries, '100');
    await page.getByRole('button', { name: 'Keep the limit' }).click();
    await expect(entries).toHaveValue('1000000');
    await expect(entries).toBeFocused();
    await type(entries, '100');
    await page.getByRole('button', { name: 'Lower it and delete' }).click();
    await expect(page.getByText('Now 110 requests of 100', { exact: true })).toBeVisible();
    await page.reload();
    await expect(entries).toHaveValue('100');
    await choose(page, 'Disk for the log', '64 MB');
    await expect(page.getByText(/^Now .* of 64 MB$/)).toBeVisible();
  });
});

test('secrets are shown, rotated, put in order and removed by keyboard, in every window', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    const other = await browser.newPage();
    await openSettings(other, newLink());
    const secretsThere = other.getByRole('list', { name: 'Signing secrets in their order' }).getByRole('listitem');
    await expect(secretsThere).toHaveCount(1);

    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await goTo(page, 'Settings');
    const secrets = page.getByRole('list', { name: 'Signing secrets in their order' }).getByRole('listitem');
    await page.getByRole('button', { name: 'Show secret 1' }).press('Enter');
    const first = await secrets.first().getByRole('code').innerText();
    expect(first).toMatch(/^[\w-]{43}$/);
    await page.getByRole('button', { name: 'Hide secret 1' }).press('Enter');
    await expect(page.getByText(first)).toHaveCount(0);

    await page.getByRole('button', { name: 'Rotate' }).press('Enter');
    await expect(secrets).toHaveCount(2);
    await expect(secretsThere).toHaveCount(2);
    await page.getByRole('button', { name: 'Show secret 2' }).press('Enter');
    await expect(secrets.last()).toContainText(first);
    await page.getByRole('button', { name: 'Move secret 2 up' }).press('Enter');
    await expect(secrets.first()).toContainText(first);
    await expect(secrets.first()).toContainText('signs and verifies');
    await expect(page.getByRole('button', { name: 'Move secret 1 up' })).toBeFocused();
    await page.getByRole('button', { name: 'Move secret 1 down' }).press('Enter');
    await expect(secrets.last()).toContainText(first);

    await goTo(page, 'Live');
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Admin');
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Remove secret 2' }).press('Enter');
    await page.getByRole('button', { name: 'Keep it' }).press('Enter');
    await expect(page.getByRole('button', { name: 'Remove secret 2' })).toBeFocused();
    await page.getByRole('button', { name: 'Remove secret 2' }).press('Enter');
    await page.getByRole('button', { name: 'Remove it' }).press('Enter');
    await expect(secrets).toHaveCount(1);
    await expect(secretsThere).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'The last secret cannot be removed' })).toBeVisible();
    await goTo(page, 'Live');
    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Anonymous');
    await other.close();
  });
});

test('the index scrolls to each section, marks changed ones, and the layout can be reset', async ({ page }) => {
  await page.setViewportSize({ width: 960, height: 600 });
  await withBrowserMode(async ({ inspector }) => {
    await openSettings(page, inspector);
    for (const name of ['Signing secrets', 'Data folder', 'Session engine']) {
      await index(page).getByRole('button', { name }).press('Enter');
      await expect(page.getByRole('heading', { name })).toBeFocused();
      await expect(page.getByRole('heading', { name })).toBeInViewport();
      await expect(page.getByRole('navigation', { name: 'Views' })).toBeInViewport({ ratio: 1 });
    }
    await choose(page, 'SESSION_COOKIE_SECURE', 'True');
    await expect(index(page).getByRole('button', { name: 'Flask changed' })).toBeVisible();

    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Live' }).click();
    await page.getByRole('button', { name: en.timeline.collapse }).click();
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'Forget the layout' }).click();
    await expect(page.getByRole('button', { name: 'Forget the layout' })).toHaveAttribute('aria-disabled', 'true');
    await goTo(page, 'Live');
    await expect(page.getByRole('button', { name: en.timeline.collapse })).toBeVisible();
  });
});

// The Chinese pictures of every view are checked in looks.spec.ts.
test('is readable by everyone in each theme', async ({ page }) => {
  // Four checks by axe.
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await openSettings(page, inspector);
    const t = appSettings;
    await choose(page, 'cookie.httpOnly', 'false');
    await choose(page, 'SECRET_KEY', 'None');
    await page.getByRole('button', { name: 'Rotate' }).click();
    await page.getByRole('button', { name: t.secrets.reveal(1) }).click();
    for (const theme of ['light', 'dark'] as const) {
      await choose(page, t.appearance.theme, t.appearance.themes[theme]);
      for (const contrast of ['normal', 'more'] as const) {
        await choose(page, t.appearance.contrast, t.appearance.contrasts[contrast]);
        await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
        await picture(page, `settings-${theme}-${contrast}`);
        await expectNothingFound(page);
      }
    }
  });
});

/** A program that has taken a port of this machine. */
function otherProgram(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
