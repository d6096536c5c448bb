/** Attaching a session store in the window: columns that a person maps, and the offers of a project's folder. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { storeSessions as en } from '../../../renderer/strings/en/store-sessions.ts';
import { storeSessions as zh } from '../../../renderer/strings/zh/store-sessions.ts';
import { expectNothingFound } from '../support/axe.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { watching } from '../support/watching.ts';
import { wordsOf } from '../support/words.ts';

const ends = Math.floor(Date.now() / 1000) + 3_600;

/** A database with a table that no package makes. */
function ownTable(path: string): void {
  const database = new Sqlite(path);
  database.exec('CREATE TABLE logins (note TEXT, token TEXT PRIMARY KEY, content TEXT, ends INTEGER)');
  database.exec('CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT)');
  database.prepare('INSERT INTO logins VALUES (?, ?, ?, ?)').run('', 'token-1', '{"user":"Alice"}', ends);
  database.close();
}

/** A table as Django makes it. */
function djangoTable(path: string): void {
  const database = new Sqlite(path);
  database.exec('CREATE TABLE django_session (session_key varchar(40), session_data text, expire_date datetime)');
  database.close();
}

for (const [locale, t] of [
  ['en-US', en],
  ['zh-CN', zh],
] as const) {
  test.describe(`attaching a session store, in ${locale}`, () => {
    test.use({ locale });
    const { watch } = wordsOf(locale);
    const stripOf = (page: Page) => page.getByRole('region', { name: watch.strip });

    test('of a table that no package makes, a person chooses the columns', async ({ page }) => {
      const path = join(temporaryFolder(), 'shop.db');
      ownTable(path);
      await watching(async (url) => {
        await page.goto(url);
        const strip = stripOf(page);
        await strip.getByRole('button', { name: watch.attachStore }).click();
        await strip.getByRole('textbox', { name: watch.storePlace }).fill(path);
        await strip.getByRole('button', { name: watch.save }).click();
        await strip.getByRole('button', { name: watch.chooseColumns }).click();
        const choice = (label: string) => strip.getByRole('combobox', { name: label, exact: true });
        await choice(watch.columnsTable).selectOption('logins');
        await choice(watch.columnsKey).selectOption('token');
        await choice(watch.columnsValue).selectOption('content');
        await choice(watch.columnsExpiry).selectOption('ends');
        await expectNothingFound(page);
        await page.screenshot({ path: `test-results/store-columns-${locale}.png` });
        await strip.getByRole('button', { name: watch.columnsRead }).click();
        await page.locator('a[href="#sessions"]').click();
        const row = page.getByRole('grid', { name: t.title }).getByRole('row').filter({ hasText: 'user' });
        await row.click();
        const details = page.getByRole('region', { name: t.detail });
        await expect(details).toContainText('Alice');
        await expect(details).toContainText(t.clocks.counts);
      });
    });

    test('the folder of the project offers its store with the reason, and a press attaches it', async ({ page }) => {
      const project = temporaryFolder();
      const path = join(project, 'db.sqlite3');
      djangoTable(path);
      writeFileSync(join(project, 'settings.py'), '');
      await watching(
        async (url) => {
          await page.goto(url);
          const strip = stripOf(page);
          await strip.getByRole('button', { name: watch.attachStore }).click();
          await expect(strip.getByRole('textbox', { name: watch.projectFolder })).toHaveValue(project);
          await strip.getByRole('button', { name: watch.projectLook }).click();
          await expect(strip).toContainText(watch.projectOffer(path, 'django-db-sqlite', ''));
          await expectNothingFound(page);
          await strip.getByRole('button', { name: watch.projectAttach, exact: true }).click();
          await expect(strip).toContainText(watch.storeReading(path, 'django-db-sqlite'));
        },
        '--project',
        project,
      );
    });
  });
}
