/** Every state of a watched app says what it is, which app, and what to do next; with pictures in each size. */
import { once } from 'node:events';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { send } from '../../support/http.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { picture } from '../support/pictures.ts';
import { type Locale, wordsOf } from '../support/words.ts';

const SIZES = [
  { width: 960, height: 600 },
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
] as const;

interface State {
  readonly name: string;
  /** Makes the app or its replacement. Returns its address and a function that ends it. */
  readonly app: () => Promise<{ readonly url: string; readonly stop: () => Promise<void> | void }>;
  /** What brings the app into the state; `open` is the address of the proxy. */
  readonly bring?: (page: Page, open: string, words: ReturnType<typeof wordsOf>) => Promise<void>;
  /** The configured port of the proxy is in use by another program. */
  readonly isAskedPortTaken?: true;
  /** The words that the window has to show. */
  readonly says: (words: ReturnType<typeof wordsOf>) => RegExp;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** A sentence of the catalogue with any text in its place. */
const sentence = (of: (place: string) => string): RegExp =>
  new RegExp(of('PLACE').split('PLACE').map(literal).join('.+'));

async function listening(server: Server | TcpServer, host = '127.0.0.1'): Promise<{ port: number; stop: () => void }> {
  server.listen(0, host);
  await once(server, 'listening');
  const stop = () => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}

async function httpApp(handle: RequestListener, host = '127.0.0.1') {
  const { port, stop } = await listening(createHttpServer(handle), host);
  return { url: `http://127.0.0.1:${port}`, stop };
}

const plain: RequestListener = (_, response) => void response.end('hello');
const visit = (page: Page, open: string, path = '/') =>
  page.request.get(`${open}${path}`, { failOnStatusCode: false }).catch(() => null);

const STATES: readonly State[] = [
  {
    name: 'not-started',
    app: async () => {
      const { url, stop } = await httpApp(plain);
      stop();
      return { url, stop: () => {} };
    },
    says: ({ watch }) => sentence(watch.upstream.neverAnswered),
  },
  {
    name: 'restarting',
    app: () => httpApp(plain),
    bring: async (page, open) => {
      await visit(page, open, '/before');
    },
    says: ({ watch }) => sentence(watch.upstream.restarting),
  },
  {
    name: 'other-family',
    app: async () => {
      const { url, stop } = await httpApp(plain, '::1');
      return { url, stop };
    },
    bring: async (page, open) => void (await visit(page, open)),
    says: ({ watch }) => new RegExp(literal(watch.upstream.running('[::1]:')).replace(/ 响应$/, '')),
  },
  {
    name: 'tls',
    app: async () => {
      const { port, stop } = await listening(createHttpsServer(selfSigned(), plain));
      return { url: `http://127.0.0.1:${port}`, stop };
    },
    bring: async (page, open) => void (await visit(page, open)),
    says: ({ watch }) => new RegExp(literal(watch.fault['speaks-tls'])),
  },
  {
    name: 'not-http',
    app: async () => {
      const server = createTcpServer((socket) => {
        // The proxy closes the connection when it has seen that this is not HTTP.
        socket.on('error', () => {}).end('220 mail.example.test ESMTP\r\n');
      });
      const { port, stop } = await listening(server);
      return { url: `http://127.0.0.1:${port}`, stop };
    },
    bring: async (page, open) => void (await visit(page, open)),
    says: ({ watch }) => sentence(watch.fault['not-http']),
  },
  {
    name: 'opened-at-another-port',
    app: () => httpApp(plain),
    isAskedPortTaken: true,
    says: ({ watch }) => sentence((place) => watch.portElsewhere(0, 1).replace('0', place).replace('1', place)),
  },
  {
    name: 'paused',
    app: () => httpApp(plain),
    bring: async (page, open, { watch, shell }) => {
      await page.getByRole('button', { name: shell.recordingHint }).click();
      await expect(page.getByRole('region', { name: watch.strip })).toContainText(watch.pausedNote);
      await visit(page, open);
    },
    says: ({ watch }) => new RegExp(literal(watch.pausedNote)),
  },
  {
    name: 'no-session-cookie',
    app: () =>
      httpApp((_, response) => void response.setHeader('Set-Cookie', 'theme=dark; Path=/').end('<p>hello</p>')),
    bring: async (page, open) => {
      for (const path of ['/', '/about', '/style.css']) await visit(page, open, path);
    },
    says: ({ watch }) => new RegExp(literal(watch.noCookieYet)),
  },
  {
    name: 'refusing-the-host',
    app: () =>
      httpApp((request, response) => {
        response.writeHead(request.headers.host?.startsWith('localhost') === true ? 200 : 403).end();
      }),
    bring: async (page, open, { live }) => {
      await visit(page, open);
      await send(open, '/', { headers: { Host: 'app.test' } });
      const rows = page.getByRole('grid', { name: live.requests }).getByRole('row');
      await rows.filter({ hasText: '403' }).click();
    },
    says: ({ findings }) => new RegExp(literal(findings.titles['host-refused'])),
  },
];

async function watchApp(page: Page, url: string, locale: Locale, askedPort: number | null): Promise<string> {
  const { watch: t, commands } = wordsOf(locale);
  await page.getByRole('main').getByRole('button', { name: commands.titles['watch-app'] }).click();
  await page.getByRole('textbox', { name: t.address }).fill(url);
  if (askedPort !== null) {
    await page.getByText(t.more, { exact: true }).click();
    await page.getByRole('textbox', { name: t.port }).fill(String(askedPort));
  }
  await page.keyboard.press('Enter');
  const strip = page.getByRole('region', { name: t.strip });
  await expect(strip).toBeVisible();
  const [open = ''] = (await strip.innerText()).match(/http:\/\/localhost:\d+/) ?? [];
  return open;
}

for (const [colorScheme, locale] of [
  ['light', 'en-US'],
  ['dark', 'zh-CN'],
] as const) {
  test.describe(`${colorScheme}, ${locale}`, () => {
    test.use({ colorScheme, locale });

    for (const { name, app, bring, says, isAskedPortTaken } of STATES) {
      test(`a watched app that is ${name} says so, and what to do`, async ({ page }) => {
        test.slow();
        const words = wordsOf(locale);
        const { url, stop } = await app();
        const taken = isAskedPortTaken === true ? await listening(createHttpServer(plain)) : null;
        let isStopped = false;
        try {
          await withBrowserMode(async ({ inspector }) => {
            await page.goto(inspector);
            const open = await watchApp(page, url, locale, taken?.port ?? null);
            await bring?.(page, open, words);
            if (name === 'restarting') {
              await stop();
              isStopped = true;
            }
            const strip = page.getByRole('region', { name: words.watch.strip });
            await expect(page.locator('body')).toContainText(says(words), { timeout: 15_000 });
            for (const size of SIZES) {
              await page.setViewportSize(size);
              await expect(strip).toBeVisible();
              await picture(page, `watch-state-${name}-${colorScheme}-${locale}-${size.width}`);
            }
            await page.setViewportSize(SIZES[0]);
            await expectNothingFound(page);
          });
        } finally {
          taken?.stop();
          if (!isStopped) await stop();
        }
      });
    }
  });
}
