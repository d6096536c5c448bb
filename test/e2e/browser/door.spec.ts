/** Who can access browser mode's door, tested with a real browser and on the wire. */
import { get } from 'node:http';
import { expect, test } from '@playwright/test';
import { type BrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { actor } from '../support/live-view.ts';

test('takes the code out of the address bar, and keeps its token for the tab', async ({ page }) => {
  await withBrowserMode(async ({ inspector, inspectorOrigin }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    expect(page.url()).toBe(`${inspectorOrigin}/`);
    await page.reload();
    await expect(actor(page, 'Alice')).toBeVisible();
    expect(await page.context().cookies()).toEqual([]);
  });
});

test('refuses a page that comes without a link, or with a wrong one, and says how to get one', async ({ page }) => {
  await withBrowserMode(async ({ inspectorOrigin }) => {
    for (const address of [inspectorOrigin, `${inspectorOrigin}/#code=${'x'.repeat(43)}`]) {
      await page.goto('about:blank');
      await page.goto(address);
      await expect(page.getByRole('alert')).toContainText('This page needs a new link');
      await expect(actor(page, 'Alice')).toHaveCount(0);
    }
  });
});

test('refuses every procedure without the token', async () => {
  await withBrowserMode(async (mode) => {
    expect(await statusOf(mode, { path: '/trpc/log.page' })).toBe(401);
    expect(await statusOf(mode, { path: '/trpc/log.page', authorization: 'Bearer wrong' })).toBe(401);
    expect(await statusOf(mode, { path: '/trpc/live' })).toBe(401);
    expect(
      await statusOf(mode, { path: '/trpc/log.page?input=%7B%7D', authorization: `Bearer ${await mode.token()}` }),
    ).toBe(200);
  });
});

test('refuses every wrong Host, on every kind of path', async () => {
  await withBrowserMode(async (mode) => {
    const authorization = `Bearer ${await mode.token()}`;
    for (const host of ['evil.com', 'localhost.evil.com', '127.0.0.1.nip.io', '0.0.0.0', 'localhost.', '127.0.0.1:1']) {
      for (const path of ['/', '/trpc/log.page', '/download/x', '/no-such-page']) {
        expect([host, path, await statusOf(mode, { path, host, authorization })]).toEqual([host, path, 403]);
      }
    }
  });
});

test('refuses every foreign Origin, even with the token', async () => {
  await withBrowserMode(async (mode) => {
    const authorization = `Bearer ${await mode.token()}`;
    for (const origin of [
      'http://evil.com',
      'null',
      mode.site,
      'app://inspector',
      `${mode.inspectorOrigin}.evil.com`,
    ]) {
      expect([origin, await statusOf(mode, { path: '/trpc/log.page', origin, authorization })]).toEqual([origin, 403]);
    }
  });
});

test('a page of the observed site gets no data', async ({ page }) => {
  await withBrowserMode(async ({ site, inspectorOrigin, token }) => {
    const bearerToken = await token();
    await page.goto(`${site}/`);
    const outcomes = await page.evaluate(
      ([origin, bearer]) =>
        Promise.all(
          [
            fetch(`${origin}/`),
            fetch(`${origin}/trpc/log.page`, { headers: { authorization: `Bearer ${bearer}` } }),
            fetch(`${origin}/trpc/log.clear`, { method: 'POST', mode: 'no-cors' }),
          ].map((answer) =>
            answer.then(
              ({ type }) => type,
              () => 'refused',
            ),
          ),
        ),
      [inspectorOrigin, bearerToken],
    );
    expect(outcomes).toEqual(['refused', 'refused', expect.stringMatching(/^(opaque|refused)$/)]);
  });
});

test('ends cleanly on SIGTERM while a page watches, and the page says so', async ({ page }) => {
  await withBrowserMode(async (mode) => {
    await page.goto(mode.inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    expect(await mode.stop()).toBe(0);
    await expect(page.getByText('Connection lost').first()).toBeVisible();
  });
});

interface Attempt {
  readonly path: string;
  readonly host?: string;
  readonly origin?: string;
  readonly authorization?: string;
}

/** By node:http, because fetch does not allow a custom Host or Origin. */
function statusOf(mode: BrowserMode, { path, host, origin, authorization }: Attempt): Promise<number | undefined> {
  const { hostname, port } = new URL(mode.inspectorOrigin);
  const headers = {
    ...(host === undefined ? {} : { host }),
    ...(origin === undefined ? {} : { origin }),
    ...(authorization === undefined ? {} : { authorization }),
  };
  return new Promise((resolve, reject) => {
    get({ hostname, port, path, headers }, (response) => {
      response.destroy();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}
