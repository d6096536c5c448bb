/** The Sessions view over the attached store of a watched app: a folder of pickles of Flask, a table, and Redis. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, type Page, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { storeSessions as en } from '../../../renderer/strings/en/store-sessions.ts';
import { storeSessions as zh } from '../../../renderer/strings/zh/store-sessions.ts';
import { send } from '../../support/http.ts';
import { python } from '../../support/where.ts';
import { expectNothingFound } from '../support/axe.ts';
import { type BrowserMode, startBrowserMode } from '../support/browser-mode.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const script = join(import.meta.dirname, '../../support/flask-session-app.py');
const openOf = (inspector: BrowserMode) =>
  (inspector as unknown as { watching: { open: string }[] }).watching[0]?.open ?? '';

async function showSessions(page: Page, inspector: BrowserMode): Promise<void> {
  await page.goto(inspector.inspector);
  await page.locator('a[href="#sessions"]').click();
}

const rows = (page: Page, title: string) => page.getByRole('grid', { name: title }).locator('tbody').getByRole('row');

for (const [locale, t] of [
  ['en-US', en],
  ['zh-CN', zh],
] as const) {
  test.describe(`the sessions in a store, in ${locale}`, () => {
    test.use({ locale });

    test('a folder of Flask: rows, their content, their bytes, and what is left of a session that ended', async ({
      page,
    }) => {
      test.slow();
      const sessions = temporaryFolder();
      const app: ChildProcess = spawn(python, [script, 'filesystem', sessions], { stdio: ['pipe', 'pipe', 'ignore'] });
      const [port] = (await once(createInterface({ input: app.stdout as NodeJS.ReadableStream }), 'line')) as [string];
      const options = ['--watch', `http://127.0.0.1:${port}`, '--watch-port', '0', '--store', sessions];
      const inspector = await startBrowserMode(temporaryFolder(), ...options);
      try {
        const open = openOf(inspector);
        const { setCookies } = await send(open, '/set', {});
        const cookie = setCookies[0]?.split(';')[0] ?? '';
        // A file whose name is a hash, and whose cookie the log does not have.
        writeFileSync(join(sessions, 'ab'.repeat(16)), 'no session');
        await showSessions(page, inspector);
        await expect(rows(page, t.title)).toHaveCount(2);
        await expect(page.getByRole('button', { name: t.news.names, exact: true })).toBeVisible();
        const own = rows(page, t.title).filter({ has: page.getByText(t.states.logged, { exact: true }) });
        await expect(own).toHaveCount(1);
        await own.click();
        const details = page.getByRole('region', { name: t.detail });
        await expect(details).toContainText('Alice');
        await expect(details).toContainText(t.clocks.counts);
        await expect(details).toContainText('flask-session-filesystem');
        await page.screenshot({ path: `test-results/store-sessions-${locale}.png` });
        await expectNothingFound(page);
        await details.getByRole('tab', { name: t.raw }).click();
        await expect(details).toContainText('00000008');

        // A one-way key is said to be one.
        const other = rows(page, t.title).filter({ has: page.getByText(t.states.unlogged, { exact: true }) });
        await expect(other).toContainText(t.unreadable);
        await other.click();
        await details.getByRole('tab', { name: t.history }).click();
        await expect(details).toContainText(t.noHistoryOneWay);

        // A whole cookie finds the row of its hash.
        await page.getByRole('textbox', { name: t.find.text }).fill(cookie);
        await expect(rows(page, t.title)).toHaveCount(1);
        await rows(page, t.title).first().click();
        await details.getByRole('tab', { name: t.data }).click();
        await expect(details).toContainText('Alice');

        // The row goes, and its last content stays.
        for (const name of readdirSync(sessions)) if (!name.startsWith('abab')) rmSync(join(sessions, name));
        await expect(rows(page, t.title).first()).toContainText(t.states.gone);
        await expect(details.getByRole('status').first()).toContainText(t.absent.noLog.slice(0, 8));
        await expect(details).toContainText('Alice');
        await expectNothingFound(page);
      } finally {
        await inspector.stop();
        app.kill();
      }
    });

    test('a table of 30,000 rows: sorted, filtered and walked by the keyboard, and changed by another program', async ({
      page,
    }) => {
      test.slow();
      const folder = join(temporaryFolder(), 'data');
      mkdirSync(folder);
      const path = join(folder, 'sessions.db');
      const database = new Sqlite(path);
      fill(database, 30_000);
      const app = createServer((_request, response) => response.end('hello'));
      await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
      const { port } = app.address() as AddressInfo;
      const options = ['--watch', `http://127.0.0.1:${port}`, '--watch-port', '0', '--store', path];
      const inspector = await startBrowserMode(temporaryFolder(), ...options);
      try {
        await showSessions(page, inspector);
        await expect(page.getByText(t.shown(30_000, 30_000))).toBeVisible();
        const grid = page.getByRole('grid', { name: t.title });
        await page.getByRole('button', { name: t.columns.bytes }).click();
        await expect(page.getByRole('columnheader', { name: t.columns.bytes })).toHaveAttribute(
          'aria-sort',
          'descending',
        );
        await grid.focus();
        await page.keyboard.press('End');
        await expect(grid.locator('tr[aria-selected="true"]')).toHaveAttribute('data-index', '29999');
        await expect(page.getByRole('region', { name: t.detail })).toContainText('better-sqlite3-session-store');
        await page.keyboard.press('Escape');
        await expect(page.getByRole('region', { name: t.detail })).toHaveCount(0);
        await page.getByRole('textbox', { name: t.find.text }).fill('SID-012345');
        await expect(rows(page, t.title)).toHaveCount(1);
        await expect(page.getByText(t.shown(1, 30_000))).toBeVisible();
        await page.getByRole('textbox', { name: t.find.text }).fill('nobody has this');
        await expect(page.getByText(t.find.none)).toBeVisible();
        await page.getByRole('textbox', { name: t.find.text }).fill('');
        // A change by another program is seen with the next walk. On a busy machine a walk of the table takes seconds,
        // and the next walk begins after five times as long.
        database.prepare('UPDATE sessions SET sess = \'{"cookie":{},"planted":1}\' WHERE sid = \'sid-000007\'').run();
        await page.getByRole('button', { name: t.columns.changed }).click();
        await expect(rows(page, t.title).first()).toContainText('planted', { timeout: 120_000 });
      } finally {
        await inspector.stop();
        app.close();
        database.close();
      }
    });
  });
}

function fill(database: Sqlite.Database, count: number): void {
  database.pragma('journal_mode = WAL');
  database.exec('CREATE TABLE sessions (sid TEXT NOT NULL PRIMARY KEY, sess JSON NOT NULL, expire TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?)');
  database.transaction(() => {
    for (let n = 0; n < count; n++) {
      const value = { cookie: { path: '/' }, user: `visitor ${n}`, note: 'x'.repeat(n % 90) };
      insert.run(
        `sid-${String(n).padStart(6, '0')}`,
        JSON.stringify(value),
        new Date(Date.now() + 3_600_000 + n).toISOString(),
      );
    }
  })();
}
