import { chmodSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { prepareDataDir } from '../../../server/base/data-dir.ts';
import { chooseSecrets, fileSecretKeeper } from '../../../server/engines/secrets.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { modeOf } from '../../support/folder-bytes.ts';
import { promised } from '../../support/promised-store.ts';
import { aSession } from '../../support/session-store-contract.ts';
import { storageForTest } from '../../support/storage.ts';
import { tempDir } from '../../support/temp-dir.ts';

function modesIn(path: string): Record<string, string> {
  return Object.fromEntries(readdirSync(path).map((name) => [name, modeOf(join(path, name))]));
}

function withUmask(umask: number): void {
  const before = process.umask(umask);
  onTestFinished(() => void process.umask(before));
}

test.each([0o000, 0o022, 0o077])(
  'under umask %o, only the owner can read the files, including journals',
  async (umask) => {
    withUmask(umask);
    const path = join(tempDir(), 'parent', 'data');
    const { storage, dataDir } = storageForTest({ path });
    chooseSecrets([], fileSecretKeeper(dataDir.secret));
    await promised(storage.sessionStore).set('a', aSession({ name: 'Admin' }));
    expect(modeOf(path)).toBe('700');
    const whileOpen = {
      'in-use.json': '600',
      'in-use.lock': '600',
      'inspector.db': '600',
      'inspector.db-shm': '600',
      'inspector.db-wal': '600',
    };
    expect(modesIn(path)).toEqual({ ...whileOpen, secret: '600' });
    storage.close();
    expect(modesIn(path)).toEqual({ 'in-use.lock': '600', 'inspector.db': '600', secret: '600' });
  },
);

test('files that others could read get mode 0600 at the next start', async () => {
  withUmask(0o000);
  const path = join(tempDir(), 'data');
  const first = storageForTest({ path });
  chooseSecrets([], fileSecretKeeper(first.dataDir.secret));
  first.storage.close();
  for (const name of readdirSync(path)) chmodSync(join(path, name), 0o666);
  chmodSync(path, 0o777);
  const { dataDir } = storageForTest({ path });
  chooseSecrets([], fileSecretKeeper(dataDir.secret));
  expect(modeOf(path)).toBe('700');
  expect(new Set(Object.values(modesIn(path)))).toEqual(new Set(['600']));
});

test('a journal that a killed run left open to others is closed to them too', () => {
  const path = join(tempDir(), 'x.db');
  const first = openDatabase(path).database;
  first.exec('INSERT INTO runs (started_at_ms) VALUES (1)');
  // As after a copy of the folder by a tool that does not keep modes.
  for (const name of ['x.db', 'x.db-wal', 'x.db-shm']) chmodSync(join(path, '..', name), 0o644);
  const second = openDatabase(path).database;
  expect(modesIn(join(path, '..'))).toEqual({ 'x.db': '600', 'x.db-shm': '600', 'x.db-wal': '600' });
  second.close();
  first.close();
});

test('the mode of a shared folder such as /tmp is not changed', () => {
  const path = tempDir();
  chmodSync(path, 0o1777);
  prepareDataDir(path);
  expect(modeOf(path)).toBe('777');
});
