/** A page of somebody else that puts the inspector into a frame, to have clicks meant for itself land there. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Frame, type Page, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor } from '../support/live-view.ts';

/** A page at another port, on a host that is the same site as the inspector or another one. */
async function withPage(html: string, host: string, story: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html');
    response.end(`<!doctype html><title>A stranger</title>${html}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await story(`http://${host}:${(server.address() as AddressInfo).port}/`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const ways = [
  ['an iframe', (url: string) => `<iframe src="${url}"></iframe>`],
  [
    'an iframe in a sandbox',
    (url: string) => `<iframe sandbox="allow-scripts allow-same-origin" src="${url}"></iframe>`,
  ],
  ['an object', (url: string) => `<object data="${url}" type="text/html"></object>`],
  ['an embedded document', (url: string) => `<embed src="${url}" type="text/html">`],
  ['a frame of a frameset', (url: string) => `<frameset><frame src="${url}"></frameset>`],
] as const;

for (const [way, html] of ways) {
  test(`shows nothing of its content in ${way} of another page`, async ({ page }) => {
    await withBrowserMode(async ({ inspectorOrigin, newLink }) => {
      for (const host of ['127.0.0.1', 'localhost']) {
        for (const address of [`${inspectorOrigin}/`, newLink()]) {
          await withPage(html(address), host, async (url) => {
            const blocked = blockedFrame(page);
            await page.goto(url);
            expect(await blocked).toContain("frame-ancestors 'none'");
            for (const frame of page.frames().slice(1)) {
              expect(frame.url()).not.toContain(inspectorOrigin);
              expect(await contentOf(frame)).not.toContain('Session Inspector');
            }
          });
        }
      }
      // The link that a frame was given has not been used up by it.
      await page.goto(newLink());
      await expect(actor(page, 'Alice')).toBeVisible();
    });
  });
}

/** The messages on the browser's console about a frame that it did not show. */
async function blockedFrame(page: Page): Promise<string> {
  const message = await page.waitForEvent('console', (one) => one.text().includes('frame'));
  return message.text();
}

/** The content of a frame. Empty for one that the browser has removed, as it does with an object. */
function contentOf(frame: Frame): Promise<string> {
  return frame.content().catch((error) => {
    if (!frame.isDetached()) throw error;
    return '';
  });
}
