import { existsSync, readdirSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { aRecord } from '../support/log-entries.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storageForTest } from '../support/storage.ts';

const minute = 60_000;
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('sessions, log and jars are there again after a restart', async () => {
  const first = storageForTest();
  await promised(first.storage.sessionStore).set('a', aSession({ name: 'Admin' }));
  const record = aRecord({ id: first.storage.log.takeId() });
  first.storage.log.append(record, () => {});
  first.storage.actorJars.save('alice', { cookies: [1] }, 0);
  first.storage.close();

  const { storage } = storageForTest({ path: first.dataDir.path });
  expect(await promised(storage.sessionStore).get('a')).toMatchObject({ name: 'Admin' });
  expect(storage.logReader.newest(10).entries).toEqual([record]);
  expect([storage.actorJars.load('alice'), storage.actorJars.load('bob')]).toEqual([{ cookies: [1] }, null]);
});

test('closing commits the waiting writes, calls back, and leaves no journal', () => {
  const { storage, dataDir } = storageForTest();
  let answers = 0;
  storage.sessionStore.set('a', aSession() as never, () => answers++);
  storage.log.append(aRecord({ id: storage.log.takeId() }), () => answers++);
  storage.close();
  expect(answers).toBe(2);
  expect(readdirSync(dataDir.path).sort()).toEqual(['in-use.lock', 'inspector.db']);
  const database = new Sqlite(dataDir.database, { readonly: true });
  expect(database.prepare('SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM log)').raw().get()).toEqual([
    1, 1,
  ]);
  database.close();
});

test('closing twice is closing once, and a call after it is answered with an error', async () => {
  const { storage, reports } = storageForTest();
  storage.close();
  storage.close();
  await expect(promised(storage.sessionStore).set('a', aSession())).rejects.toThrow('not open');
  expect(reports).toEqual([]);
});

test('closing right after opening, with much to remove, reports nothing', async () => {
  const clock = new ManualClock();
  const first = storageForTest({ clock });
  const sessions = promised(first.storage.sessionStore);
  const expiring = aSession({}, { expires: new Date(clock.now() + minute) });
  await Promise.all(Array.from({ length: 450 }, (_, n) => sessions.set(`sid-${n}`, expiring)));
  first.storage.close();
  clock.advance(minute);
  const { storage, reports } = storageForTest({ path: first.dataDir.path, clock });
  storage.close();
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  expect(reports).toEqual([]);
});

test('closing on a full disk still releases the folder', () => {
  const { storage, dataDir, reports } = storageForTest();
  const hindrance = new Sqlite(dataDir.database);
  hindrance.exec("CREATE TRIGGER refuse BEFORE UPDATE ON runs BEGIN SELECT RAISE(ABORT, 'no room'); END");
  storage.close();
  expect(reports).toEqual(['closing the log: no room']);
  hindrance.exec('DROP TRIGGER refuse');
  hindrance.close();
  expect(existsSync(`${dataDir.database}-wal`)).toBe(false);
  expect(storageForTest({ path: dataDir.path }).storage.unfinishedRun).not.toBeNull();
});

test('expired sessions are removed at the start and reported', async () => {
  const clock = new ManualClock();
  const first = storageForTest({ clock });
  const sessions = promised(first.storage.sessionStore);
  for (let n = 0; n < 450; n++)
    void sessions.set(`old-${n}`, aSession({}, { expires: new Date(clock.now() + minute) }));
  await sessions.set('live', aSession());
  first.storage.close();

  clock.advance(minute);
  const { storage, changes } = storageForTest({ path: first.dataDir.path, clock });
  expect(storage.sessions.has('old-0')).toBe(true);
  while (changes.length < 450) await nextTurn();
  expect(changes.every((change) => change.type === 'expired')).toBe(true);
  expect([storage.sessions.has('old-0'), storage.sessions.has('old-449'), storage.sessions.has('live')]).toEqual([
    false,
    false,
    true,
  ]);
});

test('each minute expired sessions are removed and the log is shortened to its limits', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const clock = new ManualClock();
    const retention = { maxEntries: 1_000, maxBytes: 2 ** 30, maxAgeMs: minute };
    const { storage, changes } = storageForTest({ clock, settings: { retention } });
    await promised(storage.sessionStore).set('a', aSession({}, { expires: new Date(clock.now() + minute) }));
    const old = { id: storage.log.takeId(), arrivedAtMs: clock.now() };
    await new Promise((resolve) => storage.log.append(aRecord(old), resolve));
    clock.advance(minute + 1);
    vi.advanceTimersByTime(minute);
    await eventually(() => expect(changes.some((change) => change.type === 'expired')).toBe(true));
    expect([storage.sessions.has('a'), storage.logReader.newest(10).entries]).toEqual([false, []]);
  } finally {
    vi.useRealTimers();
  }
});

test('a failed start closes everything', () => {
  const { storage, dataDir } = storageForTest();
  storage.close();
  const hindrance = new Sqlite(dataDir.database);
  hindrance.exec("CREATE TRIGGER refuse BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'no room'); END");
  hindrance.close();
  expect(() => storageForTest({ path: dataDir.path })).toThrow('no room');
  expect(readdirSync(dataDir.path).sort()).toEqual(['in-use.lock', 'inspector.db']);
});
