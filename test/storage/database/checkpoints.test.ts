import { readdirSync, statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { aRecord } from '../../support/log-entries.ts';
import { type OpenedStorage, storageForTest } from '../../support/storage.ts';

/** Writes records of a given size for a given time, one commit in each turn. */
async function write({ storage }: OpenedStorage, goesOn: (written: number) => boolean): Promise<number> {
  let written = 0;
  const url = `/?${'x'.repeat(8_000)}`;
  for (; goesOn(written); written++) {
    await new Promise<void>((resolve, reject) => {
      storage.log.append(aRecord({ id: storage.log.takeId(), url }), (error) => (error ? reject(error) : resolve()));
      storage.sessionStore.destroy('nobody');
    });
  }
  return written;
}

test('commits are copied into the database while the site runs, and the journal starts over', async () => {
  const opened = storageForTest();
  const journal = `${opened.dataDir.database}-wal`;
  const written = await write(opened, (count) => count < 16_000);
  const bytesWritten = written * 8_000;
  expect(statSync(journal).size).toBeLessThan(bytesWritten * 0.75);
  await eventually(() => expect(statSync(opened.dataDir.database).size).toBeGreaterThan(bytesWritten / 2));
  expect(opened.reports).toEqual([]);
});

test('closing during a checkpoint leaves one complete file and no journal', async () => {
  const opened = storageForTest();
  const written = await write(opened, (count) => count < 1_500);
  opened.storage.close();
  expect(readdirSync(opened.dataDir.path).sort()).toEqual(['in-use.lock', 'inspector.db']);
  const database = new Sqlite(opened.dataDir.database, { readonly: true });
  expect(database.prepare('SELECT count(*) FROM log').pluck().get()).toBe(written);
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
});
