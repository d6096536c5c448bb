import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type Cookie, chromium, expect, test } from '@playwright/test';
import fc from 'fast-check';
import { CookieJar } from '../../../server/contract/http/jar/cookie-jar.ts';
import type { CookieRequest } from '../../../server/contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../../server/contract/http/jar/stored-cookie.ts';
import { publicSuffixOf } from '../../../server/contract/http/public-suffix.ts';
import { browserCases } from '../../support/cookies/browser-cases.ts';
import { anySetCookieLine, plainLine, sequenceOf } from '../../support/cookies/cookie-arbitraries.ts';
import { type CookieCase, responseCase } from '../../support/cookies/cookie-case.ts';
import { httpStateCases } from '../../support/cookies/http-state-cases.ts';
import { modelledHeaders } from '../../support/cookies/modelled-browser.ts';
import { oddCases } from '../../support/cookies/odd-cases.ts';
import { wptCases } from '../../support/cookies/wpt-cases.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { type CookieSite, startCookieSite } from '../support/cookie-site.ts';
import { localChromium, type Observed, observe } from '../support/cookies-in-chromium.ts';

test.use({ launchOptions: localChromium() });

const fixtures = join(import.meta.dirname, '../../fixtures/cases');
const linesOf = (file: string) => readFileSync(join(fixtures, file), 'utf8').trim().split('\n');

/** Each has its own cookies, so that they can run side by side. */
const LANES = 3;

/** Runs each case in Chromium and in the model, and returns the differences. */
async function differences(cases: readonly CookieCase[], browser: Browser): Promise<unknown[]> {
  const lanes = Array.from({ length: LANES }, (_, lane) => cases.filter((_case, place) => place % LANES === lane));
  return (await Promise.all(lanes.map((lane) => differencesInTurn(lane, browser)))).flat();
}

async function differencesInTurn(cases: readonly CookieCase[], browser: Browser): Promise<unknown[]> {
  const site = await startCookieSite();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const found: unknown[] = [];
  try {
    const page = await context.newPage();
    for (const one of cases) {
      const { real, model } = compared(one, await observe(one, { page, context, site }), site);
      if (JSON.stringify(real) !== JSON.stringify(model)) found.push({ case: one.name, real, model });
    }
  } finally {
    await context.close();
    site.close();
  }
  return found;
}

/** The results of the browser and of the model for a case, in the same form. */
function compared(one: CookieCase, observed: Observed, site: CookieSite) {
  const steps = one.steps.map((step) => ({ ...step, url: site.urlOf(step.url) }));
  const { headers, jar } = modelledHeaders(
    { ...one, steps },
    { browser: 'chromium', suffixOf: publicSuffixOf, nowMs: observed.fromMs },
  );
  const modelled = jar.cookies(observed.fromMs);
  return {
    real: {
      headers: observed.headers,
      kept: observed.kept.map((cookie) => keptByChromium(cookie, modelled, observed)).sort(),
    },
    model: { headers, kept: modelled.map(keptByModel).sort() },
  };
}

/** The end as the model has it, if Chromium's is the same within the time that the case took; else Chromium's. */
function keptByChromium(cookie: Cookie, modelled: readonly StoredCookie[], { fromMs, toMs }: Observed): string {
  const { name, value, domain, path, expires, httpOnly, secure, sameSite } = cookie;
  const endAtMs = expires === -1 ? null : expires * 1000;
  const isSameEnd = ({ expiresAtMs }: StoredCookie) =>
    endAtMs !== null && expiresAtMs !== null && Math.abs(endAtMs - expiresAtMs) <= toMs - fromMs + 1000;
  const end = modelled.find(isSameEnd)?.expiresAtMs ?? endAtMs;
  return JSON.stringify([name, inProtocol(value), domain, path, end, httpOnly, secure, sameSite]);
}

/** The protocol leaves out octets that are not UTF-8, and passes on half a pair of UTF-16. Neither has a place here. */
function inProtocol(text: string): string {
  return text.toWellFormed().replaceAll('\ufffd', '');
}

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' };

