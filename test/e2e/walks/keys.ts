import { expect, type Locator, type Page } from '@playwright/test';

/** More than any view has between two places that follow each other. */
const mostTabs = 80;

/** Goes to an element by Tab alone, as somebody does who has no mouse; fails where Tab does not lead to it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < mostTabs; presses++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  await expect(target, 'reached by Tab').toBeFocused();
}

/** Goes to an element by Tab and presses a key there. */
export async function pressAt(page: Page, target: Locator, key: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}
