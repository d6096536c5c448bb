/** The timeline on real traffic: seen, walked by keys, dragged, pinched, and in words. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, details, liveALittle, press, requestRows, rowWith } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

const plot = (page: Page) => page.getByRole('listbox', { name: 'Marks of the timeline' });
const underKeys = (page: Page) => plot(page).getByRole('option');
const inWords = (page: Page) => page.getByRole('list', { name: 'Sessions on the timeline, as a list' });
const backToNow = (page: Page) => page.getByRole('button', { name: 'Back to now' });

/** The length of the visible period in seconds, from the accessible name of the picture. */
async function spanOf(page: Page): Promise<number> {
  const name = (await page.getByRole('figure').getAttribute('aria-label')) ?? '';
  const [from = 0, to = 0] = [...name.matchAll(/(\d+):(\d+):(\d+)/g)].map(
    ([, hours, minutes, seconds]) => Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds),
  );
  return (to - from + 86_400) % 86_400;
}

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not in sight');
  return box;
}

/** The number of colours in the picture: one if it is empty. */
function coloursOf(page: Page): Promise<number> {
  return plot(page)
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const context = canvas.getContext('2d');
      const pixels = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
      return new Set(new Uint32Array(pixels.buffer)).size;
    });
}

test('shows a lane for each session, with its events', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await expect(page.getByText('Each session gets a lane here')).toBeVisible();
    await liveALittle(page, site);
    const lanes = inWords(page).getByRole('listitem');
    await expect(lanes).toHaveCount(3);
    await expect(lanes.nth(0)).toContainText(/Session .{4}….{2}, Alice; .+ to now, expires in .+; 1 set; 2 get/);
    await expect(lanes.nth(1)).toContainText(/Session .{4}….{2}, Bob; .+; 1 set; 1 get; 1 pop/);
    await expect(lanes.nth(2)).toContainText('Requests without a session; 3 get');
    expect(await coloursOf(page)).toBeGreaterThan(10);
  });
});

test('shows the end of a session, its successor, and a period without recording', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await press(page, 'Bob', 'Set');
    await expect(requestRows(page)).toHaveCount(2);
    for (const [name, action] of [
      ['Alice', 'Regenerate the session id'],
      ['Bob', 'Destroy the session'],
    ] as const) {
      await actor(page, name)
        .getByRole('button', { name: /More actions/ })
        .click();
      await page.getByRole('menuitem', { name: action }).click();
    }
    await expect(requestRows(page)).toHaveCount(4);
    await expect(inWords(page)).toContainText(/Alice; .+ to now.+took the place of .{4}….{2}; 1 regenerated/);
    await expect(inWords(page)).toContainText(/Alice; .+, its id regenerated; 1 set/);
    await expect(inWords(page)).toContainText(/Bob; .+, destroyed; 1 set; 1 destroyed/);
    await page.getByRole('button', { name: /^Recording/ }).click();
    await picture(page, 'timeline-ends');
  });
});

test('has a lane for the cookie of each browser where the cookie is the session', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await page.getByText('Client-side', { exact: true }).click();
    await expect(page.getByRole('radio', { name: 'Client-side' })).toBeChecked();
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await press(page, 'Alice', 'Pop');
    await expect(requestRows(page)).toHaveCount(2);
    await press(page, 'Alice', 'Set');
    await expect(inWords(page)).toContainText(
      /The cookie of Alice; .+, cookie deleted; .+ to now; .+, end of the cookie inspector.session_[0-9a-f]{6}: deleted by #2; 2 set; 1 pop/,
    );
  });
});

test('is walked by keys, from mark to mark and into the details', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await plot(page).focus();
    await page.keyboard.press('Home');
    await expect(underKeys(page)).toHaveAccessibleName(/Alice: GET \/getsession, get, Username not set, no cookie/);
    await page.keyboard.press('ArrowUp');
    await expect(underKeys(page)).toHaveAccessibleName(/Bob: GET \/setsession, set, \+Username, new session/);
    await page.keyboard.press('ArrowRight');
    await expect(underKeys(page)).toHaveAccessibleName(/Bob: GET \/getsession/);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('tab', { name: 'Story' })).toBeFocused();
    await expect(rowWith(page, 'Bob', '/popsession')).toHaveAttribute('aria-selected', 'true');

    await plot(page).focus();
    await page.keyboard.press('End');
    await expect(underKeys(page)).toHaveAccessibleName(/curl: GET \/getsession/);
    const before = await spanOf(page);
    await page.keyboard.press('-');
    await expect.poll(() => spanOf(page)).toBeGreaterThan(before);
    await expect(backToNow(page)).toBeHidden();
    await page.keyboard.press('PageUp');
    await expect(backToNow(page)).toBeVisible();
    await page.keyboard.press('0');
    await expect(backToNow(page)).toBeHidden();
    await expect.poll(() => spanOf(page)).toBeLessThan(before + 10);
  });
});

