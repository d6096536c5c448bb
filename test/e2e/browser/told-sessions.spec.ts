/** An Express app with session-inspector/express in the window: why it decided, and the store in its memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, type Page, test } from '@playwright/test';
import { storeSessions as en } from '../../../renderer/strings/en/store-sessions.ts';
import { storeSessions as zh } from '../../../renderer/strings/zh/store-sessions.ts';
import { send } from '../../support/http.ts';
import { expectNothingFound } from '../support/axe.ts';
import { startBrowserMode } from '../support/browser-mode.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsOf } from '../support/words.ts';

const script = join(import.meta.dirname, '../../support/telling-app.ts');
const rows = (page: Page, title: string) => page.getByRole('grid', { name: title }).locator('tbody').getByRole('row');

for (const [locale, t, colorScheme] of [
  ['en-US', en, 'light'],
  ['zh-CN', zh, 'dark'],
] as const) {
  test.describe(`an app that tells its sessions, in ${locale}`, () => {
    test.use({ locale, colorScheme });

    test('a row shows the rules that decided, and the Sessions view lists MemoryStore', async ({ page }) => {
      const { live, story, watch } = wordsOf(locale);
      const dataDir = temporaryFolder();
      const env = { ...process.env, SESSION_INSPECTOR_DATA_DIR: dataDir };
      const app = spawn(process.execPath, [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
      const ended = once(app, 'exit');
      const [port] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
      // A session from before the inspector, of which its log knows nothing.
      await send(`http://127.0.0.1:${port}`, '/login?user=Bob', {});
      const options = ['--watch', `http://127.0.0.1:${port}`, '--watch-port', '0'];
      const inspector = await startBrowserMode(dataDir, ...options);
      try {
        await page.goto(inspector.inspector);
        // The app looks for an inspector once a second.
        const strip = page.getByRole('region', { name: watch.strip });
        await expect(strip).toContainText(watch.tellingStore('MemoryStore', 'connect.sid'));
        const open = (inspector as unknown as { watching: { open: string }[] }).watching[0]?.open ?? '';
        const { setCookies } = await send(open, '/login?user=Alice', {});
        const headers = { Cookie: setCookies[0]?.split(';')[0] ?? '' };
        await page.getByRole('grid', { name: live.requests }).getByRole('row').filter({ hasText: '/login' }).click();
        const why = page.getByRole('table', { name: story.why });
        await expect(why.locator('tbody').getByRole('row')).toHaveCount(5);
        await page.screenshot({ path: `test-results/told-story-${locale}.png` });

        await page.locator('a[href="#sessions"]').click();
        await expect(rows(page, t.title)).toHaveCount(2);
        await expect(page.getByRole('button', { name: t.news.app, exact: true })).toBeVisible();
        const details = page.getByRole('region', { name: t.detail });
        await rows(page, t.title).filter({ hasText: t.states.unlogged }).click();
        await expect(details).toContainText('Bob');
        const own = rows(page, t.title).filter({ has: page.getByText(t.states.logged, { exact: true }) });
        await own.click();
        await expect(details).toContainText('Alice');
        await expect(details).toContainText(t.clocks.counts);
        await page.screenshot({ path: `test-results/told-sessions-${locale}.png` });
        await expectNothingFound(page);

        // Live: the same row after another request, and after its end.
        await send(open, '/login?user=Carol', { headers });
        await expect(details).toContainText('Carol');
        await send(open, '/logout', { headers });
        await expect(rows(page, t.title).filter({ hasText: t.states.gone })).toHaveCount(1);
        await expect(details).toContainText('Carol');
      } finally {
        await inspector.stop();
        app.stdin.end();
        await ended;
      }
    });
  });
}
