/**
 * The filter in the desktop window. The Electron of a closed network has an SQLite that must not be shared, so it
 * searches without an index there; the bundle's search thread, which a newer one uses, is run beside it on a log of
 * its own.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from '@playwright/test';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { withDesktop } from '../support/desktop-app.ts';
import { press, requestRows } from '../support/live-view.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('finds matching entries, and adds new ones', async () => {
  await withDesktop(async ({ page }) => {
    await press(page, 'Alice', 'Set');
    await press(page, 'Bob', 'Get');
    await expect(requestRows(page)).toHaveCount(2);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('session.Username:Admin');
    await expect(requestRows(page)).toHaveCount(1);
    await press(page, 'Alice', 'Get');
    await expect(requestRows(page)).toHaveCount(2);
    await page.getByRole('button', { name: 'Clear the filter' }).first().click();
    await expect(requestRows(page)).toHaveCount(3);
  });
});

test('the search thread of the bundle keeps an index and answers', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'inspector.db');
  const { database } = openDatabase(path);
  database
    .prepare("INSERT INTO log (id, kind, at_ms, entry_json) VALUES (1, 'notice', 0, ?)")
    .run(JSON.stringify({ kind: 'notice', id: 1, atMs: 0, notice: { code: 'recording-paused' } }));
  const bundled = join(import.meta.dirname, '../../../out/main/search-worker.js');
  const worker = new Worker(bundled, { workerData: { database: { path, identity: null }, folder } });
  worker.postMessage({ type: 'search', number: 1, query: { filter: 'kind:notice', limit: 10 } });
  const [news] = await once(worker, 'message');
  expect(news).toMatchObject({ type: 'answer', number: 1, answer: { ok: true, matched: 1, isComplete: true } });
  worker.postMessage({ type: 'close' });
  await once(worker, 'exit');
  database.close();
});
