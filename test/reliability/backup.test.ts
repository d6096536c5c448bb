import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { backUp, backupOf } from '../../server/storage/database/recovery/backup.ts';
import { eventually } from '../support/eventually.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { aRecord } from '../support/log-entries.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storageForTest } from '../support/storage.ts';
import { tempDir } from '../support/temp-dir.ts';

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
const backingUp = new URL('../support/backing-up-process.ts', import.meta.url).pathname;

function sidsIn(path: string): Set<unknown> {
  const copy = new Sqlite(path, { readonly: true });
  onTestFinished(() => void copy.close());
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
  return new Set(copy.prepare('SELECT sid FROM sessions').pluck().all());
}

test('5: a copy that is made during writes has every session that was saved before the request for the copy', async () => {
  const { storage } = storageForTest();
  const store = promised(storage.sessionStore);
  const long = 'x'.repeat(3_000);
  await Promise.all(Array.from({ length: 500 }, (_, n) => store.set(`before-${n}`, aSession({ long }))));
  const target = join(tempDir(), 'copy.db');
  let isDone = false;
  const copying = storage.backUp(target).then(() => {
    isDone = true;
  });
  let during = 0;
  for (; !isDone; during++) {
    await store.set(`during-${during}`, aSession({ long }));
    await nextTurn();
  }
  await copying;
  expect(during).toBeGreaterThan(0);
  expect(readdirSync(join(target, '..'))).toEqual(['copy.db']);
  const found = sidsIn(target);
  expect(Array.from({ length: 500 }, (_, n) => `before-${n}`).filter((sid) => !found.has(sid))).toEqual([]);
  expect(modeOf(target)).toBe('600');
});

test('5: a copy that is killed half-way never has its name, and the next one is whole', async () => {
  const { storage, dataDir } = storageForTest();
  const long = 'x'.repeat(60_000);
  for (let n = 0; n < 400; n++) storage.log.append(aRecord({ id: storage.log.takeId(), url: `/${long}` }), () => {});
  await promised(storage.sessionStore).set('a', aSession());
  storage.close();
  const target = join(tempDir(), 'copy.db');
  for (let round = 0; round < 3; round++) {
    const child = spawn(process.execPath, [backingUp, dataDir.database, target]);
    const ended = once(child, 'exit');
    const wantedBytes = 4_000_000 * (round + 1);
    await eventually(() => expect(sizeOf(`${target}.unfinished`)).toBeGreaterThan(wantedBytes));
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(existsSync(target)).toBe(false);
  }
  const database = new Sqlite(dataDir.database);
  await backUp(database, target);
  database.close();
  expect(readdirSync(join(target, '..'))).toEqual(['copy.db']);
  expect(sidsIn(target)).toEqual(new Set(['a']));
});

test('clearing the log removes the backup, which contains the cleared entries', async () => {
  const { storage, dataDir } = storageForTest();
  await storage.backUp(backupOf(dataDir.database));
  await storage.clearLog();
  expect(existsSync(backupOf(dataDir.database))).toBe(false);
});

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
