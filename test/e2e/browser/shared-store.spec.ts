/** The tutorial site with its sessions in a real Redis: the views on them, and what is said when Redis is gone. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { expect, test } from '@playwright/test';
import { freePort } from '../../support/free-port.ts';
import { send } from '../../support/http.ts';
import { expectNothingFound } from '../support/axe.ts';
import { startBrowserMode } from '../support/browser-mode.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { wordsOf } from '../support/words.ts';

/** A redis-server of this test at a port, which answers when this resolves. */
async function startRedis(port: number): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryFolder(), '--save', ''];
  const redis = spawn('redis-server', options, { stdio: 'ignore' });
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = createConnection({ port, host: '127.0.0.1' });
          socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
          socket.once('connect', () => socket.destroy());
        }),
    )
    .toBe(true);
  return redis;
}

async function end(redis: ChildProcess): Promise<void> {
  const exit = once(redis, 'exit');
  redis.kill('SIGKILL');
  await exit;
}

for (const [locale, colorScheme] of [
  ['en-US', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test.describe(`the site with its sessions in Redis, in ${locale}`, () => {
    test.use({ locale, colorScheme });

    test('its sessions are listed, and the window says when Redis is gone and what the site answers', async ({
      page,
    }) => {
      test.slow();
      const { shell, storage, storeTab, live, appSettings } = wordsOf(locale);
      const port = await freePort();
      const place = `redis://127.0.0.1:${port}`;
      let redis = await startRedis(port);
      const inspector = await startBrowserMode(temporaryFolder(), '--store', place);
      try {
        await send(inspector.site, '/setsession', {});
        await page.goto(inspector.inspector);
        await expect(page.getByText(shell.sessionsIn(place))).toBeVisible();
        const rows = page.getByRole('grid', { name: live.requests }).getByRole('row');
        await rows.filter({ hasText: '/setsession' }).click();
        await page.getByRole('tab', { name: storeTab.tab }).click();
        await expect(page.getByRole('tabpanel', { name: storeTab.tab })).toContainText(storeTab.sql.redis);
        await expect(page.getByRole('tabpanel', { name: storeTab.tab })).toContainText('redis.call');
        await page.screenshot({ path: `test-results/shared-store-call-${locale}.png` });

        await page.getByRole('navigation').getByRole('link', { name: shell.sessions }).click();
        await expect(page.getByText('Username').first()).toBeVisible();
        await page.screenshot({ path: `test-results/shared-store-sessions-${locale}.png` });

        await end(redis);
        const problems = page.getByRole('alert', { name: shell.problems });
        await expect(problems).toContainText(place);
        await expect(problems).toContainText(storage.storeFault.refused);
        expect((await send(inspector.site, '/getsession', {})).status).toBe(503);
        await page.screenshot({ path: `test-results/shared-store-away-${locale}.png` });
        await expectNothingFound(page);

        await page.getByRole('navigation').getByRole('link', { name: shell.settings }).click();
        const field = page.getByRole('textbox', { name: appSettings.site.store });
        await field.fill('redis://:secret@127.0.0.1');
        await expect(page.getByText(appSettings.site.storeWrong)).toBeVisible();
        await field.fill(place);
        await field.press('Enter');
        await expect(page.getByText(appSettings.site.storePassword)).toBeVisible();
        await expect(page.getByText(appSettings.retention.elsewhere).first()).toBeVisible();
        await page.screenshot({ path: `test-results/shared-store-settings-${locale}.png` });

        redis = await startRedis(port);
        await expect(problems).not.toContainText(place);
        expect((await send(inspector.site, '/getsession', {})).body).toBe('Welcome Anonymous');
      } finally {
        await inspector.stop();
        await end(redis);
      }
    });
  });
}