test('shares the selection with the table in both directions', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await rowWith(page, 'Bob', '/popsession').click();
    await plot(page).focus();
    await expect(underKeys(page)).toHaveAttribute('aria-selected', 'true');
    await expect(underKeys(page)).toHaveAccessibleName(/Bob: GET \/popsession/);

    await page.keyboard.press('ArrowLeft');
    await expect(underKeys(page)).toHaveAccessibleName(/Bob: GET \/getsession/);
    // Marks move with the clock, so a mark may have moved when the press arrives; then it is pressed again. A press
    // that hits a neighbour selects that one, so each try starts from the keys.
    await expect(async () => {
      await rowWith(page, 'Bob', '/popsession').click();
      await plot(page).focus();
      await page.keyboard.press('ArrowLeft');
      const mark = await boxOf(underKeys(page));
      await page.mouse.click(mark.x + mark.width / 2, mark.y + mark.height / 2);
      // Marks that nearly touch may take each other's press; they are of the same lane.
      await expect(page.locator('tr[aria-selected="true"]')).toContainText('Bob', { timeout: 1_000 });
    }).toPass();
    await expect(details(page, 'Story')).toContainText('Bob');
    await expect(async () => {
      const now = await boxOf(underKeys(page));
      await page.mouse.move(now.x + now.width / 2, now.y + now.height / 2 + 1);
      await expect(page.locator('figure')).toContainText('Bob: GET /', { timeout: 1_000 });
    }).toPass();
  });
});

test('zooms to a stretch that is marked out, moves by wheel, and comes back', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    const { x, y, width } = await boxOf(plot(page));
    await page.mouse.move(x + width * 0.5, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.75, y + 30, { steps: 4 });
    await page.mouse.up();
    await expect(backToNow(page)).toBeVisible();
    await expect.poll(() => spanOf(page)).toBeLessThan(30);
    await plot(page).focus();
    await page.keyboard.press('Escape');
    await expect(backToNow(page)).toBeHidden();

    await page.keyboard.down('Control');
    await page.mouse.wheel(0, 600);
    await page.keyboard.up('Control');
    await expect.poll(() => spanOf(page)).toBeGreaterThan(150);
    await backToNow(page).click();
    await page.mouse.move(x + width * 0.5, y + 20);
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, -400);
    await page.keyboard.up('Shift');
    await expect(backToNow(page)).toBeVisible();
    await backToNow(page).click();
    await expect(backToNow(page)).toBeHidden();

    // The axis is taken hold of and moved.
    await page.mouse.move(x + width * 0.4, y - 10);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.6, y - 10, { steps: 4 });
    await page.mouse.up();
    await expect(backToNow(page)).toBeVisible();
    await page.getByRole('button', { name: 'Show the whole log' }).click();
    await expect(page.getByRole('figure', { name: /2 sessions and 9 requests/ })).toBeVisible();
  });
});

test('makes the stretch in sight a part of the filter, and takes it out again', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    const filter = page.getByRole('combobox', { name: /filter/i });
    const filterTo = page.getByRole('button', { name: 'Filter to this stretch' });
    await plot(page).focus();
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    await filterTo.click();
    await expect(filter).toHaveValue(/^after:\S+ before:\S+$/);
    await expect(requestRows(page)).toHaveCount(0);
    await expect(filterTo).toHaveAttribute('aria-pressed', 'true');
    await filterTo.click();
    await expect(filter).toHaveValue('');
    await expect(requestRows(page)).toHaveCount(9);
  });
});

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('moves with one finger and zooms with two', async ({ page }) => {
    await withBrowserMode(async ({ inspector, site }) => {
      await page.goto(inspector);
      await liveALittle(page, site);
      const { x, y, width } = await boxOf(plot(page));
      const cdp = await page.context().newCDPSession(page);
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', places: readonly number[]) =>
        cdp.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: places.map((share, id) => ({ x: x + width * share, y: y + 40, id })),
        });
      await touch('touchStart', [0.4]);
      for (const place of [0.45, 0.5, 0.55, 0.6]) await touch('touchMove', [place]);
      await touch('touchEnd', []);
      await expect(backToNow(page)).toBeVisible();
      await backToNow(page).click();

      await touch('touchStart', [0.3, 0.7]);
      for (const spread of [0.18, 0.16, 0.12, 0.08]) await touch('touchMove', [0.5 - spread, 0.5 + spread]);
      await touch('touchEnd', []);
      await expect.poll(() => spanOf(page)).toBeGreaterThan(120);
    });
  });
});

