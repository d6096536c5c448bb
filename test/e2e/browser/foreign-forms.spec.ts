/** Plain HTML forms of other pages, sent by a real browser: none of them ends or replaces a visitor's session. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';

/** A page at another port, with a form that posts to this address. */
async function withFormTo(action: string, story: (port: number) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><form method="post" action="${action}"><button>Send</button></form>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await story((server.address() as AddressInfo).port);
  } finally {
    server.close();
  }
}

for (const path of ['/session/destroy', '/session/regenerate']) {
  for (const host of ['localhost', '127.0.0.1']) {
    test(`a form of ${host} at another port is refused by ${path}`, async ({ page }) => {
      await withBrowserMode(async ({ site }) => {
        await page.goto(`${site}/setsession`);
        const before = await page.context().cookies(site);
        await withFormTo(`${site}${path}`, async (port) => {
          await page.goto(`http://${host}:${port}/`);
          const [answer] = await Promise.all([
            page.waitForResponse(`${site}${path}`),
            page.getByRole('button', { name: 'Send' }).click(),
          ]);
          expect(answer.status()).toBe(403);
        });
        expect(await page.context().cookies(site)).toEqual(before);
        await page.goto(`${site}/getsession`);
        await expect(page.locator('body')).toHaveText('Welcome Admin');
      });
    });
  }
}
