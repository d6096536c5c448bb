import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import fc from 'fast-check';
import { cookieLife } from '../../../server/contract/http/cookie-life.ts';
import { cookieRefusals } from '../../../server/contract/http/cookie-refusal.ts';
import { parseSetCookie } from '../../../server/contract/http/parse-set-cookie.ts';
import { withBrowserMode } from '../support/browser-mode.ts';

const cases = join(import.meta.dirname, '../../fixtures/cases');
const linesOf = (file: string) => readFileSync(join(cases, file), 'utf8').trim().split('\n');

/** A site that sends the line it is given, byte for byte. */
async function serving(line: () => string): Promise<{ server: Server; origin: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      const head = `HTTP/1.1 200 OK\r\nSet-Cookie: ${line()}\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n`;
      socket.end(Buffer.from(head, 'latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://localhost:${(server.address() as AddressInfo).port}` };
}

interface Kept {
  readonly path: string;
  /** Seconds since 1970; -1: until the browser closes. */
  readonly untilSeconds: number;
}

/** What Chromium keeps of each line, null if nothing, and the times before and after it received the line. */
async function keptOf(lines: readonly string[], page: Page, context: BrowserContext) {
  let current = 'start=1';
  const { server, origin } = await serving(() => current);
  const kept: { cookie: Kept | null; fromMs: number; toMs: number }[] = [];
  try {
    await page.goto(`${origin}/`);
    for (const line of lines) {
      current = line;
      await context.clearCookies();
      const fromMs = Date.now();
      await page.evaluate(() => fetch('/').then((response) => response.text()));
      const [cookie] = await context.cookies();
      const found = cookie === undefined ? null : { path: cookie.path, untilSeconds: cookie.expires };
      kept.push({ cookie: found, fromMs, toMs: Date.now() });
    }
  } finally {
    server.close();
  }
  return kept;
}

const attribute = fc.constantFrom(
  'Secure',
  'secure=no',
  '"Secure"',
  'HttpOnly',
  'Partitioned',
  'SameSite=None',
  'SameSite=Strict',
  'samesite=bogus',
  'SameSite',
  'Path=/',
  'Path=/x',
  'Path',
  'path=nowhere',
  `Path=/${'y'.repeat(1024)}`,
  'Domain=localhost',
  'Domain=',
  `Domain=${'d'.repeat(1025)}`,
  'Max-Age=600',
  'Max-Age=0',
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'Expires=Sat, 15-Apr-34 21:01:22 DST',
  'Priority=High',
  'Foo=bar',
  '',
);
const pair = fc.constantFrom(
  'a=1',
  'a=',
  '=v',
  'nameless',
  '__Host-a=1',
  '__host-a=1',
  '__Secure-a=1',
  '__SECURE-a',
  '__Http-a=1',
  '__Host-Http-a=1',
  '=__Host-a',
  '__Hosta=1',
  `a=${'x'.repeat(4095)}`,
  `a=${'x'.repeat(4096)}`,
  `a=${'\u00e9'.repeat(2048)}`,
  'a=1\u00012',
  'a=1\t2',
);
const generated = fc.tuple(pair, fc.array(attribute, { maxLength: 4 })).map((parts) => parts.flat().join('; '));

test('Chromium keeps and refuses cookies as the window says', async ({ page, context }) => {
  const lines = [
    ...linesOf('c01-expires.txt'),
    ...linesOf('c03-refused-by-browsers.txt'),
    ...['a=1; Max-Age=', 'a=1; Max-Age=-', 'a=1; Max-Age=1.5', 'a=1; Max-Age=-0', 'a=1; Max-Age=99999999999999999999'],
    ...['', '=', '; Path=/', 'a=1; Domain=\u00e9.test', 'a=1; foo=\u0002', '\ta\t=\t1\t', 'a="b;c"; Path=/'],
    ...fc.sample(generated, 120),
  ];
  const kept = await keptOf(lines, page, context);
  for (const [place, line] of lines.entries()) {
    const { cookie: is, fromMs, toMs } = kept[place] ?? { cookie: null, fromMs: 0, toMs: 0 };
    const cookie = parseSetCookie(line);
    const life = cookieLife(cookie, fromMs);
    const isKept = cookieRefusals(cookie).length === 0 && life.kind !== 'over';
    expect({ line, isKept: is !== null }).toEqual({ line, isKept });
    if (is === null) continue;
    expect({ line, path: is.path }).toEqual({ line, path: cookie.path ?? '/' });
    expect({ line, ends: is.untilSeconds !== -1 }).toEqual({ line, ends: life.kind === 'until' });
    if (life.kind !== 'until') continue;
    expect(is.untilSeconds * 1000).toBeGreaterThan(life.atMs - 1000);
    expect(is.untilSeconds * 1000).toBeLessThan(life.atMs + (toMs - fromMs) + 1000);
  }
});

test('the workbench says of each of these that browsers refuse it', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await page.getByRole('navigation').getByRole('link', { name: 'Cookies' }).click();
    const field = page.getByRole('textbox', { name: 'Paste a cookie' });
    const attributes = page.getByRole('region', { name: 'Attributes', exact: true });
    for (const line of linesOf('c03-refused-by-browsers.txt').slice(0, -1)) {
      await field.fill(line);
      await expect(attributes).toContainText('Browsers refuse this cookie: ');
    }
    await field.fill(linesOf('c03-refused-by-browsers.txt').at(-1) ?? '');
    await expect(page.getByRole('region', { name: 'Byte budget' })).toContainText('browsers refuse this cookie');
    await field.fill('a=1; Expires=0');
    await expect(attributes).toContainText('not a date, so until the browser closes');
    await expect(attributes).not.toContainText('refuse');
  });
});
