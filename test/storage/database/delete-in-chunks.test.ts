import { expect, onTestFinished, test } from 'vitest';
import { CommitQueue } from '../../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { LogStore } from '../../../server/storage/log/log-store.ts';
import { aRecord } from '../../support/log-entries.ts';
import { promised } from '../../support/promised-store.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

const aSession = (n: number) => ({ cookie: { originalMaxAge: null, expires: null }, n });
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('clearing thousands of sessions does not block the event loop, and is reported once, at the end', async () => {
  const { store, queue, changes } = storeOnDisk();
  for (let n = 0; n < 1_000; n++) store.set(`sid-${n}`, aSession(n) as never);
  queue.drain();
  changes.length = 0;
  let turns = 0;
  let isOver = false;
  const cleared = promised(store)
    .clear()
    .then(() => {
      isOver = true;
    });
  while (!isOver) {
    turns++;
    await turn();
  }
  await cleared;
  expect(turns).toBeGreaterThan(5);
  expect(await promised(store).length()).toBe(0);
  expect(changes).toEqual([{ type: 'cleared' }]);
});

test('a session that is saved while all are cleared stays, an old one under its sid too', async () => {
  const { store, queue } = storeOnDisk();
  const sessions = promised(store);
  for (let n = 0; n < 1_000; n++) store.set(`sid-${n}`, aSession(n) as never);
  queue.drain();
  const cleared = sessions.clear();
  const saved = [sessions.set('sid-900', aSession(-1)), sessions.set('new', aSession(-2))];
  await turn();
  await turn();
  saved.push(sessions.set('sid-1', aSession(-3)), sessions.destroy('sid-999'), sessions.set('newer', aSession(-4)));
  const clearedAgain = sessions.clear();
  saved.push(sessions.set('newest', aSession(-5)));
  await Promise.all([cleared, clearedAgain, ...saved]);
  expect(Object.keys(await sessions.all())).toEqual(['newest']);
});

test('a session that is saved during a clear still exists afterwards', async () => {
  const { store, queue } = storeOnDisk();
  const sessions = promised(store);
  for (let n = 0; n < 1_000; n++) store.set(`sid-${n}`, aSession(n) as never);
  queue.drain();
  const cleared = sessions.clear();
  await Promise.all([cleared, sessions.set('sid-900', aSession(-1)), sessions.set('new', aSession(-2))]);
  const all = await sessions.all();
  expect(Object.fromEntries(Object.entries(all).map(([sid, { n }]) => [sid, n]))).toEqual({ 'sid-900': -1, new: -2 });
});

test('a clear that fails midway says so', async () => {
  const { store, queue, database } = storeOnDisk();
  for (let n = 0; n < 1_000; n++) store.set(`sid-${n}`, aSession(n) as never);
  queue.drain();
  database.exec(
    "CREATE TEMP TRIGGER refuse BEFORE DELETE ON sessions WHEN old.sid = 'sid-700' BEGIN SELECT raise(ABORT, 'no'); END",
  );
  await expect(promised(store).clear()).rejects.toThrow('no');
  expect(await promised(store).length()).toBeGreaterThan(0);
});

test('entries that are written while the log is cleared stay, with any id', async () => {
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const queue = new CommitQueue(database);
  const log = new LogStore(database, queue, () => ({ maxEntries: 1e6, maxBytes: 2 ** 40, maxAgeMs: 1e15 }));
  const append = (id: number) => new Promise((resolve) => log.append(aRecord({ id }), resolve));
  const early = log.takeId();
  const written = Array.from({ length: 1_000 }, () => append(log.takeId()));
  queue.drain();
  await Promise.all(written);
  const cleared = new Promise((resolve) => log.clear(resolve));
  // A request that came long before, and was answered only now.
  const late = [append(early)];
  await turn();
  late.push(append(log.takeId()));
  expect(await cleared).toBeNull();
  await Promise.all(late);
  expect(database.prepare('SELECT id FROM log ORDER BY id').pluck().all()).toEqual([early, 1_002]);
  expect(log.requestCount).toBe(2);
});
