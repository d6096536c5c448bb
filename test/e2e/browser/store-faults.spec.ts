/** What the window says while the session store of a watched app cannot be read, and *Try again*. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { createClient } from '@redis/client';
import { storeWhySentence } from '../../../server/contract/store-why.ts';
import { freePort } from '../../support/free-port.ts';
import { expectNothingFound } from '../support/axe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watching } from '../support/watching.ts';
import { wordsOf } from '../support/words.ts';

interface Redis {
  readonly port: number;
  send(...command: string[]): Promise<unknown>;
  end(): Promise<void>;
}

/** A redis-server with a password, and a client of the test that knows it. */
async function redisWithPassword(password: string): Promise<Redis> {
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', temporaryFolder(), '--save', ''];
  const server: ChildProcess = spawn('redis-server', [...options, '--requirepass', password], { stdio: 'ignore' });
  const client = createClient({ url: `redis://127.0.0.1:${port}`, password });
  client.on('error', () => {});
  // Tries again until the server listens.
  await client.connect();
  return {
    port,
    send: (...command) => client.sendCommand(command),
    async end() {
      client.destroy();
      const exit = once(server, 'exit');
      server.kill('SIGKILL');
      await exit;
    },
  };
}

for (const [locale, colorScheme] of [
  ['en-US', 'light'],
  ['zh-CN', 'dark'],
] as const) {
  test.describe(`a session store that cannot be read, in ${locale}`, () => {
    test.use({ locale, colorScheme });
    const { watch, storeWhy, storeSessions } = wordsOf(locale);
    const stripOf = (page: Page) => page.getByRole('region', { name: watch.strip });
    const attach = async (page: Page, where: string) => {
      const strip = stripOf(page);
      await strip.getByRole('button', { name: watch.attachStore }).click();
      await strip.getByRole('textbox', { name: watch.storePlace }).fill(where);
      await strip.getByRole('button', { name: watch.save }).click();
    };

    test('after a wrong password and a missing right, Try again reads it as soon as the server allows it', async ({
      page,
    }) => {
      test.slow();
      const redis = await redisWithPassword('right');
      try {
        await redis.send('SET', 'sess:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '{"cookie":{"originalMaxAge":1000}}');
        await watching(async (url) => {
          await page.goto(url);
          const strip = stripOf(page);
          const again = strip.getByRole('button', { name: watch.tryStoreAgain });
          await attach(page, `redis://:wrong@127.0.0.1:${redis.port}`);
          const place = `redis://127.0.0.1:${redis.port}`;
          await expect(strip).toContainText(storeWhySentence({ reason: 'password', place }, storeWhy));
          await expect(strip).toContainText(watch.storeTried(false));
          expect((await strip.textContent())?.split(place).length, 'the address is there once').toBe(2);
          await page.screenshot({ path: `test-results/store-password-${locale}.png` });
          await expectNothingFound(page);
          await again.click();
          await expect(strip).toContainText(new RegExp(watch.storeRetried(0, true).replace(/[\d:]{8}/, '[\\d:]{8}')));
          await redis.send('CONFIG', 'SET', 'requirepass', 'wrong');
          await again.click();
          await expect(strip).toContainText(watch.storeReading(place, 'connect-redis'));

          await strip.getByRole('button', { name: watch.detachStore }).click();
          await redis.send('ACL', 'SETUSER', 'reader', 'on', '>secret', '~*', '+@connection', '+dbsize');
          await attach(page, `redis://reader:secret@127.0.0.1:${redis.port}`);
          const ofReader = `redis://reader@127.0.0.1:${redis.port}`;
          await expect(strip).toContainText(storeWhySentence({ reason: 'redis-rights', place: ofReader }, storeWhy));
          await expect(strip).toContainText(watch.storeTried(false));
          await page.screenshot({ path: `test-results/store-rights-${locale}.png` });
          await redis.send('ACL', 'SETUSER', 'reader', '+@read');
          await again.click();
          await expect(strip).toContainText(watch.storeReading(ofReader, 'connect-redis'));
        });
      } finally {
        await redis.end();
      }
    });

    test('a value that would run a program stays named in red while its folder is away', async ({ page }) => {
      test.slow();
      const sessions = join(temporaryFolder(), 'sessions');
      mkdirSync(sessions);
      // As Flask-Session names and writes its files: the end, and a pickle that would call posix.system.
      const pickle = '\0\0\0\0\x80\x02}U\x04cartcposix\nsystem\nU\x04true\x85Rs.';
      writeFileSync(join(sessions, 'ab'.repeat(16)), Buffer.from(pickle, 'latin1'));
      await watching(
        async (url) => {
          await page.goto(url);
          await page.locator('a[href="#sessions"]').click();
          const row = page.getByRole('grid', { name: storeSessions.title }).locator('tbody').getByRole('row');
          await expect(row.locator('[data-danger]')).toBeVisible();
          await row.click();
          const details = page.getByRole('region', { name: storeSessions.detail });
          const danger = storeSessions.dangerous('posix.system');
          await expect(details).toContainText(danger);
          renameSync(sessions, `${sessions}-elsewhere`);
          const why = storeWhySentence({ reason: 'path-missing', place: sessions }, storeWhy);
          await expect(page.getByRole('alert').filter({ hasText: why })).toBeVisible();
          await expect(details.getByRole('status').filter({ hasText: why })).toBeVisible();
          await expect(details).toContainText(danger);
          await expect(row.locator('[data-danger]')).toBeVisible();
          await page.screenshot({ path: `test-results/store-away-danger-${locale}.png` });
          await expectNothingFound(page);
          renameSync(`${sessions}-elsewhere`, sessions);
          await expect(page.getByText(why)).toHaveCount(0);
        },
        '--store',
        `${sessions}?kind=flask-session-filesystem`,
      );
    });
  });
}
