import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import type { Attribution } from '../../../server/contract/store-evidence.ts';
import { send } from '../../support/http.ts';
import { python } from '../../support/where.ts';
import { expectNothingFound } from '../support/axe.ts';
import { startBrowserMode } from '../support/browser-mode.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsOf } from '../support/words.ts';

const script = join(import.meta.dirname, '../../support/flask-session-app.py');

for (const locale of ['en-US', 'zh-CN'] as const) {
  test.describe(`a watched app with its session store, in ${locale}`, () => {
    test.use({ locale });

    test('what the store holds before and after a request is shown, and to whom the change belongs', async ({
      page,
    }) => {
      test.slow();
      const sessions = temporaryFolder();
      const app = spawn(python, [script, 'filesystem', sessions], { stdio: ['pipe', 'pipe', 'ignore'] });
      const [port] = (await once(createInterface({ input: app.stdout }), 'line')) as [string];
      const options = ['--watch', `http://127.0.0.1:${port}`, '--watch-port', '0', '--store', sessions];
      const inspector = await startBrowserMode(temporaryFolder(), ...options);
      try {
        const { watching } = inspector as unknown as { watching: { open: string }[] };
        const open = watching[0]?.open ?? '';
        const { setCookies } = await send(open, '/set', {});
        await send(open, '/pop', { headers: { Cookie: setCookies[0]?.split(';')[0] ?? '' } });
        const { live, details, story, storeTab, watch } = wordsOf(locale);
        await page.goto(inspector.inspector);
        const row = page.getByRole('grid', { name: live.requests }).getByRole('row').filter({ hasText: '/pop' });
        await row.click();
        // The third lifeline: what the row held, what the request removed, and the row after it.
        const picture = page.getByRole('list', { name: story.picture });
        await expect(picture).toContainText('/pop');
        await expect(picture).toContainText('Alice');
        await page.screenshot({ path: `test-results/store-story-${locale}.png` });
        await page.getByRole('tab', { name: details.tabs.session }).click();
        const panel = page.getByRole('tabpanel', { name: details.tabs.session });
        await expect(panel).toContainText('Alice');
        const card = page.getByRole('region', { name: storeTab.reading.title });
        // On a busy machine the store may take longer than 50 ms, and then the window says that.
        const attribution = (await card.locator('[data-attribution]').getAttribute('data-attribution')) as Attribution;
        await expect(card).toContainText(storeTab.reading.attribution[attribution]);
        await expect(card).toContainText('flask-session-filesystem');
        await page.getByRole('tab', { name: storeTab.tab }).click();
        await expect(card).toContainText('pickle');
        await page.screenshot({ path: `test-results/store-reading-${locale}.png` });
        await expectNothingFound(page);
        // The store is detached, and attached again, in the window.
        const strip = page.getByRole('region', { name: watch.strip });
        await expect(strip).toContainText(watch.storeReading(sessions, 'flask-session-filesystem'));
        await strip.getByRole('button', { name: watch.detachStore }).click();
        await strip.getByRole('button', { name: watch.attachStore }).click();
        await strip.getByRole('textbox', { name: watch.storePlace }).fill(sessions);
        await strip.getByRole('button', { name: watch.save }).click();
        await expect(strip).toContainText(watch.storeReading(sessions, 'flask-session-filesystem'));
      } finally {
        await inspector.stop();
        app.kill();
      }
    });
  });
}
