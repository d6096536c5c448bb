/** The whole way by keys alone, in each language, in a browser. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { withBrowserMode } from '../support/browser-mode.ts';
import { type Locale, wordsOf } from '../support/words.ts';
import { walkFromStartToExport } from '../walks/from-start-to-export.ts';

for (const locale of ['en-US', 'zh-CN'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('from the start to an export without a mouse', async ({ page }) => {
      test.slow();
      await withBrowserMode(async ({ inspector }) => {
        await page.goto(inspector);
        await expect(page.getByRole('group', { name: 'Alice', exact: true })).toBeVisible();
        const download = page.waitForEvent('download');
        await walkFromStartToExport(page, wordsOf(locale));
        const text = readFileSync(await (await download).path(), 'utf8');
        for (const url of ['/setsession', '/getsession', '/popsession']) expect(text).toContain(url);
      });
    });
  });
}
