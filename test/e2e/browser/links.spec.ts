/** Traces of a link in a browser, with a separate profile: none of them opens the inspector. */
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import Sqlite from 'better-sqlite3';
import { dataDirAt } from '../../../server/base/data-dir.ts';
import { accessBy } from '../../support/door-token.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor } from '../support/live-view.ts';
import { chromiumLaunchOptions } from '../support/system-chromium.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A browser that keeps its history until it is closed. */
async function withProfile(story: (context: BrowserContext, profile: string) => Promise<void>): Promise<void> {
  const profile = temporaryFolder();
  try {
    await story(await chromium.launchPersistentContext(profile, chromiumLaunchOptions()), profile);
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

function historyOf(profile: string): { url: string; title: string }[] {
  const database = new Sqlite(join(profile, 'Default', 'History'), { readonly: true });
  try {
    return database.prepare<[], { url: string; title: string }>('SELECT url, title FROM urls').all();
  } finally {
    database.close();
  }
}

/** The files of the profile that have this text in them, by their place in it. */
function filesWith(profile: string, text: string): string[] {
  return filesOf(profile).filter((name) => readFileSync(join(profile, name)).includes(text));
}

function filesOf(profile: string): string[] {
  return readdirSync(profile, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(profile, join(entry.parentPath, entry.name)));
}

const tokenOf = (page: Page) => page.evaluate(() => sessionStorage.getItem('inspector-token') ?? 'no token');

test('neither the history nor anything else of the profile has a link that still opens, or the token', async () => {
  await withBrowserMode(async ({ inspector, inspectorOrigin, dataDir }) => {
    await withProfile(async (context, profile) => {
      const page = await context.newPage();
      await page.goto(inspector);
      await expect(actor(page, 'Alice')).toBeVisible();
      const other = await context.newPage();
      await other.goto(pathToFileURL(dataDirAt(dataDir).openingPage).href);
      await expect(actor(other, 'Alice')).toBeVisible();
      const tokens = [await tokenOf(page), await tokenOf(other)];
      expect(new Set(tokens).size).toBe(2);
      for (const each of [page, other]) {
        expect(each.url()).toBe(`${inspectorOrigin}/`);
        expect(await each.content()).not.toContain(await tokenOf(each));
      }
      await context.close();

      const visited = historyOf(profile);
      expect(visited.map(({ url }) => url)).toContain(inspector);
      for (const { url } of visited.filter(({ url }) => url.includes('#code='))) {
        await expect(accessBy(url)).rejects.toThrow('The link was refused: 403');
      }
      for (const token of tokens) {
        expect(visited.filter(({ url, title }) => `${url} ${title}`.includes(token))).toEqual([]);
        // A tab's storage is kept for the tab alone. It is not synchronised, and no page of another origin can read it.
        const elsewhere = filesWith(profile, token).filter((name) => !name.includes('Session Storage'));
        expect(elsewhere).toEqual([]);
      }
    });
  });
});

test('a link from the history does not open the inspector in another tab, and takes it from no tab that has it', async ({
  page,
  context,
}) => {
  await withBrowserMode(async ({ inspector, newLink }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    const other = await context.newPage();
    await other.goto(inspector);
    await expect(other.getByRole('alert')).toContainText('npm run open');
    await expect(actor(other, 'Alice')).toHaveCount(0);

    // Only the part after # changes, so the page is not loaded by that. The window then loads itself again.
    const loadedAgain = page.waitForEvent('load');
    await page.goto(inspector);
    await loadedAgain;
    await expect(actor(page, 'Alice')).toBeVisible();
    await page.reload();
    await expect(actor(page, 'Alice')).toBeVisible();

    await other.goto(newLink());
    await expect(actor(other, 'Alice')).toBeVisible();
  });
});
