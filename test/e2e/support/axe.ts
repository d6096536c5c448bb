import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { picture } from './pictures.ts';

/** The violations that axe finds in the page: each rule with its elements. */
export async function violationsOn(page: Page): Promise<[rule: string, elements: string[]][]> {
  // The page has no frames, so the results need not be merged in a separate page, and only violations are reported.
  // This takes a quarter of the time.
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'] })
    .analyze();
  return violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))]);
}

/** Expects a page without accessibility violations, as far as axe can detect them. */
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
