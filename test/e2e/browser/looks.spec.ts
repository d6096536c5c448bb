/**
 * Every view in every theme and language, large and small: kept as pictures, compared with how they looked before,
 * and checked by axe.
 */
import { expect, type Page, test } from '@playwright/test';
import { type Appearance, appearances } from '../looks/appearances.ts';
import { isMakingBaselines, readBaselines, writeBaselines } from '../looks/baselines.ts';
import { differingPatches, fingerprintOf, openDarkroom } from '../looks/fingerprint.ts';
import { walkThroughViews } from '../looks/views.ts';
import { violationsOn } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { picture, readmePicture } from '../support/pictures.ts';
import { wordsOf } from '../support/words.ts';

for (const locale of ['en-US', 'zh-CN'] as const) {
  const appearancesHere = appearances.filter((each) => each.locale === locale);
  test.describe(locale, () => {
    test.use({ locale });

    test('every view and theme equals its picture and passes the accessibility checks', async ({ page, browser }) => {
      // Some eighty pictures, with a check by axe of each.
      test.setTimeout(900_000);
      const darkroom = await openDarkroom(browser);
      const fingerprints = new Map(appearancesHere.map(({ name }) => [name, {} as Record<string, string>]));
      const violations: unknown[] = [];
      const lookAt = async (view: string, { name, sizes, colorScheme, contrast }: Appearance) => {
        await page.emulateMedia({ colorScheme, contrast });
        const ofAppearance = fingerprints.get(name) ?? {};
        for (const { name: size, ...viewport } of sizes) {
          await page.setViewportSize(viewport);
          await standStill(page);
          const png = await picture(page, `${name}/${view}-${size}`);
          ofAppearance[`${view}-${size}`] = await fingerprintOf(darkroom, png);
        }
        await page.setViewportSize({ width: 1280, height: 800 });
        if (view === 'details-story' && name === 'light-en') await readmePicture(page, 'live');
        violations.push(...(await violationsOn(page)).map((each) => [name, view, ...each]));
      };
      await withBrowserMode(async ({ inspector, site }) => {
        await page.goto(inspector);
        await walkThroughViews(page, site, wordsOf(locale), async (view) => {
          for (const appearance of appearancesHere) await lookAt(view, appearance);
        });
      });
      await darkroom.close();
      expect(violations).toEqual([]);
      for (const [name, seen] of fingerprints) {
        if (isMakingBaselines) writeBaselines(name, seen);
        expect(changesSince(readBaselines(name), seen), name).toEqual({});
      }
    });
  });
}

/** Two frames after the last change of size, so that layout by script has finished. */
async function standStill(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** The pictures that differ in more than a few patches, with the patches; and those that only one of the two has. */
function changesSince(before: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>) {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  const changes = names.map((name) => [name, differingPatches(before[name] ?? '', now[name] ?? '')] as const);
  return Object.fromEntries(changes.filter(([, patches]) => patches.length > 4));
}
