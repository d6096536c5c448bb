import { expect, test } from '@playwright/test';
import { COMMAND_MENUS, commandsInMenu, factsOf } from '../../../server/contract/commands/commands.ts';
import { commandWords as english } from '../../../server/contract/commands/words-en.ts';
import { commandWords as chinese } from '../../../server/contract/commands/words-zh.ts';
import { type DesktopApp, withDesktop } from '../support/desktop-app.ts';
import { press, requestRows } from '../support/live-view.ts';

test('the menu does what the buttons of the window do', async () => {
  await withDesktop(async ({ electron, page }) => {
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);

    await choose(electron, 'Show Sessions');
    await expect(page.getByRole('grid', { name: 'Sessions' })).toBeVisible();
    for (const view of ['Cookies', 'Settings']) {
      await choose(electron, `Show ${view}`);
      await expect(page.getByRole('navigation').getByRole('link', { name: view })).toHaveAttribute(
        'aria-current',
        'page',
      );
    }
    await choose(electron, 'Show Live');
    await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();

    await choose(electron, 'Export…');
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await page.keyboard.press('Escape');

    await choose(electron, 'Pause or resume recording');
    await expect(page.getByRole('button', { name: /^Paused/ })).toBeVisible();
    await choose(electron, 'Pause or resume recording');
    await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();

    await choose(electron, 'Clear the log…');
    await page.getByRole('button', { name: 'Delete the log' }).click();
    await expect(requestRows(page)).toHaveCount(0);
  });
});

test('every command of the menu bar is one of the list, under its title and its key, in both languages', async () => {
  await withDesktop(async ({ electron, page }) => {
    for (const [language, words] of LANGUAGES) {
      await page.evaluate((state) => window.shell?.setMenu(state), { language, usable: ['export'] as const });
      for (const menu of COMMAND_MENUS) {
        const items = (await itemsOf(electron, words.menus[menu])).filter(({ id }) => id !== '');
        expect(items).toEqual(
          commandsInMenu(menu).map((id) => ({
            id,
            label: words.titles[id],
            accelerator: factsOf(id).keys?.[0]?.replace('Mod', 'CmdOrCtrl') ?? '',
            enabled: id === 'export',
          })),
        );
      }
    }
  });
});

test('commands that cannot run now are disabled', async () => {
  await withDesktop(async ({ electron, page }) => {
    const filter = async () => (await itemsOf(electron, 'Edit')).find(({ id }) => id === 'filter')?.enabled;
    await expect.poll(filter).toBe(true);
    await page.getByRole('link', { name: 'Cookies' }).click();
    await expect.poll(filter).toBe(false);
  });
});

test('has the usual items of an app, and no key twice', async () => {
  await withDesktop(async ({ electron }) => {
    const items = await electron.evaluate(({ Menu }) => {
      const all = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      return all.map(({ role, accelerator }) => ({ role, accelerator: accelerator ?? null }));
    });
    const roles = items.map(({ role }) => role);
    for (const role of ['copy', 'paste', 'reload', 'zoomin', 'zoomout', 'resetzoom', 'togglefullscreen', 'minimize']) {
      expect(roles).toContain(role);
    }
    const keys = items.flatMap(({ accelerator }) => accelerator ?? []);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

const LANGUAGES = [
  ['en', english],
  ['zh-CN', chinese],
] as const;

/** The items of one menu of the menu bar, lines left out. */
function itemsOf(electron: DesktopApp['electron'], menu: string) {
  return electron.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.find(({ label }) => label === wanted)?.submenu?.items ?? [];
    return items
      .filter(({ type }) => type !== 'separator')
      .map(({ id, label, accelerator, enabled }) => ({ id: id ?? '', label, accelerator: accelerator ?? '', enabled }));
  }, menu);
}

/** Chooses a menu item by its words, as a click on it does. */
function choose(electron: DesktopApp['electron'], label: string): Promise<void> {
  return electron.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === wanted)?.click();
  }, label);
}
