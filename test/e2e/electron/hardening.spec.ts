/**
 * What a page of the desktop app cannot do, tried from inside the page (reliability.md of the design: 46 to 51, 53,
 * 54).
 */

import { expect, test } from '@playwright/test';
import type { MenuState } from '../../../server/contract/shell-api.ts';
import { type DesktopApp, withDesktop } from '../support/desktop-app.ts';

test('runs its page in a sandbox, without Node', async () => {
  await withDesktop(async ({ electron, page }) => {
    const preferences = await electron.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const {
          nodeIntegration,
          nodeIntegrationInWorker,
          nodeIntegrationInSubFrames,
          contextIsolation,
          sandbox,
          webSecurity,
          allowRunningInsecureContent,
          experimentalFeatures,
          enableBlinkFeatures,
          webviewTag,
        } = (contents as never as { getLastWebPreferences(): Electron.WebPreferences }).getLastWebPreferences();
        return {
          nodeIntegration: nodeIntegration ?? false,
          nodeIntegrationInWorker: nodeIntegrationInWorker ?? false,
          nodeIntegrationInSubFrames: nodeIntegrationInSubFrames ?? false,
          contextIsolation,
          sandbox,
          webSecurity: webSecurity ?? true,
          allowRunningInsecureContent: allowRunningInsecureContent ?? false,
          experimentalFeatures: experimentalFeatures ?? false,
          enableBlinkFeatures: enableBlinkFeatures ?? '',
          webviewTag: webviewTag ?? false,
        };
      }),
    );
    expect(preferences).toEqual([
      {
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        contextIsolation: true,
        sandbox: true,
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        enableBlinkFeatures: '',
        webviewTag: false,
      },
    ]);
    expect(await page.evaluate(() => [typeof globalThis.process, typeof Reflect.get(globalThis, 'require')])).toEqual([
      'undefined',
      'undefined',
    ]);
  });
});

test('refuses every permission but to copy', async () => {
  await withDesktop(async ({ page }) => {
    const states = await page.evaluate(async () => {
      const names = [
        'geolocation',
        'notifications',
        'camera',
        'microphone',
        'clipboard-read',
        'midi',
      ] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
    expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    const position = () =>
      new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('told'),
          ({ code }) => resolve(code === GeolocationPositionError.PERMISSION_DENIED ? 'denied' : code),
        ),
      );
    expect(await page.evaluate(position)).toBe('denied');
    const copying = () =>
      navigator.permissions.query({ name: 'clipboard-write' as PermissionName }).then(({ state }) => state);
    expect(await page.evaluate(copying)).toBe('granted');
  });
});

test('stays on its own page: no navigation, no window, no redirect to elsewhere', async () => {
  await withDesktop(async ({ electron, page, site }) => {
    const address = page.url();
    for (const target of [
      site,
      'https://example.com/',
      'file:///etc/passwd',
      'app://elsewhere/',
      'app://inspector.evil/',
    ]) {
      await page.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
        link.target = '_blank';
        link.click();
        link.remove();
        window.open(url);
      }, target);
    }
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
    expect(page.url()).toBe(address);
    expect(await electron.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
    // Not by a locator: Playwright would wait for the navigations that never came about.
    expect(await page.evaluate(() => document.body.innerText)).toContain('Alice');
  });
});

test('loads nothing from other origins, not even from the observed site', async () => {
  await withDesktop(async ({ page, site }) => {
    for (const url of [`${site}/`, 'https://example.com/', 'file:///etc/hostname', 'app://elsewhere/']) {
      expect(await failureOf(page, (target) => fetch(target), url)).toContain('TypeError');
    }
    const socket = await page.evaluate(
      (url) =>
        new Promise((resolve) => {
          try {
            const opened = new WebSocket(url);
            opened.onopen = () => resolve('open');
            opened.onerror = () => resolve('refused');
          } catch {
            resolve('refused');
          }
        }),
      site.replace('http', 'ws'),
    );
    expect(socket).toBe('refused');
  });
});

test('loads nothing from elsewhere even where no policy of the page forbids it', async () => {
  await withDesktop(async ({ electron, site }) => {
    const outcomes = await electron.evaluate(
      ({ session }, targets) =>
        Promise.all(
          targets.map((target) =>
            session.defaultSession.fetch(target).then(
              (answer) => answer.status,
              () => 'blocked',
            ),
          ),
        ),
      [site, 'https://example.com/', 'file:///etc/hostname'],
    );
    expect(outcomes).toEqual(['blocked', 'blocked', 403]);
  });
});

