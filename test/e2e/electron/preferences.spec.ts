/**
 * Theme and language where the desktop alone can show them: the native window, its menu, and what shows before the
 * page.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type DesktopApp, openDesktop, withDesktop } from '../support/desktop-app.ts';
import { press, rowWith } from '../support/live-view.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The words of the menu bar, and the background of a page that has not painted. */
const nativeLook = ({ electron }: DesktopApp) =>
  electron.evaluate(({ BrowserWindow, Menu, nativeTheme }) => ({
    theme: nativeTheme.themeSource,
    background: BrowserWindow.getAllWindows()[0]?.getBackgroundColor(),
    menu: Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
  }));

test('the window, its menu and its page change theme and language at once', async () => {
  await withDesktop(async (app) => {
    const { page } = app;
    expect(await nativeLook(app)).toMatchObject({ theme: 'system', menu: expect.arrayContaining(['File', 'Edit']) });
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('group', { name: 'Theme' }).getByText('Dark').click();
    await expect.poll(() => nativeLook(app)).toMatchObject({ theme: 'dark', background: '#111114' });
    await page.getByRole('group', { name: 'Contrast' }).getByText('More').click();
    await expect.poll(() => nativeLook(app)).toMatchObject({ background: '#000000' });

    await page.getByRole('group', { name: 'Language' }).getByText('简体中文').click();
    await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
    await expect
      .poll(async () => (await nativeLook(app)).menu)
      .toEqual(expect.arrayContaining(['文件', '编辑', '帮助']));
  });
});

test('begins as it was chosen, from the first window on', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ theme: 'dark', language: 'zh-CN' }));
  const app = await openDesktop({ dataDir });
  expect(await nativeLook(app)).toEqual({
    theme: 'dark',
    background: '#111114',
    menu: expect.arrayContaining(['文件', '会话', '帮助']),
  });
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await app.quit();
  rmSync(dataDir, { recursive: true, force: true });
});

test('keeps settings that were changed just before it quits', async () => {
  const dataDir = temporaryFolder();
  const first = await openDesktop({ dataDir });
  await press(first.page, 'Alice', 'Set');
  await rowWith(first.page, 'Alice', '/setsession').click();
  await first.page.getByRole('tab', { name: 'Cookie' }).click();
  await first.quit();
  const second = await openDesktop({ dataDir });
  await rowWith(second.page, 'Alice', '/setsession').click();
  await expect(second.page.getByRole('tab', { name: 'Cookie' })).toHaveAttribute('aria-selected', 'true');
  await second.quit();
  rmSync(dataDir, { recursive: true, force: true });
});

test('shows the data folder in the file manager, and says why where it cannot', async () => {
  await withDesktop(async ({ electron, page, dataDir }) => {
    await electron.evaluate(({ shell }) => {
      const asked: string[] = [];
      Object.assign(globalThis, { asked });
      shell.openPath = async (path) => (asked.push(path) === 1 ? '' : 'no file manager');
    });
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Settings' }).click();
    const show = page.getByRole('button', { name: 'Show in the file manager' });
    await show.click();
    await show.click();
    await expect(page.getByText('The file manager could not be opened: no file manager.')).toBeVisible();
    expect(await electron.evaluate(() => Reflect.get(globalThis, 'asked'))).toEqual([dataDir, dataDir]);
  });
});
