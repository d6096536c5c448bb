import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { RequestCount } from '../../../server/storage/log/request-count.ts';
import { beginRun } from '../../../server/storage/log/runs.ts';
import { aRecord } from '../../support/log-entries.ts';
import { storageForTest } from '../../support/storage.ts';

/** A log of 2,000 entries with every tenth a notice, and a clock that stands still. */
function longLog(): Database {
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { database } = openDatabase(':memory:');
  onTestFinished(() => void database.close());
  const insert = database.prepare("INSERT INTO log (id, kind, at_ms, entry_json) VALUES (?, ?, 0, '{}')");
  database.transaction(() => {
    for (let id = 1; id <= 2_000; id++) insert.run(id, id % 10 === 0 ? 'notice' : 'request');
  })();
  return database;
}

test('what the run before left behind is taken as it is: nothing is read', () => {
  const count = new RequestCount(longLog(), 77, 2_001);
  expect([count.value, count.isExact]).toEqual([77, true]);
});

test('without it a few are counted at once, the others a few at a time', () => {
  const count = new RequestCount(longLog(), null, 2_001);
  expect([count.value, count.isExact]).toEqual([450, false]);
  vi.runAllTimers();
  expect([count.value, count.isExact]).toEqual([1_800, true]);
});

test('what comes and goes meanwhile is counted right', () => {
  const database = longLog();
  const count = new RequestCount(database, null, 2_001);
  count.added();
  database.exec('DELETE FROM log WHERE id <= 3');
  count.removed([1, 2, 3]);
  database.exec('DELETE FROM log WHERE id IN (1901, 1902)');
  count.removed([1_901, 1_902]);
  vi.runAllTimers();
  expect(count.value).toBe(1_800 + 1 - 5);
});

test('a log that is emptied meanwhile has none', () => {
  const database = longLog();
  const count = new RequestCount(database, null, 2_001);
  const requests = database.prepare<[], number>("SELECT id FROM log WHERE kind = 'request'").pluck().all();
  database.exec('DELETE FROM log');
  count.removed(requests);
  vi.runAllTimers();
  expect([count.value, count.isExact]).toEqual([0, true]);
});

test('counting ends with the database', () => {
  const database = longLog();
  const count = new RequestCount(database, null, 2_001);
  database.close();
  vi.runAllTimers();
  expect(count.isExact).toBe(false);
});

test('a run that ends in order leaves the number behind, a sudden end does not', () => {
  const database = longLog();
  beginRun(database, 1).end(2, 1_800);
  expect(beginRun(database, 3).requestCount).toBe(1_800);
  expect(beginRun(database, 4).requestCount).toBeNull();
});

test('the number goes from one start to the next', async () => {
  const first = storageForTest();
  const add = () =>
    new Promise((resolve) =>
      first.storage.log.append(aRecord({ id: first.storage.log.takeId(), arrivedAtMs: Date.now() }), resolve),
    );
  for (let n = 0; n < 5; n++) await add();
  first.storage.close();
  expect(storageForTest({ path: first.dataDir.path }).storage.log.requestCount).toBe(5);
});