test('runs only scripts that are files of the app', async () => {
  await withDesktop(async ({ page }) => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="window.injected = true">');
      return new Promise((resolve) => setTimeout(() => resolve('injected' in window), 200));
    });
    expect(ran).toBe(false);
  });
});

test('shows the page named functions only', async () => {
  await withDesktop(async ({ page }) => {
    const shell = await page.evaluate(() =>
      Object.entries(window.shell ?? {}).map(([name, value]) => [name, typeof value]),
    );
    expect(Object.fromEntries(shell)).toEqual({
      platform: 'string',
      openSite: 'function',
      revealFile: 'function',
      revealDataFolder: 'function',
      setMenu: 'function',
      onMenuCommand: 'function',
      onDownloadDone: 'function',
    });
  });
});

test('refuses messages to the shell with wrong arguments', async () => {
  await withDesktop(async ({ page }) => {
    for (const argument of [7, null, { path: '/etc/passwd' }, 'x'.repeat(1000)]) {
      expect(await failureOf(page, (value) => window.shell?.revealFile(value as string), argument)).toContain(
        'Refused',
      );
    }
    expect(await page.evaluate(() => window.shell?.revealFile('no-such-download'))).toBeUndefined();
    for (const state of [null, { language: 'xx', usable: [] }, { language: 'en', usable: ['format-disk'] }]) {
      expect(await failureOf(page, (value) => window.shell?.setMenu(value as MenuState), state)).toContain('Refused');
    }
  });
});

test('refuses messages to the shell from a frame or a window of another origin', async () => {
  await withDesktop(async ({ electron }) => {
    for (const url of ['about:blank', 'data:text/html,hello', 'app://elsewhere/']) {
      expect(await askFromForeignWindow(electron, url)).toContain('Refused');
    }
  });
});

test('answers only for its own host, and for no file outside its folder', async () => {
  await withDesktop(async ({ electron }) => {
    const statusOf = (url: string) =>
      electron.evaluate(async ({ session }, target) => (await session.defaultSession.fetch(target)).status, url);
    expect(await statusOf('app://inspector/')).toBe(200);
    for (const path of [
      '../../package.json',
      '%2e%2e/%2e%2e/package.json',
      '..%2f..%2fpackage.json',
      '..\\..\\package.json',
      '%5c..%5c..%5cpackage.json',
      'index.html%00.js',
      '/etc/passwd',
      'file:///etc/passwd',
    ]) {
      expect([path, await statusOf(`app://inspector/${path}`)]).toEqual([path, 404]);
    }
    expect(await statusOf('app://elsewhere/')).toBe(404);
  });
});

test('has developer tools only while it is developed', async () => {
  await withDesktop(async ({ electron }) => {
    const [isPackaged, hasMenuItem, isOpen] = await electron.evaluate(({ app, Menu, webContents }) => {
      const [contents] = webContents.getAllWebContents();
      contents?.openDevTools();
      const items = Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []) ?? [];
      return [
        app.isPackaged,
        items.some((item) => item.role?.toLowerCase() === 'toggledevtools'),
        contents?.isDevToolsOpened(),
      ];
    });
    if (isPackaged) expect([hasMenuItem, isOpen]).toEqual([false, false]);
    else expect(hasMenuItem).toBe(true);
  });
});

/** What a promise made inside the page fails with; empty if it does not. */
async function failureOf<Argument>(
  page: DesktopApp['page'],
  attempt: (argument: Argument) => Promise<unknown> | undefined,
  argument?: Argument,
): Promise<string> {
  try {
    await page.evaluate(attempt as (argument: unknown) => Promise<unknown>, argument);
    return '';
  } catch (error) {
    return String(error);
  }
}

/** Opens a second window with our preload script at another address, and sends a message from it. */
function askFromForeignWindow(electron: DesktopApp['electron'], url: string): Promise<string> {
  return electron.evaluate(async ({ app, BrowserWindow }, address) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    try {
      await foreign.loadURL(address).catch(() => {});
      return await foreign.webContents.executeJavaScript(
        'shell.openSite().then(() => "answered", (error) => String(error))',
      );
    } finally {
      foreign.destroy();
    }
  }, url);
}
