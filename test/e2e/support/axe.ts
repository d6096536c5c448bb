import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { picture } from './pictures.ts';

/** What axe has against the page as it is now: each rule with the elements it is about. */
export async function violationsOn(page: Page): Promise<[rule: string, elements: string[]][]> {
  // The page has no frames, so nothing has to be put together in a page of its own; and only violations are told of.
  // A quarter of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))]);
}

/** The page can be read by everyone, as far as axe can tell. */
export async function expectNothingFound(page: Page): Promise<void> {
  expect(await violationsOn(page)).toEqual([]);
}

/**
 * The same in both themes, of a window that follows the system; and a picture in each. Ends as it began, in the light
 * one.
 */
export async function expectNothingFoundInEachTheme(page: Page, name?: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    if (name !== undefined) await picture(page, `${colorScheme}-${name}`);
    await expectNothingFound(page);
  }
}
