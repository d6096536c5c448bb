/** The Lab as a learner uses it: predict, run, read the evidence in Live, return. */
import { expect, type Page, test } from '@playwright/test';
import { EXPERIMENT_NAMES } from '../../../server/contract/lab/experiments.ts';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { withBrowserMode } from '../support/browser-mode.ts';
import { actor, details, press, requestRows, rowWith } from '../support/live-view.ts';

const all = EXPERIMENT_NAMES.length;

const goTo = (page: Page, view: 'Live' | 'Lab') =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: view }).click();

const open = (page: Page, experiment: string) =>
  page.getByRole('navigation', { name: 'Experiments' }).getByRole('button', { name: experiment }).click();

const steps = (page: Page) => page.getByRole('region', { name: 'Step by step' });

test('predicts a hijack, runs it, and follows its evidence into Live', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(actor(page, 'Alice')).toContainText('The session has been Set');
    await goTo(page, 'Lab');
    await expect(page.getByText(`0 of ${all} run`)).toBeVisible();
    await page.getByRole('radio', { name: 'Admin, as if she were Alice' }).check();
    await page.getByRole('button', { name: 'Run it' }).click();
    await expect(page.getByText('You were right', { exact: true })).toBeVisible();
    await expect(page.getByText(`1 of ${all} run, 1 predicted right`)).toBeVisible();
    await expect(page.getByRole('region', { name: 'The rule' })).toContainText(
      'Any browser that sends the cookie has the session',
    );

    await expect(steps(page).getByRole('listitem')).toHaveCount(4);
    const last = steps(page).getByRole('listitem').last();
    await expect(last).toContainText('Welcome Admin');
    await last.getByRole('link', { name: /^See request \d+ in Live$/ }).click();
    await expect(rowWith(page, 'Mallory (Lab)', '/getsession')).toHaveAttribute('aria-selected', 'true');
    await expect(details(page, 'Story')).toContainText("Mallory (Lab) sent Alice (Lab)'s cookie");

    await press(page, 'Alice', 'Get');
    await expect(actor(page, 'Alice')).toContainText('Welcome Admin');
    await expect(actor(page, 'Mallory')).toContainText('no cookie');

    await page.reload();
    await goTo(page, 'Lab');
    await expect(page.getByText(`1 of ${all} run, 1 predicted right`)).toBeVisible();
    await expect(steps(page)).toContainText('Welcome Admin');
  });
});

test('shows a wrong prediction, and offers the other engine, with the keyboard alone', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Lab');
    await page.getByRole('button', { name: 'Replay' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: 'Server-side', exact: true }).last().focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: 'Client-side', exact: true }).last()).toBeChecked();
    await page.getByRole('radio', { name: /^Anonymous/ }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await expect(page.getByRole('button', { name: 'Run it' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByText('The result was different', { exact: true })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run again' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('radio', { name: /^Anonymous/ })).not.toBeChecked();
    await expect(page.getByText('The result was different', { exact: true })).toBeHidden();
  });
});

test('is cancelled in the middle, and does not begin while recording is paused', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await goTo(page, 'Lab');
    await open(page, 'Three clocks');
    await page.getByRole('button', { name: 'Run without a guess' }).click();
    await expect(page.getByText('Step 3 of 7', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText(/^Cancelled/).first()).toBeVisible();
    await page.getByRole('button', { name: 'press to pause' }).click();
    await expect(page.getByText(/^Recording is paused/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Run without a guess' })).toHaveAttribute('aria-disabled', 'true');
    await page.getByRole('button', { name: 'Record again', exact: true }).click();
    await expect(page.getByText(/^Recording is paused/)).toBeHidden();
    await expect(page.getByRole('button', { name: 'Run without a guess' })).not.toHaveAttribute('aria-disabled');
  });
});

test('its requests are hidden in Live by a switch, and shown again', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await expect(page.getByRole('button', { name: 'Hide requests of the Lab' })).toHaveCount(0);
    await goTo(page, 'Lab');
    await page.getByRole('button', { name: 'Run without a guess' }).click();
    await expect(page.getByRole('button', { name: 'Run again' })).toBeVisible();
    await goTo(page, 'Live');
    const notes = page.getByRole('grid', { name: 'Requests' }).getByText(/^The Lab destroyed session/);
    await expect(notes).toHaveCount(1);
    await page.getByRole('button', { name: 'Hide requests of the Lab' }).click();
    await expect(requestRows(page)).toHaveCount(1);
    await expect(notes).toHaveCount(0);
    await page.getByRole('button', { name: 'Show requests of the Lab' }).click();
    await expect.poll(() => requestRows(page).count()).toBeGreaterThan(3);
  });
});

for (const locale of ['en-GB', 'zh-CN'] as const) {
  test.describe(locale, () => {
    test.use({ locale });

    test('is readable by everyone, before a run and after it', async ({ page }) => {
      // Six checks by axe, a few seconds each on a small machine.
      test.slow();
      await withBrowserMode(async ({ inspector }) => {
        await page.goto(`${inspector}`);
        await page.locator('a[href="#lab"]').click();
        await expect(page.locator('ol > li')).toHaveCount(4);
        await expectNothingFoundInEachTheme(page, `lab-${locale}-1-question`);
        await page.locator('nav ul button').nth(2).click();
        await page.getByRole('radio').last().check();
        await page.locator('main section button').first().click();
        await expect(page.locator('ol > li a')).toHaveCount(5);
        await expectNothingFoundInEachTheme(page, `lab-${locale}-2-outcome`);
        await page.setViewportSize({ width: 960, height: 600 });
        await expectNothingFoundInEachTheme(page, `lab-${locale}-3-smallest`);
      });
    });
  });
}
