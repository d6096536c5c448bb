/**
 * Ways out of the window and into the shell that need more than a script of the page: a click that asks for another
 * window, something dropped on it, a redirect, a webview, a frame (requirements 49, 50 and 53).
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { type DesktopApp, withDesktop } from '../support/desktop-app.ts';

test('opens no window for a middle click or a click with a modifier key', async () => {
  await withDesktop(async (app) => {
    const { page, site } = app;
    const address = page.url();
    await withStranger(async (stranger) => {
      for (const target of [site, stranger.url, 'https://example.com/', 'file:///etc/passwd', 'app://elsewhere/']) {
        await page.evaluate(putLink, target);
        const link = page.locator('#tempting');
        await link.click({ button: 'middle', noWaitAfter: true });
        for (const key of ['Control', 'Shift', 'Alt'] as const)
          await link.click({ modifiers: [key], noWaitAfter: true });
      }
      await expectAlone(app, address);
      expect(stranger.requests).toEqual([]);
    });
  });
});

test('goes nowhere for a file or an address that is dropped on it', async () => {
  await withDesktop(async (app) => {
    const { page } = app;
    const address = page.url();
    await withStranger(async (stranger) => {
      const input = await page.context().newCDPSession(page);
      for (const data of [
        { items: [{ mimeType: 'text/uri-list', data: stranger.url }] },
        { items: [{ mimeType: 'text/uri-list', data: 'file:///etc/passwd' }] },
        { items: [{ mimeType: 'text/html', data: '<img src=x onerror="window.injected = true">' }] },
        { items: [], files: ['/etc/hostname'] },
      ]) {
        for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
          await input.send('Input.dispatchDragEvent', {
            type,
            x: 600,
            y: 400,
            data: { ...data, dragOperationsMask: 1 },
          });
        }
      }
      await expectAlone(app, address);
      expect(stranger.requests).toEqual([]);
    });
    expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  });
});

test('follows no redirect to another page, not even from its own address', async () => {
  await withDesktop(async (app) => {
    const { electron, page } = app;
    await withStranger(async (stranger) => {
      // The app itself never answers so. The page is told to go to its own address, which is allowed.
      await electron.evaluate(({ protocol }, location) => {
        protocol.unhandle('app');
        protocol.handle('app', () => new Response(null, { status: 302, headers: { location } }));
      }, stranger.url);
      await page.evaluate(() => window.location.assign('/moved')).catch(() => {});
      await expect
        .poll(() => electron.evaluate(({ webContents }) => webContents.getAllWebContents()[0]?.isLoading()))
        .toBe(false);
      expect(
        await electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL())),
      ).not.toContain(stranger.url);
      expect(stranger.requests).toEqual([]);
    });
  });
});

test('attaches no webview, not even to a page that may have one', async () => {
  await withDesktop(async ({ electron, page, site }) => {
    await page.evaluate((src) => {
      const view = Object.assign(document.createElement('webview'), { src });
      view.setAttribute('src', src);
      view.setAttribute('allowpopups', '');
      document.body.append(view);
    }, site);
    // The window has no such element. Another page of this app might: it is refused when it would be attached.
    const attached = await electron.evaluate(async ({ BrowserWindow }) => {
      const other = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      let asked = 0;
      let attached = 0;
      other.webContents.on('will-attach-webview', () => {
        asked++;
      });
      other.webContents.on('did-attach-webview', () => {
        attached++;
      });
      await other.loadURL('data:text/html,<webview src="data:text/html,inside"></webview>');
      while (asked === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await new Promise((resolve) => setTimeout(resolve, 200));
      other.destroy();
      return attached;
    });
    expect(attached).toBe(0);
    const types = await electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((one) => one.getType()),
    );
    expect(types).not.toContain('webview');
  });
});

test('gives the frames of its page no shell', async () => {
  await withDesktop(async ({ page }) => {
    const found = await page.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      return frame.contentWindow && 'shell' in frame.contentWindow;
    });
    expect(found).toBe(false);
  });
});

test('refuses messages to the shell from any frame, also at the address of the app', async () => {
  await withDesktop(async ({ electron }) => {
    const { ofPage, ofFrame } = await electron.evaluate(async ({ app, BrowserWindow, session }) => {
      // Our own pages allow no frame, so these are pages at the same address that do.
      const partition = 'frames';
      session.fromPartition(partition).protocol.handle('app', ({ url }) => {
        const isFrame = new URL(url).pathname === '/frame';
        const html = isFrame ? 'inside' : '<iframe src="app://inspector/frame"></iframe>';
        return new Response(html, { headers: { 'content-type': 'text/html' } });
      });
      const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
      const webPreferences = { preload, partition, sandbox: true, nodeIntegrationInSubFrames: true };
      const other = new BrowserWindow({ show: false, webPreferences });
      try {
        await other.loadURL('app://inspector/');
        const [page, frame] = other.webContents.mainFrame.framesInSubtree;
        const calls = [
          'setMenu({ language: "en", usable: [] })',
          'revealFile("x")',
          'openSite(null)',
          'revealDataFolder()',
        ];
        const ask = (call: string) => `shell.${call}.then(() => 'answered', (error) => String(error))`;
        return {
          ofPage: await page?.executeJavaScript(ask(calls[0] ?? '')),
          ofFrame: await Promise.all(calls.map((call) => frame?.executeJavaScript(ask(call)))),
        };
      } finally {
        other.destroy();
      }
    });
    expect(ofPage).toBe('answered');
    expect(ofFrame).toEqual(Array(4).fill(expect.stringContaining('Refused: not asked by the app window')));
  });
});

test('causes no security warning of Electron', async () => {
  await withDesktop(
    async ({ page }) => {
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      await page.reload();
      await expect(page.getByRole('group', { name: 'Alice' })).toBeVisible();
      // Electron warns when the page has been loaded; what is said now comes after it.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
      await page.evaluate(() => console.info('the end'));
      await expect.poll(() => said).toContain('the end');
      expect(said.filter((line) => line.includes('Security Warning'))).toEqual([]);
    },
    { env: { ELECTRON_ENABLE_SECURITY_WARNINGS: '1' } },
  );
});

/** Puts a link over a part of the page. */
function putLink(target: string): void {
  document.querySelector('#tempting')?.remove();
  const link = Object.assign(document.createElement('a'), { id: 'tempting', href: target, textContent: 'Look here' });
  link.style.cssText = 'position: fixed; inset: 100px auto auto 100px; z-index: 99999';
  // In the top layer, so that no dialog or panel of the page covers it.
  link.popover = 'manual';
  document.body.append(link);
  link.showPopover();
}

interface Stranger {
  readonly url: string;
  /** The requested paths. */
  readonly requests: readonly (string | undefined)[];
}

/** A server of somebody else on this machine, which notes who comes. */
async function withStranger(story: (stranger: Stranger) => Promise<void>): Promise<void> {
  const requests: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url);
    response.end('a stranger');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await story({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, requests });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The one page is where it was, and there is no other. */
async function expectAlone({ electron, page }: DesktopApp, address: string): Promise<void> {
  // What was refused leaves no trace that could be waited for.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  const addresses = await electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((one) => one.getURL()),
  );
  expect(addresses).toEqual([address]);
  expect(await page.evaluate(() => document.body.innerText)).toContain('Alice');
}