test('is as high as it was made, and stays hidden where it was hidden', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const panel = page.getByRole('region', { name: 'Timeline' });
    const handle = page.getByRole('slider', { name: 'Height of the timeline' });
    await expect(handle).toBeVisible();
    const before = (await boxOf(panel)).height;
    const { x, y, width } = await boxOf(handle);
    await page.mouse.move(x + width / 2, y + 4);
    await page.mouse.down();
    await page.mouse.move(x + width / 2, y + 84, { steps: 3 });
    await page.mouse.up();
    const after = (await boxOf(panel)).height;
    expect(after).toBeGreaterThan(before + 50);
    await page.reload();
    await expect(handle).toBeVisible();
    expect((await boxOf(panel)).height).toBe(after);

    await page.getByRole('button', { name: 'Hide the timeline' }).click();
    await expect(plot(page)).toBeHidden();
    await page.reload();
    await expect(page.getByRole('button', { name: 'Show the timeline' })).toBeVisible();
    await page.getByRole('button', { name: 'Show the timeline' }).click();
    await expect(plot(page)).toBeVisible();
  });
});

test('is readable by everyone in both themes, as picture and as list', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    await plot(page).focus();
    await page.keyboard.press('End');
    await expectNothingFoundInEachTheme(page, 'timeline-picture');
    await page.getByRole('button', { name: 'Show as list' }).click();
    await page.getByRole('button', { name: 'Show 3 requests' }).nth(1).click();
    await expectNothingFoundInEachTheme(page, 'timeline-list');
    await page.getByRole('button', { name: /Bob: GET \/popsession/ }).click();
    await expect(rowWith(page, 'Bob', '/popsession')).toHaveAttribute('aria-selected', 'true');
  });
});

test('is drawn in the colours of a forced palette, and again when the theme changes', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    const colour = () =>
      plot(page)
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => {
          const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          let strongest = 0;
          for (let index = 0; index < pixels.length; index += 4) {
            const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.slice(index, index + 4);
            if (alpha === 255) strongest = Math.max(strongest, Math.max(red, green, blue) - Math.min(red, green, blue));
          }
          return strongest;
        });
    expect(await colour()).toBeGreaterThan(60);
    await page.emulateMedia({ forcedColors: 'active' });
    await picture(page, 'timeline-forced-colours');
    expect(await coloursOf(page)).toBeGreaterThan(2);
    await page.emulateMedia({ forcedColors: 'none', colorScheme: 'dark' });
    await expect.poll(colour).toBeGreaterThan(60);
  });
});

test('shows how many lanes are hidden, and makes space for them', async ({ page }) => {
  await withBrowserMode(async ({ inspector, site }) => {
    await page.setViewportSize({ width: 1280, height: 680 });
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    for (let visitor = 0; visitor < 9; visitor++) await fetch(`${site}/setsession`);
    const more = page.getByRole('button', { name: '5 more lanes' });
    await expect(more).toBeVisible();
    await more.click();
    await expect(page.getByText(/more lanes?$/)).toHaveCount(0);
    expect((await boxOf(plot(page))).height).toBeGreaterThanOrEqual(9 * 26);
    for (let visitor = 0; visitor < 11; visitor++) await fetch(`${site}/setsession`);
    // The panel has its maximum height in this window, so the rest needs scrolling.
    await expect(page.getByText('11 more lanes', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: /more lanes/ })).toHaveCount(0);
  });
});

test('explains the marks that it draws', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    const legend = page.getByRole('list', { name: 'Key to the marks' });
    await expect(legend.getByRole('listitem')).toHaveText([
      'set',
      'get',
      'pop',
      'refused or failed',
      'regenerated',
      'destroyed',
      'edited here',
    ]);
    await press(page, 'Alice', 'Set');
    await actor(page, 'Alice').getByRole('button', { name: 'More actions of Alice' }).click();
    await page.getByRole('menuitem', { name: 'Clear all keys' }).click();
    await expect(legend).toContainText('cleared');
  });
});
