/** Opening a file next to the live log: exported from the window or made by a browser, viewed, and closed again. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { signFlask } from '../../../server/cookie/flask/flask-cookie.ts';
import { expectNothingFound, expectNothingFoundInEachTheme } from '../support/axe.ts';
import { startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { liveALittle, openTab, press, requestRows, rowWith } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const fixtures = join(import.meta.dirname, '../../import/fixtures');
const strip = (page: Page) => page.getByRole('region', { name: 'The file that is shown' });
const field = (page: Page) => page.getByRole('combobox', { name: 'Filter the log' });

/** A HAR of which the method, the version, the duration and the size are left out, and two parts are not understood. */
const sparseHar = {
  name: 'sparse.har',
  mimeType: '',
  buffer: Buffer.from(
    JSON.stringify({
      log: {
        version: '1.2',
        creator: { name: 'hand', version: '1' },
        entries: [
          {
            startedDateTime: '2026-11-20T10:00:00.000Z',
            time: null,
            request: { method: null, url: 'http://app.test/sparse', headers: [null], cookies: [] },
            response: {
              status: {},
              headers: [{ name: 'Server', value: 'x' }],
              cookies: [
                {
                  name: 'connect.sid',
                  value: 's%3Ak7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw',
                },
              ],
            },
          },
        ],
      },
    }),
  ),
};

async function open(page: Page, files: Parameters<import('@playwright/test').FileChooser['setFiles']>[0]) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: /^Open a recording:/ }).click();
  await (await chooser).setFiles(files);
  await expect(page.getByRole('progressbar')).toBeVisible();
  // A thread starts for each file, which takes its time on a busy machine.
  await expect(page.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
}

/** Exports the log as NDJSON with the defaults of the dialog, and returns the file. */
async function exported(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  await page.getByRole('button', { name: 'Export' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await dialog.getByRole('radio', { name: /NDJSON/ }).check();
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const file = await download;
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
  await page.keyboard.press('Escape');
  return { name: file.suggestedFilename(), mimeType: 'application/x-ndjson', buffer: Buffer.concat(chunks) };
}

test('an export is opened, filtered, viewed and closed, while the live log continues', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector, site }) => {
    await page.goto(inspector);
    await liveALittle(page, site);
    const file = await exported(page);
    await open(page, file);

    await expect(strip(page)).toContainText(file.name);
    await expect(strip(page)).toContainText('9 requests');
    await expect(strip(page)).toContainText('no signature can be verified');
    await expect(requestRows(page)).toHaveCount(9);
    await expect(page.getByRole('group', { name: 'Alice', exact: true })).toHaveCount(0);
    await picture(page, 'recording-1-own');
    await expectNothingFound(page);

    await field(page).fill('actor:bob op:pop');
    await expect(requestRows(page)).toHaveCount(1);
    await rowWith(page, '/popsession').click();
    await expect(await openTab(page, 'Story')).toContainText('Bob');
    await expect(await openTab(page, 'Session')).toContainText('Username');
    await picture(page, 'recording-2-details');
    await expectNothingFound(page);

    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    const sessions = page.getByRole('grid', { name: 'Sessions in this file' });
    await expect(sessions.getByRole('row')).toHaveCount(3);
    await sessions.getByRole('row').nth(1).click();
    await expect(page.getByRole('region', { name: 'History of the session' })).toContainText('Newest first.');
    await picture(page, 'recording-3-sessions');
    await expectNothingFound(page);

    // Requests reach the site meanwhile; the file does not show them.
    await fetch(`${site}/setsession?meanwhile=1`);
    await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await expect(rowWith(page, 'meanwhile')).toHaveCount(0);
    await strip(page).getByRole('button', { name: 'Back to the live log' }).click();
    await expect(strip(page)).toHaveCount(0);
    await expect(rowWith(page, 'meanwhile')).toHaveCount(1);
    await press(page, 'Alice', 'Get');
    await expect(requestRows(page)).toHaveCount(11);
  });
});

