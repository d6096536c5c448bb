/** The twelve reasons for which a session cookie does not come: made by a real browser, and read from a HAR. */
import { rmSync } from 'node:fs';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import {
  type FaultStep,
  harOfFaults,
  type LostCookieFault,
  lostCookieFaults,
  sentenceWith,
} from '../../support/cookies/lost-cookie-faults.ts';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { type BrowserMode, startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { type FaultStage, startFaultStage } from '../support/fault-stage.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { type Locale, wordsOf } from '../support/words.ts';

const LOCALES = ['en-US', 'zh-CN'] as const;
const START_MS = Date.UTC(2026, 10, 20, 12, 1, 0);

// All rows of lost cookies are visible at the same time.
test.use({ timezoneId: 'UTC', viewport: { width: 1600, height: 1300 } });

/** Takes a step as a user does: an address that is typed in, a link that is followed, a page that has it in a frame. */
async function take({ url, linkOn, frameOn, cleared }: FaultStep, page: Page, context: BrowserContext): Promise<void> {
  if (cleared === true) await context.clearCookies({ domain: new URL(url).hostname });
  if (frameOn !== undefined) {
    await page.goto(frameOn);
    await expect(page.frameLocator('iframe').first().getByText('ok')).toBeVisible();
  } else if (linkOn !== undefined) {
    await page.goto(linkOn);
    await page.getByRole('link').click();
    await expect(page.getByText('ok')).toBeVisible();
  } else {
    await page.goto(url);
  }
}

/** A real Chromium runs all faults, at the pace that they require. */
async function visitAll(faults: readonly LostCookieFault[], stage: FaultStage, port: number): Promise<void> {
  const visitor = await stage.launch(port);
  try {
    const context = await visitor.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    for (const { steps } of faults) {
      let lastMs = Date.now();
      for (const step of steps) {
        // The end of a cookie is by the clock of the system, and so it has to be waited for.
        const waitMs = step.after === undefined ? 0 : step.after * 1000;
        await expect.poll(() => Date.now() - lastMs).toBeGreaterThanOrEqual(waitMs);
        await take(step, page, context);
        lastMs = Date.now();
      }
    }
  } finally {
    await visitor.close();
  }
}

/** The records of the only watched app, and the port at which it is watched. */
async function watched({ token, inspectorOrigin }: BrowserMode) {
  const headers = { Authorization: `Bearer ${await token()}` };
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${inspectorOrigin}${path}`, { headers });
    return ((await response.json()) as { result: { data: T } }).result.data;
  };
  const [app] = await ask<{ id: string; open: string }[]>('/trpc/watch.list');
  if (app === undefined) throw new Error('No app is watched');
  const limit = encodeURIComponent(JSON.stringify({ limit: 1000 }));
  return {
    port: Number(new URL(app.open).port),
    async records(): Promise<RequestRecord[]> {
      const log = await ask<{ entries: RequestRecord[] }>(`/workspaces/${app.id}/trpc/log.page?input=${limit}`);
      return log.entries.filter(({ kind }) => kind === 'request');
    },
  };
}

/** The sentence of each fault, from the rows that its steps have in a log. */
function sentencesIn(records: readonly RequestRecord[], faults: readonly LostCookieFault[], locale: Locale): string[] {
  return faults.map((fault) => {
    const rows = fault.steps.map(({ url }) => {
      const { host, pathname } = new URL(url);
      const found = records.find(({ requestHeaders, url: target }) => {
        const sentTo = requestHeaders.find(([name]) => name.toLowerCase() === 'host')?.[1];
        return sentTo === host && target === pathname;
      });
      if (found === undefined) throw new Error(`No row is of ${url}`);
      return found;
    });
    const lost = rows.at(-1)?.expectedCookies?.find(({ why }) => why === fault.why);
    const ids = rows.map(({ id }) => id);
    return sentenceWith(fault.sentence[LANGUAGE[locale]], ids, timeOf(lost?.about?.endedAtMs ?? 0));
  });
}

/** The same of a HAR that has their steps alone, a second apart or later. */
function sentencesOfHar(faults: readonly LostCookieFault[], locale: Locale): string[] {
  let row = 0;
  let atMs = START_MS;
  return faults.map(({ steps, sentence }) => {
    const firstMs = atMs + 1000;
    const ids = steps.map(() => ++row);
    for (const { after = 1 } of steps) atMs += after * 1000;
    return sentenceWith(sentence[LANGUAGE[locale]], ids, timeOf(firstMs + MAX_AGE_SECONDS * 1000));
  });
}

const MAX_AGE_SECONDS = 20;
const LANGUAGE = { 'en-US': 'en', 'zh-CN': 'zh' } as const;

function timeOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(11, 19);
}

async function open(page: Page, locale: Locale, har: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: wordsOf(locale).recording.openHint }).click();
  await (await chooser).setFiles({ name: 'faults.har', mimeType: '', buffer: Buffer.from(har) });
}

function rowsOf(page: Page, locale: Locale) {
  return page.getByRole('grid', { name: wordsOf(locale).live.requests }).getByRole('row');
}

/** Each sentence is in a separate row. */
async function expectSentences(page: Page, sentences: readonly string[], locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  await page.getByRole('combobox', { name: t.filter.name }).fill('is:cookie-lost');
  const rows = rowsOf(page, locale);
  await expect(rows).toHaveCount(sentences.length + 1);
  for (const [index, sentence] of sentences.entries()) await expect(rows.nth(index + 1)).toContainText(sentence);
}

/**
 * Six of the twelve reasons end a cookie's life, and are shown on the timeline. The others only withhold the cookie.
 */
async function expectEnds(page: Page, locale: Locale): Promise<void> {
  const t = wordsOf(locale);
  const lanes = page.getByRole('list', { name: t.timeline.list });
  for (const why of ['deleted', 'expired', 'refused', 'replaced', 'evicted'] as const) {
    await expect(page.getByRole('list', { name: t.timeline.key })).toContainText(t.cookieEnds.shape);
    await expect(lanes).toContainText(SAID[locale][why]);
  }
}

const SAID = {
  'en-US': {
    deleted: /end of the cookie session: deleted by #\d+/,
    expired: /end of the cookie session: expired at [\d:]+: Max-Age=\d+ of #\d+/,
    refused: /end of the cookie session: refused when #\d+ set it: 6,103 bytes/,
    replaced: /end of the cookie session: overwritten by #\d+, another app at :5080/,
    evicted: /end of the cookie session: dropped when #\d+ was one too many/,
  },
  'zh-CN': {
    deleted: /Cookie session 失效：被 #\d+ 删除/,
    expired: /Cookie session 失效：已于 [\d:]+ 过期：#\d+ 的 Max-Age=\d+/,
    refused: /Cookie session 失效：#\d+ 设置时被拒绝：6,103 字节/,
    replaced: /Cookie session 失效：被 #\d+ 覆盖，那是 :5080 上的另一个应用/,
    evicted: /Cookie session 失效：#\d+ 使 Cookie 数量超限/,
  },
};

test('a real Chromium loses its cookies, and each row says why, in both languages', async ({ browser }) => {
  test.slow();
  const faults = lostCookieFaults({ maxAgeSeconds: 2 });
  const stage = await startFaultStage(faults);
  const dataDir = temporaryFolder();
  const inspector = await startBrowserMode(dataDir, '--watch', stage.origin, '--watch-port', '0');
  try {
    const app = await watched(inspector);
    await visitAll(faults, stage, app.port);
    const steps = faults.flatMap((fault) => fault.steps);
    await expect.poll(async () => (await app.records()).length).toBeGreaterThanOrEqual(steps.length);
    const records = await app.records();
    for (const locale of LOCALES) {
      const context = await browser.newContext({ locale, timezoneId: 'UTC', viewport: { width: 1600, height: 1300 } });
      const page = await context.newPage();
      await page.goto(inspector.newLink());
      // Each workspace has a separate filter, so the app must be shown before one is typed.
      await expect(rowsOf(page, locale)).toHaveCount(records.length + 1);
      await expectSentences(page, sentencesIn(records, faults, locale), locale);
      await picture(page, `lost-cookies-live-${locale}`);
      await expectEnds(page, locale);
      await context.close();
    }
  } finally {
    await inspector.stop();
    await stage.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

for (const locale of LOCALES) {
  test.describe(`a HAR with all of them, in ${locale}`, () => {
    test.use({ locale });

    test('says why in each row, and shows where each cookie ended, for eyes and keys', async ({ page }) => {
      test.slow();
      const t = wordsOf(locale);
      const faults = lostCookieFaults({ maxAgeSeconds: MAX_AGE_SECONDS });
      await withBrowserMode(async ({ inspector }) => {
        await page.goto(inspector);
        await open(page, locale, harOfFaults(faults, START_MS));
        const steps = faults.flatMap((fault) => fault.steps);
        const rows = page.getByRole('grid', { name: t.live.requests }).getByRole('row');
        await expect(rows).toHaveCount(steps.length + 1);
        await expectEnds(page, locale);
        await picture(page, `lost-cookies-timeline-${locale}`);
        await expectNothingFoundInEachTheme(page, `lost-cookies-${locale}`);

        // The end of a cookie is one step after the mark that made it, and leads to the row that decided.
        const plot = page.getByRole('listbox', { name: t.timelineWords.plot });
        await plot.focus();
        await page.keyboard.press('Home');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        await expect(plot.getByRole('option')).toHaveAccessibleName(SAID[locale].deleted);
        await expect(page.locator('figure')).toContainText(SAID[locale].deleted);
        await page.keyboard.press('Enter');
        await expect(page.getByRole('tab', { name: t.story.tab })).toBeFocused();
        await expect(rows.filter({ hasText: '/promo' })).toHaveAttribute('aria-selected', 'true');

        // So does its sentence in the list.
        await page.getByRole('button', { name: t.timelineWords.asList }).click();
        const lanes = page.getByRole('region', { name: t.timeline.list });
        await lanes.getByRole('listitem').filter({ hasText: SAID[locale].expired }).last().getByRole('link').click();
        await expect(rows.filter({ hasText: 'expired.test/login' })).toHaveAttribute('aria-selected', 'true');
        await expectNothingFoundInEachTheme(page);

        await expectSentences(page, sentencesOfHar(faults, locale), locale);
        await picture(page, `lost-cookies-har-${locale}`);

        // A cleared cookie cannot be predicted: the difference is counted, and links to its row.
        await page.getByRole('navigation').getByRole('link', { name: t.shell.cookies, exact: true }).click();
        await expect(page.getByText(t.cookies.differences.count(1))).toBeVisible();
        await expectNothingFoundInEachTheme(page);
        await page.getByRole('button', { name: t.cookies.differences.show }).click();
        await expect(rows).toHaveCount(2);
        await expect(rows.last()).toContainText('cleared.test/home');
      });
    });
  });
}
