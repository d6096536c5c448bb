/** The Live view as a person names its parts. The same page runs in the desktop window and in a browser. */
import { expect, type Locator, type Page } from '@playwright/test';

export type ActorName = 'Alice' | 'Bob' | 'Mallory';

export function actor(page: Page, name: ActorName): Locator {
  return page.getByRole('group', { name, exact: true });
}

export async function press(page: Page, name: ActorName, action: 'Set' | 'Get' | 'Pop'): Promise<void> {
  await actor(page, name).getByRole('button', { name: action, exact: true }).click();
}

/** The rows of the log that are requests; it also holds notices. */
export function requestRows(page: Page, name = 'Requests'): Locator {
  return page
    .getByRole('grid', { name })
    .getByRole('row')
    .filter({ hasText: /(GET|POST|DELETE) \// });
}

/** The newest row that shows all of these texts. */
export function rowWith(page: Page, ...texts: readonly string[]): Locator {
  return texts.reduce((rows, text) => rows.filter({ hasText: text }), requestRows(page)).last();
}

/** The whole session id in an actor's jar. The window shows only a part of it at first. */
export async function sidOf(page: Page, name: ActorName): Promise<string> {
  const id = actor(page, name).getByRole('button', { name: /^session id/i });
  await id.click();
  const shown = await id.innerText();
  return /[\w-]{32}/.exec(shown)?.[0] ?? `no session id in ${shown}`;
}

export type TabName = 'Story' | 'Session' | 'Cookie' | 'Headers' | 'Store';

export function details(page: Page, tab: TabName): Locator {
  return page.getByRole('tabpanel', { name: tab });
}

export async function openTab(page: Page, tab: TabName): Promise<Locator> {
  await page.getByRole('tab', { name: tab }).click();
  const panel = details(page, tab);
  await expect(panel).toBeVisible();
  return panel;
}

/**
 * Presses the buttons that fill a log with a bit of everything: sessions set, read and emptied, and a visitor without
 * one.
 */
export async function liveALittle(page: Page, site: string): Promise<void> {
  for (const [name, action] of [
    ['Alice', 'Get'],
    ['Alice', 'Set'],
    ['Alice', 'Get'],
    ['Bob', 'Set'],
    ['Bob', 'Get'],
    ['Bob', 'Pop'],
    ['Mallory', 'Get'],
    ['Alice', 'Get'],
  ] as const) {
    const before = await requestRows(page).count();
    await press(page, name, action);
    await expect.poll(() => requestRows(page).count()).toBeGreaterThan(before);
  }
  await fetch(`${site}/getsession`, { headers: { 'user-agent': 'curl/8.5.0' } });
  await expect.poll(() => requestRows(page).count()).toBeGreaterThanOrEqual(9);
}
