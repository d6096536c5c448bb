import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dataDirAt } from '../../../server/base/data-dir.ts';
import { DatabaseTooNew, DataDirInUse } from '../../../server/base/errors.ts';
import { lockInstance } from '../../../server/storage/database/instance-lock.ts';
import { migrations } from '../../../server/storage/database/migrate.ts';
import { storageForTest } from '../../support/storage.ts';
import { tempDir } from '../../support/temp-dir.ts';

const holderScript = new URL('../../support/storage-holder.ts', import.meta.url).pathname;

/** Another process that has the storage of a folder open. */
async function holderOf(path: string): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn(process.execPath, [holderScript, path]);
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('open\n');
  return child;
}

test('a second process is refused with a sentence that names the folder, and changes nothing', () => {
  const { storage, dataDir } = storageForTest();
  expect(() => storageForTest({ path: dataDir.path })).toThrow(new DataDirInUse(dataDir.path));
  expect(storage.sessions.count(0)).toBe(0);
});

test.each([
  ['is deleted', (lock: string) => rmSync(lock)],
  ['is renamed', (lock: string) => renameSync(lock, `${lock}.old`)],
  [
    'is replaced by another file',
    (lock: string) => {
      writeFileSync(`${lock}.new`, '');
      renameSync(`${lock}.new`, lock);
    },
  ],
])('another process is refused although the lock file of the running one %s', async (_name, change) => {
  const path = join(tempDir(), 'data');
  const holder = await holderOf(path);
  const { lock, database } = dataDirAt(path);
  change(lock);
  const before = statSync(database);
  expect(() => storageForTest({ path })).toThrow(new DataDirInUse(path));
  expect(() => storageForTest({ path })).toThrow(new DataDirInUse(path));
  expect(statSync(database)).toMatchObject({ ino: before.ino, size: before.size });

  const ended = once(holder, 'exit');
  holder.stdin.end();
  expect(await ended).toEqual([0, null]);
  expect(storageForTest({ path }).storage.unfinishedRun).toBeNull();
});

test('without its lock file the folder of a killed process is free immediately', async () => {
  const path = join(tempDir(), 'data');
  const holder = await holderOf(path);
  rmSync(dataDirAt(path).lock);
  const killed = once(holder, 'exit');
  holder.kill('SIGKILL');
  await killed;
  expect(storageForTest({ path }).storage.unfinishedRun).not.toBeNull();
});

test.each(['SIGKILL', 'end'] as const)(
  'a program that reads the database does not prevent a start, after %s',
  async (how) => {
    const path = join(tempDir(), 'data');
    const holder = await holderOf(path);
    const ended = once(holder, 'exit');
    if (how === 'end') holder.stdin.end();
    else holder.kill(how);
    await ended;
    const viewer = new Sqlite(dataDirAt(path).database);
    onTestFinished(() => void viewer.close());
    expect(viewer.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(1);
    const { storage } = storageForTest({ path });
    expect(storage.state).toEqual({ state: 'kept' });
    expect(viewer.prepare('SELECT count(*) FROM log').pluck().get()).toBe(0);
  },
);

test('the folder is free again after closing', () => {
  const { storage, dataDir } = storageForTest();
  storage.close();
  storageForTest({ path: dataDir.path });
});

test('a start that failed leaves the folder free', () => {
  const { dataDir, storage } = storageForTest();
  storage.close();
  const newer = new Sqlite(dataDir.database);
  newer.pragma(`user_version = ${migrations.length + 1}`);
  newer.close();
  // Without a place for a temporary database there is nothing left to start with.
  vi.stubEnv('TMPDIR', join(dataDir.path, 'nowhere'));
  expect(() => storageForTest({ path: dataDir.path })).toThrow(DatabaseTooNew);
  vi.unstubAllEnvs();
  lockInstance(dataDir.lock, dataDir.path).release();
});

test('another process is refused while this one has the folder, and gets it afterwards', async () => {
  const { storage, dataDir } = storageForTest();
  const refused = spawn(process.execPath, [holderScript, dataDir.path]);
  let stderr = '';
  refused.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  expect((await once(refused, 'close'))[0]).not.toBe(0);
  expect(stderr).toContain(`Another Session Inspector is using ${dataDir.path}`);
  storage.close();
  await holderOf(dataDir.path);
});

test('the folder of a killed process is free immediately', async () => {
  const path = join(tempDir(), 'data');
  const holder = await holderOf(path);
  expect(() => storageForTest({ path })).toThrow(DataDirInUse);
  const killed = once(holder, 'exit');
  holder.kill('SIGKILL');
  expect(await killed).toEqual([null, 'SIGKILL']);
  expect(storageForTest({ path }).storage.unfinishedRun).not.toBeNull();
});

test('the folder of a process that ended well is free, and its run is closed', async () => {
  const path = join(tempDir(), 'data');
  const holder = await holderOf(path);
  const ended = once(holder, 'exit');
  holder.stdin.end();
  expect(await ended).toEqual([0, null]);
  expect(storageForTest({ path }).storage.unfinishedRun).toBeNull();
});
