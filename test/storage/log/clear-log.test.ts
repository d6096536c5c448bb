import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aRecord } from '../../support/log-entries.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { type OpenedStorage, storageForTest } from '../../support/storage.ts';

const canary = 'canary-4f8e1c7a';

/** A log with the canary in short and long entries, so that pages of every kind contain it. */
async function storageWithCanary(): Promise<OpenedStorage> {
  const opened = storageForTest();
  const { storage } = opened;
  for (let n = 0; n < 50; n++) {
    const url = `/${canary}/${'x'.repeat(n % 2 === 0 ? 10 : 9_000)}/${canary}`;
    const sidAfter = `${canary}-${n}`;
    await new Promise((resolve) => storage.log.append(aRecord({ id: storage.log.takeId(), url, sidAfter }), resolve));
  }
  return opened;
}

function filesWithCanary(path: string): string[] {
  return readdirSync(path).filter((name) => readFileSync(join(path, name), 'latin1').includes(canary));
}

test('after clearing the log, no file of the folder contains its entries', async () => {
  const { storage, dataDir } = await storageWithCanary();
  expect(filesWithCanary(dataDir.path)).not.toEqual([]);
  await storage.clearLog();
  expect(storage.logReader.newest(10)).toEqual({ entries: [], hasEarlier: false });
  expect(filesWithCanary(dataDir.path)).toEqual([]);
});

test('clearing the log touches no session', async () => {
  const { storage } = await storageWithCanary();
  await promised(storage.sessionStore).set('a', aSession({ name: 'Admin' }));
  await storage.clearLog();
  expect(await promised(storage.sessionStore).get('a')).toMatchObject({ name: 'Admin' });
});

test('while another program reads the file, the journal waits; then deleted entries disappear from the journal too', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const { storage, dataDir } = await storageWithCanary();
  const reader = new Sqlite(dataDir.database, { readonly: true });
  reader.exec('BEGIN');
  reader.prepare('SELECT count(*) FROM log').get();
  await storage.clearLog();
  expect(storage.logReader.newest(10).entries).toEqual([]);
  expect(filesWithCanary(dataDir.path)).not.toEqual([]);
  reader.close();
  vi.advanceTimersByTime(60_000);
  expect(filesWithCanary(dataDir.path)).toEqual([]);
});

test('a log that cannot be cleared says so', async () => {
  const { storage } = await storageWithCanary();
  storage.close();
  await expect(storage.clearLog()).rejects.toThrow('not open');
});

test('62: after a session was destroyed and the app has ended, no file of the folder contains its data', async () => {
  const { storage, dataDir } = storageForTest();
  const sessions = promised(storage.sessionStore);
  for (let n = 0; n < 20; n++) {
    await sessions.set(`kept-${n}`, aSession({ text: 'x'.repeat(500) }) as never);
    await sessions.set(`gone-${n}`, aSession({ text: `${canary}${'y'.repeat(n * 500)}` }) as never);
  }
  expect(filesWithCanary(dataDir.path)).not.toEqual([]);
  for (let n = 0; n < 20; n++) await sessions.destroy(`gone-${n}`);
  storage.close();
  expect(filesWithCanary(dataDir.path)).toEqual([]);
});
