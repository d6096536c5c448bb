import { expect, type Locator, type Page } from '@playwright/test';
import type { Words } from '../support/words.ts';
import { pressAt, tabTo } from './keys.ts';

/**
 * From the first look to a file in hand: a value set, got and popped, the log filtered, a request looked into, every
 * view visited, and the log exported. By keys alone, and with the names that the window has in the language of `t`.
 */
export async function walkFromStartToExport(page: Page, t: Words): Promise<void> {
  await setGetAndPop(page, t);
  await filterTheLog(page, t);
  await lookIntoARequest(page, t);
  await visitEveryView(page, t);
  await exportTheLog(page, t);
}

async function setGetAndPop(page: Page, t: Words): Promise<void> {
  const alice = page.getByRole('group', { name: 'Alice', exact: true });
  for (const [place, action] of [t.live.set, t.live.get, t.live.pop].entries()) {
    await pressAt(page, alice.getByRole('button', { name: action, exact: true }), 'Enter');
    await expect(requests(page, t)).toHaveCount(place + 1);
  }
  await expect(alice).toContainText('Session Deleted');
}

async function filterTheLog(page: Page, t: Words): Promise<void> {
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox').first()).toBeFocused();
  await page.keyboard.type('op:set ');
  await expect(requests(page, t)).toHaveCount(1);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await expect(requests(page, t)).toHaveCount(3);
}

async function lookIntoARequest(page: Page, t: Words): Promise<void> {
  await tabTo(page, page.getByRole('grid', { name: t.live.requests }));
  // The first row may be a notice.
  await page.keyboard.press('End');
  await expect(requests(page, t).last()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  const story = page.getByRole('tab', { name: t.story.tab, exact: true });
  await expect(story).toBeFocused();
  await page.keyboard.press('ArrowRight');
  const session = page.getByRole('tabpanel', { name: t.details.tabs.session });
  await expect(session).toContainText('Admin');
  await page.keyboard.press('Escape');
  await expect(session).toBeHidden();
}

async function visitEveryView(page: Page, t: Words): Promise<void> {
  await page.keyboard.press('2');
  const sessions = page.getByRole('grid', { name: t.sessions.title });
  await tabTo(page, sessions);
  await page.keyboard.press('Home');
  await expect(sessions.getByRole('row', { selected: true })).toContainText('Alice');
  await page.keyboard.press('3');
  await pressAt(page, page.getByRole('textbox', { name: t.cookies.paste }), 'a');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type(t.shell.lab);
  await page.keyboard.press('Enter');
  await pressAt(page, page.getByRole('button', { name: t.lab.runUnpredicted }), 'Enter');
  await expect(page.getByRole('button', { name: t.lab.runAgain })).toBeVisible({ timeout: 30_000 });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press(',');
  await expect(page.getByRole('group', { name: t.appSettings.appearance.language })).toBeVisible();
  await page.keyboard.press('1');
  await expect(page.getByRole('grid', { name: t.live.requests })).toBeVisible();
}

async function exportTheLog(page: Page, t: Words): Promise<void> {
  await page.keyboard.press('x');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  const save = dialog.getByRole('button', { name: t.exporting.save, exact: true });
  // It is grey until the preview has come.
  await expect(save).not.toHaveAttribute('aria-disabled', 'true');
  await pressAt(page, save, 'Enter');
}

function requests(page: Page, t: Words): Locator {
  return page
    .getByRole('grid', { name: t.live.requests })
    .getByRole('row')
    .filter({ hasText: /(GET|POST|DELETE) \// });
}
