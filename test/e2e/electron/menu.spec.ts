import { expect, test } from '@playwright/test';
import { type DesktopApp, withDesktop } from '../support/desktop-app.ts';
import { press, requestRows } from '../support/live-view.ts';

test('the menu does what the buttons of the window do', async () => {
  await withDesktop(async ({ electron, page }) => {
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);

    await choose(electron, 'Sessions');
    await expect(page.getByRole('grid', { name: 'Sessions' })).toBeVisible();
    for (const view of ['Cookies', 'Settings']) {
      await choose(electron, view);
      await expect(page.getByRole('navigation').getByRole('link', { name: view })).toHaveAttribute(
        'aria-current',
        'page',
      );
    }
    await choose(electron, 'Live');
    await expect(page.getByRole('grid', { name: 'Requests' })).toBeVisible();

    await choose(electron, 'Export…');
    await expect(page.getByRole('dialog', { name: 'Export' })).toBeVisible();
    await page.keyboard.press('Escape');

    await choose(electron, 'Pause or Resume Recording');
    await expect(page.getByRole('button', { name: /^Paused/ })).toBeVisible();
    await choose(electron, 'Pause or Resume Recording');
    await expect(page.getByRole('button', { name: /^Recording/ })).toBeVisible();

    await choose(electron, 'Clear Log');
    await page.getByRole('button', { name: 'Delete the log' }).click();
    await expect(requestRows(page)).toHaveCount(0);
  });
});

test('has what every app has, under the usual keys', async () => {
  await withDesktop(async ({ electron }) => {
    const keys = await electron.evaluate(({ Menu }) => {
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      // An item with a role has its key from the role.
      return items.map((item) => [item.role ?? item.label, item.accelerator ?? null]);
    });
    expect(keys).toEqual(
      expect.arrayContaining([
        ['Export…', 'CmdOrCtrl+S'],
        ['Pause or Resume Recording', 'CmdOrCtrl+E'],
        ['Clear Log', process.platform === 'darwin' ? 'Cmd+K' : 'Ctrl+L'],
        ['Live', 'CmdOrCtrl+1'],
        ['Sessions', 'CmdOrCtrl+2'],
        ['Cookies', 'CmdOrCtrl+3'],
        ['Settings', 'CmdOrCtrl+,'],
      ]),
    );
    const roles = keys.map(([role]) => role);
    for (const role of ['copy', 'paste', 'reload', 'zoomin', 'zoomout', 'resetzoom', 'togglefullscreen', 'minimize']) {
      expect(roles).toContain(role);
    }
  });
});

/** Chooses a menu item by its words, as a click on it does. */
function choose(electron: DesktopApp['electron'], label: string): Promise<void> {
  return electron.evaluate(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
    items.find((item) => item.label === wanted)?.click();
  }, label);
}
