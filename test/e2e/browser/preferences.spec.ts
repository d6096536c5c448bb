/**
 * Choices about the appearance of the window: theme, contrast, language, layout. They apply in every window
 * immediately, and after a restart.
 */
import { rmSync } from 'node:fs';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { openTab, press, requestRows, rowWith } from '../support/live-view.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const choose = (page: Page, setting: string, choice: string) =>
  page.getByRole('group', { name: setting, exact: true }).getByText(choice, { exact: true }).click();

const goTo = (page: Page, view: string) => page.getByRole('navigation').getByRole('link', { name: view }).click();

const backgroundOf = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

const WHITE = 'rgb(255, 255, 255)';
const BLACK = 'rgb(0, 0, 0)';
const LIGHT = 'rgb(245, 245, 248)';
const DARK = 'rgb(17, 17, 20)';

test.describe('on a light system', () => {
  test.use({ colorScheme: 'light' });

  test('the theme follows the system until one is chosen, and is there before anything is painted', async ({
    page,
  }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      await goTo(page, 'Settings');
      await expect.poll(() => backgroundOf(page)).toBe(LIGHT);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expect.poll(() => backgroundOf(page)).toBe(DARK);
      await page.emulateMedia({ colorScheme: 'light' });

      await choose(page, 'Theme', 'Dark');
      await expect.poll(() => backgroundOf(page)).toBe(DARK);
      await page.addInitScript(notePaintedBackgrounds);
      await page.reload();
      await expect(page.getByRole('group', { name: 'Theme' }).getByRole('radio', { name: 'Dark' })).toBeChecked();
      expect(new Set(await paintedBackgrounds(page))).toEqual(new Set([DARK]));

      await page.getByRole('button', { name: 'Reset Theme to its default' }).click();
      await expect.poll(() => backgroundOf(page)).toBe(LIGHT);
    });
  });

  test('contrast follows the system until it is chosen', async ({ page }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.emulateMedia({ contrast: 'more' });
      await page.goto(inspector);
      await goTo(page, 'Settings');
      await expect.poll(() => backgroundOf(page)).toBe(WHITE);
      await choose(page, 'Contrast', 'Normal');
      await expect.poll(() => backgroundOf(page)).toBe(LIGHT);
      await page.emulateMedia({ contrast: 'no-preference' });
      await choose(page, 'Contrast', 'More');
      await expect.poll(() => backgroundOf(page)).toBe(WHITE);
      await choose(page, 'Theme', 'Dark');
      await expect.poll(() => backgroundOf(page)).toBe(BLACK);
      await page.addInitScript(notePaintedBackgrounds);
      await page.reload();
      await expect(page.getByRole('group', { name: 'Contrast' }).getByRole('radio', { name: 'More' })).toBeChecked();
      expect(new Set(await paintedBackgrounds(page))).toEqual(new Set([BLACK]));
    });
  });
});

test('the language changes in every window immediately, without a reload, and is kept', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    const other = await browser.newPage();
    await other.goto(newLink());
    await other.evaluate(() => Object.assign(window, { isTheSamePage: true }));
    await page.goto(inspector);
    await press(other, 'Alice', 'Set');
    await rowWith(other, 'Alice', '/setsession').click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');

    await goTo(page, 'Settings');
    await choose(page, 'Language', '简体中文');
    for (const each of [page, other]) {
      await expect(each.locator('html')).toHaveAttribute('lang', 'zh-CN');
      await expect(each.getByRole('link', { name: '设置' })).toBeVisible();
      await expect(each.getByText('Requests', { exact: true })).toHaveCount(0);
    }
    await expect(other.getByRole('tab', { name: '过程' })).toBeVisible();
    expect(await other.evaluate(() => 'isTheSamePage' in window)).toBe(true);

    await page.reload();
    await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
    await choose(page, '语言', 'English');
    await expect(other.getByRole('grid', { name: 'Requests' })).toBeVisible();
    await expect(other.locator('html')).toHaveAttribute('lang', 'en');
    await other.close();
  });
});

test.describe('on a Chinese system', () => {
  test.use({ locale: 'zh-CN' });

  test('the window begins in Chinese, and goes back to it when no language is chosen any more', async ({ page }) => {
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      await goTo(page, '设置');
      await choose(page, '语言', 'English');
      await page.getByRole('button', { name: 'Reset Language to its default' }).click();
      await expect(page.getByRole('heading', { name: '设置' })).toBeVisible();
    });
  });
});

test('the layout is there again after a restart, at another address', async ({ page }) => {
  // Two starts and two windows.
  test.slow();
  const dataDir = temporaryFolder();
  try {
    const first = await startBrowserMode(dataDir);
    await page.goto(first.inspector);
    await press(page, 'Alice', 'Set');
    await rowWith(page, 'Alice', '/setsession').click();
    const width = await widthAfterDragging(splitter(page));
    await openTab(page, 'Cookie');
    // Immediately: a choice is also sent while the page is being left.
    await page.goto('about:blank');
    await page.goto(first.inspector);
    await expectLayout(page, width);
    await first.stop();

    const second = await startBrowserMode(dataDir);
    expect(second.inspectorOrigin).not.toBe(first.inspectorOrigin);
    await page.goto(second.inspector);
    await expectLayout(page, width);
    await second.stop();
  } finally {
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** The one request opens on the tab, and beside details of the width, that were chosen. */
async function expectLayout(page: Page, width: string): Promise<void> {
  await expect(requestRows(page)).toHaveCount(1);
  await rowWith(page, 'Alice', '/setsession').click();
  await expect(page.getByRole('tab', { name: 'Cookie' })).toHaveAttribute('aria-selected', 'true');
  expect(await widthOf(splitter(page))).toBe(width);
}

test('the layout is the same in every window', async ({ page, browser }) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    const other = await browser.newPage();
    await other.goto(newLink());
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    for (const each of [page, other]) await rowWith(each, 'Alice', '/setsession').click();
    const before = await widthOf(splitter(other));
    const width = await widthAfterDragging(splitter(page));
    expect(width).not.toBe(before);
    await expect.poll(() => widthOf(splitter(other))).toBe(width);
    await other.close();
  });
});

const splitter = (page: Page) => page.getByRole('slider', { name: 'Width of the details' });
const widthOf = (handle: Locator) => handle.inputValue();

async function widthAfterDragging(handle: Locator): Promise<string> {
  await handle.focus();
  for (let step = 0; step < 4; step++) await handle.press('ArrowLeft');
  return widthOf(handle);
}

/** Runs in the page before its scripts: notes the background of every frame from the first on. */
function notePaintedBackgrounds(): void {
  const seen: string[] = [];
  Object.assign(window, { paintedBackgrounds: seen });
  const note = () => {
    if (document.body !== null) seen.push(getComputedStyle(document.body).backgroundColor);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

async function paintedBackgrounds(page: Page): Promise<string[]> {
  const seen = await page.evaluate(() => Reflect.get(window, 'paintedBackgrounds') as string[]);
  expect(seen.length).toBeGreaterThan(0);
  return seen;
}
