/** The export dialog, from the choice to the file, and the page of a report, with the keyboard alone. */
import { readFileSync, rmSync } from 'node:fs';
import { type Download, expect, type Locator, type Page, test } from '@playwright/test';
import { aRecord } from '../../support/log-entries.ts';
import { expectNothingFoundInEachTheme } from '../support/axe.ts';
import { startBrowserMode, withBrowserMode } from '../support/browser-mode.ts';
import { filledFolder } from '../support/filled-folder.ts';
import { actor, press, requestRows, sidOf } from '../support/live-view.ts';
import { picture } from '../support/pictures.ts';

async function openDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Export', exact: true }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Export' });
  await expect(dialog).toBeVisible();
  return dialog;
}

async function save(page: Page, dialog: Locator): Promise<{ download: Download; text: string }> {
  const button = dialog.getByRole('button', { name: /^Save/ });
  await expect(button).not.toHaveAttribute('aria-disabled', 'true');
  const [download] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
  return { download, text: readFileSync(await download.path(), 'utf8') };
}

test('the matches of a filter are previewed exactly as in the file, and saved with the keyboard alone', async ({
  page,
}) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    for (const [name, action] of [
      ['Alice', 'Set'],
      ['Bob', 'Set'],
      ['Bob', 'Get'],
    ] as const) {
      const before = await requestRows(page).count();
      await press(page, name, action);
      await expect(requestRows(page)).toHaveCount(before + 1);
    }
    const sid = await sidOf(page, 'Bob');
    await page.getByRole('combobox', { name: /filter/i }).fill('actor:Bob');
    await expect(requestRows(page)).toHaveCount(2);

    const dialog = await openDialog(page);
    await expect(dialog.getByRole('radio', { name: 'What the filter finds' })).toBeChecked();
    const preview = dialog.getByRole('region', { name: 'How the file begins' });
    await expect(preview).toContainText('"scope":"filter"');
    await expect(dialog).toContainText('2 entries · about');
    await expect(preview).not.toContainText(sid);
    const shown = await preview.locator('bdi').allInnerTexts();
    const { download, text } = await save(page, dialog);
    expect(download.suggestedFilename()).toMatch(/-filtered\.ndjson$/);
    const lines = text.split('\n');
    for (const [place, line] of shown.entries()) expect(lines[place]?.slice(0, line.length)).toBe(line);
    expect([text.includes('"name":"Bob"'), text.includes('"name":"Alice"'), text.includes(sid)]).toEqual([
      true,
      false,
      false,
    ]);
    await expect(dialog).toContainText('is saved');
    await expect(dialog).toContainText('2 entries in it.');
    await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  });
});

test('the preview follows the choices, secrets take a word of warning, and the format is remembered', async ({
  page,
}) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    const sid = await sidOf(page, 'Alice');
    let dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: 'CSV' }).press('Space');
    const preview = dialog.getByRole('region', { name: 'How the file begins' });
    await expect(preview).toContainText('id,kind,time,actor');
    await expect(preview).not.toContainText(sid);
    await dialog.getByRole('checkbox', { name: /secrets/ }).press('Space');
    await expect(dialog).toContainText('can take over every session in it');
    await expect(preview).toContainText(sid);
    const { download, text } = await save(page, dialog);
    expect([download.suggestedFilename().includes('-with-secrets'), text.includes(sid)]).toEqual([true, true]);
    await dialog.getByRole('button', { name: 'Close' }).press('Enter');
    await page.reload();
    await expect(actor(page, 'Alice')).toBeVisible();
    dialog = await openDialog(page);
    await expect(dialog.getByRole('radio', { name: 'CSV' })).toBeChecked();
    await expect(dialog.getByRole('checkbox', { name: /secrets/ })).not.toBeChecked();
  });
});