function keptByModel(cookie: StoredCookie): string {
  const { name, value, domain, hostOnly, path, expiresAtMs, httpOnly, secure, sameSite } = cookie;
  // The protocol of Chromium uses characters instead of octets, and reports the default mode as Lax.
  const text = (octets: string) => inProtocol(Buffer.from(octets, 'latin1').toString());
  const mode = sameSite === null ? 'Lax' : SAME_SITE[sameSite];
  const place = `${hostOnly ? '' : '.'}${domain}`;
  return JSON.stringify([text(name), text(value), place, text(path), expiresAtMs, httpOnly, secure, mode]);
}

// Some hundred cases each, one after the other: a busy machine takes longer than for other tests.
test.setTimeout(300_000);

const onLocalhost = (line: string) => responseCase('http://localhost/', line);

test('Chromium keeps and sends every form of cookie exactly as the model says', async ({ browser }) => {
  const cases = browserCases();
  expect(cases.length).toBeGreaterThan(500);
  expect(await differences(cases, browser)).toEqual([]);
});

test('Chromium keeps and sends what servers write by mistake exactly as the model says', async ({ browser }) => {
  const cases = oddCases();
  expect(cases.length).toBeGreaterThan(400);
  expect(await differences(cases, browser)).toEqual([]);
});

test('Chromium and the model agree on the cases of the public suites', async ({ browser }) => {
  expect(await differences([...httpStateCases, ...wptCases], browser)).toEqual([]);
});

test('Chromium and the model agree on 200 random sequences', async ({ browser }) => {
  const sequences = [...fc.sample(sequenceOf(plainLine), 100), ...fc.sample(sequenceOf(anySetCookieLine), 100)];
  const lines = [
    ...linesOf('c01-expires.txt'),
    ...linesOf('c03-refused-by-browsers.txt'),
    ...fc.sample(anySetCookieLine, 120),
  ];
  expect(await differences([...sequences, ...lines.map(onLocalhost)], browser)).toEqual([]);
});

test('Chromium sends cookies to another site exactly as the model says', async () => {
  // A profile that lets the cookies of third parties through: the user decides that, as in incognito windows.
  const profile = mkdtempSync(join(tmpdir(), 'chromium-cookies-'));
  mkdirSync(join(profile, 'Default'));
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0 } }));
  const context = await chromium.launchPersistentContext(profile, {
    ...localChromium(),
    ignoreHTTPSErrors: true,
  });
  const page = await context.newPage();
  const site = await startCookieSite();
  try {
    const [own, other] = [site.urlOf('http://app.localhost/'), site.urlOf('http://other.localhost/')];
    const lines = [
      'default=1',
      'lax=1; SameSite=Lax',
      'strict=1; SameSite=Strict',
      'none=1; SameSite=None; Secure',
      'part=1; SameSite=None; Secure; Partitioned',
    ];
    const jar = new CookieJar({ browser: 'chromium', suffixOf: publicSuffixOf });
    const header = (request: CookieRequest) => {
      const asked = jar.contextOf(request);
      return asked === null ? null : jar.send(asked, Date.now()).header;
    };
    const first = jar.contextOf({ url: own, isNavigation: true });
    site.answerWith([lines]);
    await page.goto(own);
    for (const line of lines) if (first !== null) jar.receive(line, first, Date.now());

    const from = { topLevelUrl: other, initiatorUrl: other };
    const ways: [string, (target: string) => void, CookieRequest][] = [
      ['a link', (target) => location.assign(target), { url: own, isNavigation: true, initiatorUrl: other }],
      [
        'a form',
        (target) => {
          const form = document.body.appendChild(document.createElement('form'));
          Object.assign(form, { method: 'POST', action: target }).submit();
        },
        { url: own, method: 'POST', isNavigation: true, initiatorUrl: other },
      ],
      ['fetch', (target) => void fetch(target, { mode: 'no-cors', credentials: 'include' }), { url: own, ...from }],
      ['an image', (target) => void Object.assign(new Image(), { src: target }), { url: own, ...from }],
      [
        'a frame',
        (target) => void Object.assign(document.body.appendChild(document.createElement('iframe')), { src: target }),
        { url: own, ...from },
      ],
    ];
    const [real, model]: [string, string | null][][] = [[], []];
    for (const [name, act, request] of ways) {
      const tab = await context.newPage();
      await tab.goto(`${other}start`);
      site.answerWith([]);
      await tab.evaluate(act, own);
      await expect.poll(() => site.came.length).toBe(1);
      await tab.close();
      real?.push([name, site.came[0] ?? null]);
      model?.push([name, header(request)]);
    }
    expect(real).toEqual(model);

    await context.clearCookies();
    jar.clear();
    await page.goto(`${other}start`);
    site.answerWith([lines]);
    await page.evaluate((target) => void fetch(target, { mode: 'no-cors', credentials: 'include' }), own);
    const embedded = jar.contextOf({ url: own, ...from });
    for (const line of lines) if (embedded !== null) jar.receive(line, embedded, Date.now());
    await expect.poll(async () => (await context.cookies()).map(({ name }) => name).sort()).toEqual(['none', 'part']);
    expect(
      jar
        .cookies(Date.now())
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['none', 'part']);

    // http and https of one host are two sites.
    const encrypted = site.urlOf('https://app.localhost/');
    const strict = 'strict=1; SameSite=Strict';
    await context.clearCookies();
    jar.clear();
    site.answerWith([[strict]]);
    await page.goto(encrypted);
    const overTls = jar.contextOf({ url: encrypted, isNavigation: true });
    if (overTls !== null) jar.receive(strict, overTls, Date.now());
    await page.goto(`${own}start`);
    site.answerWith([]);
    await page.evaluate((target) => location.assign(target), encrypted);
    await expect.poll(() => site.came.length).toBe(1);
    expect(site.came[0]).toBe(header({ url: encrypted, isNavigation: true, initiatorUrl: own }));
    expect(site.came[0]).toBe('');
  } finally {
    site.close();
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
});

