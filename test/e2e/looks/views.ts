import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from '../support/words.ts';

/** Called for each view, once it has stopped changing. */
type Look = (name: string) => Promise<void>;

/** Goes through the window as somebody would who wants to see all of it, in any language. */
export async function walkThroughViews(page: Page, site: string, t: Words, look: Look): Promise<void> {
  await expect(page.getByRole('button', { name: t.live.emptyButton('Alice') })).toBeVisible();
  await look('live-empty');
  await live(page, site, t);
  await look('live');
  await details(page, t, look);
  await dialogs(page, t, look);
  await otherViews(page, t, look);
}

/** Sessions set, read and emptied, and a visitor without one. */
async function live(page: Page, site: string, t: Words): Promise<void> {
  const steps = [
    ['Alice', t.live.get],
    ['Alice', t.live.set],
    ['Bob', t.live.set],
    ['Bob', t.live.pop],
    ['Mallory', t.live.get],
    ['Alice', t.live.get],
  ] as const;
  for (const [place, [name, action]] of steps.entries()) {
    await page.getByRole('group', { name, exact: true }).getByRole('button', { name: action, exact: true }).click();
    await expect.poll(() => requests(page, t).count()).toBeGreaterThan(place);
  }
  await fetch(`${site}/getsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
  await expect(requests(page, t)).toHaveCount(steps.length + 1);
}

async function details(page: Page, t: Words, look: Look): Promise<void> {
  await requests(page, t).filter({ hasText: '/setsession' }).first().click();
  const tabs = { story: t.story.tab, ...t.details.tabs, store: t.storeTab.tab };
  for (const [name, tab] of Object.entries(tabs)) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await expect(page.getByRole('tabpanel', { name: tab })).toBeVisible();
    await look(`details-${name}`);
  }
}

async function dialogs(page: Page, t: Words, look: Look): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: t.shell.export, exact: true }).click();
  // The preview comes a moment after the dialog.
  await expect(page.getByRole('dialog')).toContainText('session-inspector/1');
  await look('export');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('palette');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await look('keys');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
}

async function otherViews(page: Page, t: Words, look: Look): Promise<void> {
  await goTo(page, t.shell.sessions);
  await page.getByRole('grid', { name: t.shell.sessions }).getByRole('row').filter({ hasText: 'Alice' }).click();
  await look('sessions');
  await goTo(page, t.shell.cookies);
  await expect(page.getByRole('textbox', { name: t.cookies.paste })).toBeVisible();
  await look('cookies-empty');
  await page.getByRole('textbox', { name: t.cookies.paste }).fill(cookie);
  await expect(page.getByText('Admin').first()).toBeVisible();
  await look('cookies');
  await goTo(page, t.shell.lab);
  await expect(page.getByRole('navigation', { name: t.lab.list })).toBeVisible();
  await look('lab');
  await page.getByRole('button', { name: t.lab.runUnpredicted }).click();
  await expect(page.getByRole('button', { name: t.lab.runAgain })).toBeVisible({ timeout: 30_000 });
  await look('lab-run');
  await goTo(page, t.shell.settings);
  await expect(page.getByRole('heading', { level: 3 }).first()).toBeVisible();
  await look('settings');
}

/** One of Flask's, of another site. */
const cookie = 'eyJVc2VybmFtZSI6IkFkbWluIn0.aRTsgA.kVgNf7w9CMDZ1xV6YbYgcKpKqhE';

async function goTo(page: Page, view: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
}

function requests(page: Page, t: Words): Locator {
  return page
    .getByRole('grid', { name: t.live.requests })
    .getByRole('row')
    .filter({ hasText: /(GET|POST|DELETE) \// });
}