test('an empty log, and a filter without matches, show a message and cannot be saved', async ({ page }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    await expect(actor(page, 'Alice')).toBeVisible();
    let dialog = await openDialog(page);
    await expect(dialog).toContainText('The log is empty');
    await expect(dialog).toContainText('No filter is set');
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
    await picture(page, 'export-empty');
    await page.keyboard.press('Escape');
    await press(page, 'Alice', 'Set');
    await expect(requestRows(page)).toHaveCount(1);
    await page.getByRole('combobox', { name: /filter/i }).fill('nowhere');
    await expect(page.getByText('Nothing in the log matches this filter.')).toBeVisible();
    dialog = await openDialog(page);
    await expect(dialog).toContainText('Nothing in the log matches this filter.');
    await expect(dialog.getByRole('button', { name: 'Save' })).toHaveAttribute('aria-disabled', 'true');
  });
});

test('a long export says how far it is, and is cancelled', async ({ page }) => {
  test.slow();
  const headers: [string, string][] = Array.from({ length: 12 }, (_, n) => [`X-Header-${n}`, 'v'.repeat(60)]);
  const startMs = Date.now() - 100_000;
  const folder = await filledFolder(100_000, (id) =>
    aRecord({ id, arrivedAtMs: startMs + id, url: `/page/${id}`, requestHeaders: headers, responseHeaders: headers }),
  );
  const inspector = await startBrowserMode(folder);
  try {
    await page.goto(inspector.inspector);
    await expect(requestRows(page).first()).toBeVisible();
    const dialog = await openDialog(page);
    await dialog.getByRole('radio', { name: 'HAR' }).press('Space');
    await expect(dialog).toContainText('about 100,000 entries');
    const button = dialog.getByRole('button', { name: 'Save' });
    await expect(button).not.toHaveAttribute('aria-disabled', 'true');
    const [download] = await Promise.all([page.waitForEvent('download'), button.press('Enter')]);
    await expect(dialog.getByRole('progressbar')).toBeVisible();
    await expect(dialog).toContainText(/of about 100,\d{3} entries/);
    await picture(page, 'export-running');
    await dialog.getByRole('button', { name: 'Cancel the export' }).press('Enter');
    await expect(dialog).toContainText('Cancelled');
    await picture(page, 'export-cancelled');
    expect(await download.failure()).not.toBeNull();
    await dialog.getByRole('button', { name: 'Export another' }).press('Enter');
    await expect(dialog.getByRole('radio', { name: 'HAR' })).toBeChecked();
  } finally {
    await inspector.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

test('a report on a session is one self-contained page without accessibility errors', async ({ page, context }) => {
  await withBrowserMode(async ({ inspector }) => {
    await page.goto(inspector);
    for (const action of ['Set', 'Get', 'Pop'] as const) {
      const before = await requestRows(page).count();
      await press(page, 'Alice', action);
      await expect(requestRows(page)).toHaveCount(before + 1);
    }
    const sid = await sidOf(page, 'Alice');
    await page.getByRole('navigation').getByRole('link', { name: 'Sessions' }).click();
    await page.getByRole('grid', { name: 'Sessions' }).getByRole('row').filter({ hasText: 'Alice' }).click();
    await page.getByRole('button', { name: 'Report…' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Export' });
    await expect(dialog.getByRole('radio', { name: 'One session' })).toBeChecked();
    await expect(dialog).toContainText('3 entries');
    await dialog.getByRole('textbox', { name: 'Title' }).fill('My <first> session');
    await dialog.getByRole('textbox', { name: 'Your name' }).fill('Ada Lovelace');
    await expectNothingFoundInEachTheme(page, 'export-report');
    const { download, text } = await save(page, dialog);
    expect(download.suggestedFilename()).toMatch(/^session-report-[\d-]+\.html$/);
    expect(text).not.toContain(sid);

    const report = await context.newPage();
    const refused: string[] = [];
    report.on('console', (message) => refused.push(message.text()));
    await report.route('**', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: text }));
    await report.goto('https://report.test/');
    await expect(report.getByRole('heading', { level: 1 })).toHaveText('My <first> session');
    await expect(report.getByText('Ada Lovelace')).toBeVisible();
    await expect(report.locator('.entry')).toHaveCount(3);
    await expect(report.locator('.entry').last()).toContainText('removed Username');
    await expect(report.getByRole('img')).toBeVisible();
    await expect(report.getByText('The data that a site keeps about one browser')).toBeVisible();
    await expectNothingFoundInEachTheme(report, 'report');
    expect(refused).toEqual([]);
  });
});