test('Chromium and the model agree on the cookies that scripts read and write', async ({ page, context }) => {
  const site = await startCookieSite();
  try {
    const url = site.urlOf('http://localhost/start');
    await page.goto(url);
    const given = ['http=1; HttpOnly', 'plain=1', 'deep=1; Path=/start'];
    const lines = [
      ...['http=2', 'http=; Max-Age=0', 'http=2; Path=/start', 'plain=2', 'plain=; Max-Age=0', 'plain=2; HttpOnly'],
      ...['new=1', 'new=1; HttpOnly', 'new=1; Secure', 'new=1; SameSite=None', 'new=1; Domain=localhost', 'nameless'],
      ...['=a=b', '', 'a=1\u0001', 'a=1\tb', 'a=1\n2', 'a=1\r', 'a=\u4e16\u754c', 'a=1; Max-Age=600', 'deep=2'],
      ...['__Host-a=1; Secure; Path=/', '__Host-a=1', '__Http-a=1; Secure', `a=${'\u4e16'.repeat(1366)}`],
    ];
    const [real, model]: unknown[][] = [[], []];
    for (const line of lines) {
      await context.clearCookies();
      site.answerWith([given]);
      await page.evaluate(async () => void (await fetch('/given', { cache: 'no-store' })));
      const jar = new CookieJar({ browser: 'chromium', suffixOf: publicSuffixOf });
      const http = jar.contextOf({ url: new URL('/given', url).href });
      const script = jar.contextOf({ url, api: 'script' });
      if (http === null || script === null) throw new Error(`no cookies at ${url}`);
      for (const each of given) jar.receive(each, http, Date.now());
      // A page speaks of characters, a header of octets.
      jar.receive(Buffer.from(line).toString('latin1'), script, Date.now());
      const seen = await page.evaluate((text) => {
        // biome-ignore lint/suspicious/noDocumentCookie: this test is about document.cookie.
        document.cookie = text;
        return document.cookie;
      }, line);
      real?.push([line, seen, (await context.cookies()).map(({ name }) => name).sort()]);
      const header = Buffer.from(jar.judge(script, Date.now()).header, 'latin1').toString();
      model?.push([
        line,
        header,
        jar
          .cookies(Date.now())
          .map(({ name }) => name)
          .sort(),
      ]);
    }
    expect(real).toEqual(model);
  } finally {
    site.close();
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