test("a HAR of a browser shows the client's view, and says what is unknown", async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await open(page, join(fixtures, 'chrome.har'));
    // The legend explains the marks of a file, and does not mention a story.
    await expect(page.getByRole('list', { name: 'Key to the marks' })).toHaveText(/request/);
    await expect(page.getByRole('list', { name: 'Key to the marks' })).not.toContainText('session');
    await expect(page.getByText('to see its story')).toHaveCount(0);
    await expect(strip(page)).toContainText('It does not contain the actions of the server');
    await expect(page.getByRole('grid', { name: 'Requests' }).getByRole('row')).toHaveCount(4);
    // The whole address is shown: a browser speaks with many hosts.
    await page.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: '/cart' }).last().click();
    for (const tab of ['Story', 'Session', 'Store'] as const) {
      await expect(await openTab(page, tab)).toContainText('This file does not show the actions of the server.');
    }
    await picture(page, 'recording-4-not-told');
    await expectNothingFound(page);
    const cookie = await openTab(page, 'Cookie');
    await expect(cookie).toContainText('connect.sid=s%3Aq4R2mV0nB7cX9zL1kJ5hG8fD3sA6pO0i');
    await expect(cookie).toContainText('Not known');
    await picture(page, 'recording-5-cookie');
    await expectNothingFound(page);
    await expect(await openTab(page, 'Headers')).toContainText('connect.sid=; Path=/');

    await open(page, join(fixtures, 'chrome-sanitised.har'));
    await expect(strip(page)).toContainText('chrome-sanitised.har');
    await expect(strip(page)).toContainText('it was sanitised before it was saved, or none was sent');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 960, height: 600 });
    await picture(page, 'recording-6-sanitised-dark-smallest');
    await expectNothingFound(page);
  });
});

test('skipped parts are listed by line; a file that cannot be opened is reported with the reason', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    const { buffer } = await exported(page);
    const damaged = `${buffer.toString().trimEnd()}\n{"kind":"request"\n${buffer.toString().slice(0, 30)}`;
    await open(page, { name: 'damaged.ndjson', mimeType: '', buffer: Buffer.from(damaged) });
    await expect(strip(page)).toContainText('1 entry could not be read · The rest of the file is missing');
    await expect(strip(page)).toContainText('Line 3: not JSON');
    await expect(requestRows(page)).toHaveCount(1);
    // The limits are those of the log, which the file does not belong to.
    await page.getByRole('navigation').getByRole('link', { name: 'Settings' }).click();
    const limits = page.getByRole('region', { name: 'How much is kept' });
    await expect(limits.getByText('The open file is not counted.')).toHaveCount(3);
    await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();

    await open(page, { name: 'notes.txt', mimeType: '', buffer: Buffer.from('hello') });
    const alert = page.getByRole('alert').filter({ hasText: 'notes.txt' });
    await expect(alert).toContainText('notes.txt could not be opened: it is neither NDJSON nor HAR.');
    await expect(strip(page)).toContainText('damaged.ndjson');
    await picture(page, 'recording-7-failed');
    await expectNothingFound(page);
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await strip(page).getByRole('button', { name: 'Back to the live log' }).click();
    await expect(requestRows(page)).toHaveCount(1);
  });
});

test('facts that a HAR does not contain are shown as unknown, and invalid values are counted', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await open(page, sparseHar);
    await expect(strip(page)).toContainText('2 values not understood');
    await expect(strip(page)).toContainText('request.headers: 1 item left out');
    await expect(strip(page)).toContainText('response.status: 1 value of another type');
    await expect(strip(page)).toContainText('response.headers: in 1 request (first in entry 1, on line 1)');
    const row = page.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: 'app.test/sparse' });
    await expect(row).toContainText('(method unknown)');
    await expect(row).toContainText('was sent the cookie connect.sid');
    await expect(row.getByTitle('unknown')).toHaveText('?');
    await row.click();
    const headers = await openTab(page, 'Headers');
    await expect(headers).toContainText('(method unknown) http://app.test/sparse (HTTP version unknown)');
    await expect(headers).toContainText('(HTTP version unknown) unknown');
    await expect(headers).toContainText('Body: size unknown');
    await expect(page.getByText('duration unknown')).toBeVisible();
    await expectNothingFound(page);
  });
});

test('a file that is dropped onto the window is opened, and by keys alone it is left', async ({ page }) => {
  test.slow();
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(page.getByRole('button', { name: /^Open a recording:/ })).toBeVisible();
    const data = await page.evaluateHandle(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File(['{"log":{"version":"1.2","entries":[]}}'], 'empty.har'));
      return transfer;
    });
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
    await expect(page.getByText('Drop the file to open it')).toBeVisible();
    await picture(page, 'recording-8-drop');
    await page.dispatchEvent('body', 'drop', { dataTransfer: data });
    await expect(page.getByText('Drop the file to open it')).toHaveCount(0);
    await expect(page.getByText('This file holds no requests.')).toBeVisible({ timeout: 60_000 });
    await strip(page).getByRole('button', { name: 'Back to the live log' }).focus();
    await page.keyboard.press('Enter');
    await expect(strip(page)).toHaveCount(0);
  });
});

