/** The terms of a Story open their explanation in place, by pointer and by keys, in each language. */
import { expect, test } from '@playwright/test';
import { expectNothingFound } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { requestRows } from '../support/live-view.ts';
import { type Locale, wordsOf } from '../support/words.ts';

for (const locale of ['en-US', 'zh-CN'] satisfies Locale[]) {
  test.describe(locale, () => {
    test.use({ locale });

    test('each term of a story opens its meaning, by keys and by pointer', async ({ page }) => {
      const t = wordsOf(locale);
      await withBrowserMode(async ({ inspector }) => {
        await page.goto(inspector);
        await page.getByRole('button', { name: t.live.emptyButton('Alice') }).click();
        await requestRows(page, t.live.requests).click();
        const story = page.getByRole('tabpanel', { name: t.story.tab });
        const terms = story.getByRole('button', { description: t.story.meaningHint });
        // Cookie, session, handler, set, store and Set-Cookie of the lead; the five questions and words of their
        // answers.
        await expect.poll(() => terms.count()).toBeGreaterThanOrEqual(11);

        const meaning = page.getByRole('dialog');
        for (const term of await terms.all()) {
          await term.press('Enter');
          await expect(meaning).toBeVisible();
          expect((await meaning.innerText()).length).toBeGreaterThan(20);
          await page.keyboard.press('Escape');
          await expect(meaning).toBeHidden();
          await expect(term).toBeFocused();
        }
        // So quick that the focus is still on the word.
        await terms.first().press('Enter');
        await page.keyboard.press('Escape');
        await expect(meaning).toBeHidden();
        // Esc closed the meaning alone: the story is still there.
        await expect(story).toBeVisible();

        await terms.first().click();
        await expect(meaning).toBeVisible();
        await expectNothingFound(page);
        await meaning.getByRole('button', { name: t.commands.titles['show-words'] }).click();
        await expect(page.getByRole('dialog', { name: t.commands.titles['show-words'] })).toBeVisible();
      });
    });
  });
}