test.describe('in Chinese', () => {
  test.use({ locale: 'zh-CN' });

  test('every word of it is there', async ({ page }) => {
    test.slow();
    await withBrowserMode(async ({ inspector }) => {
      await page.goto(inspector);
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /^打开记录：/ }).click();
      await (await chooser).setFiles(join(fixtures, 'firefox.har'));
      await expect(page.getByRole('button', { name: '返回实时日志' })).toBeVisible({ timeout: 60_000 });
      await expect(page.getByRole('region', { name: '正在查看的文件' })).toContainText('没有说明服务器做了什么');
      await page.getByRole('grid').first().getByRole('row').filter({ hasText: '/account' }).click();
      await picture(page, 'recording-9-zh');
      await expectNothingFound(page);
      const nextChooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: /^打开记录：/ }).click();
      await (await nextChooser).setFiles(sparseHar);
      await expect(page.getByRole('region', { name: '正在查看的文件' })).toContainText('2 个值无法识别', {
        timeout: 60_000,
      });
      await expect(
        page.getByRole('grid').first().getByRole('row').filter({ hasText: 'app.test/sparse' }),
      ).toContainText('（方法未知）');
      await page.getByRole('button', { name: '返回实时日志' }).click();
      await expect(page.getByRole('region', { name: '正在查看的文件' })).toHaveCount(0);
    });
  });
});

test('several files open together, by the file chooser and on the command line, also if one of them is bad', async ({
  page,
}) => {
  test.slow();
  const dataDir = temporaryFolder();
  const files = ['chrome.har', 'safari.har'].map((name) => join(fixtures, name));
  const inspector = await startBrowserMode(dataDir, ...files);
  const choose = async (name: RegExp) => {
    await page.getByRole('button', { name: /^Shown/ }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  try {
    await page.goto(inspector.inspector);
    await expect(strip(page)).toContainText('safari.har', { timeout: 60_000 });
    await choose(/chrome\.har/);
    await expect(strip(page)).toContainText('chrome.har');
    await open(page, [
      { name: 'bad.har', mimeType: '', buffer: Buffer.from('nothing of ours') },
      { name: 'empty.har', mimeType: '', buffer: Buffer.alloc(0) },
      sparseHar,
    ]);
    await expect(strip(page)).toContainText('sparse.har');
    const failures = page.getByRole('alert').filter({ hasText: 'could not be opened' });
    await expect(failures).toContainText('bad.har could not be opened: it is neither NDJSON nor HAR.');
    await expect(failures).toContainText('empty.har could not be opened: the file is empty.');
    await failures.getByRole('button', { name: 'Dismiss' }).first().click();
    await expect(failures).not.toContainText('bad.har');
    await expect(failures).toContainText('empty.har');

    // After the page is loaded again, the files of the command line are there again, and those of the page are gone.
    await choose(/safari\.har/);
    await expect(strip(page)).toContainText('safari.har');
    await page.reload();
    await expect(strip(page)).toContainText('safari.har', { timeout: 60_000 });
    await strip(page).getByRole('button', { name: 'Back to the live log' }).click();
    await expect(strip(page)).toHaveCount(0);
    await page.reload();
    await expect(strip(page)).toContainText('chrome.har', { timeout: 60_000 });
  } finally {
    await inspector.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('a secret of the app verifies every cookie of a HAR, and is in no export', async ({ page }) => {
  test.slow();
  const cookie = `session=${signFlask({ Username: 'Admin' }, ['a secret of the app'], 1_700_000_000)}`;
  const har = (value: string) => ({
    startedDateTime: '2026-11-20T10:00:00.000Z',
    time: 5,
    request: { method: 'GET', url: 'http://app.test/home', headers: [{ name: 'Cookie', value }] },
    response: { status: 200, headers: [] },
  });
  const entries = [har(cookie), har(cookie.replace(/.$/, 'x'))];
  const file = { log: { version: '1.2', creator: { name: 'hand', version: '1' }, entries } };
  await withBrowserMode(async ({ inspector }) => {
    const rows = page.getByRole('grid', { name: 'Requests' }).getByRole('row').filter({ hasText: 'app.test' });
    await page.goto(inspector);
    await open(page, { name: 'flask.har', mimeType: '', buffer: Buffer.from(JSON.stringify(file)) });
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).not.toContainText('verified');
    await strip(page).getByLabel('Secret of the app').fill('a secret of the app');
    await page.keyboard.press('Enter');
    await expect(rows.first()).toContainText('verified');
    await expect(rows.last()).toContainText('no given secret fits');
    await expect(strip(page)).toContainText('1 secret given');
    await rows.first().click();
    await expect(await openTab(page, 'Session')).toContainText('A given secret has verified its signature.');
    await expectNothingFoundInEachTheme(page, 'recording-verified');
    expect((await exported(page)).buffer.toString()).not.toContain('a secret of the app');

    // The list of secrets is in Cookies: without them the file is shown as it was.
    await page.getByRole('navigation').getByRole('link', { name: 'Cookies' }).click();
    await page.getByRole('button', { name: /^A Flask cookie/ }).click();
    await page.getByRole('button', { name: 'Remove your secret 1' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Live' }).click();
    await expect(rows.first()).not.toContainText('verified');
  });
});
