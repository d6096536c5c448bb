import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { CommitQueue } from '../../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { LogReader } from '../../../server/storage/log/log-reader.ts';
import type { LogShortened, RetentionLimits } from '../../../server/storage/log/log-retention.ts';
import { LogStore } from '../../../server/storage/log/log-store.ts';
import { eventually } from '../../support/eventually.ts';
import { aRecord, idsOf } from '../../support/log-entries.ts';

const dayMs = 24 * 60 * 60 * 1000;
const now = Date.UTC(2026, 0, 31);
const roomy: RetentionLimits = { maxEntries: 1_000_000, maxBytes: 2 ** 40, maxAgeMs: 10_000 * dayMs };

class LogForTest {
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly reader: LogReader;
  readonly shortenings: LogShortened[] = [];
  store: LogStore;
  limits: RetentionLimits;

  constructor(limits: Partial<RetentionLimits> = {}) {
    this.limits = { ...roomy, ...limits };
    this.database = openDatabase(':memory:').database;
    onTestFinished(() => void this.database.close());
    this.queue = new CommitQueue(this.database);
    this.reader = new LogReader(this.database);
    this.store = this.restart();
  }

  /** As the next run finds the log. */
  restart(): LogStore {
    const onShortened = (shortened: LogShortened) => this.shortenings.push(shortened);
    this.store = new LogStore(this.database, this.queue, () => this.limits, onShortened);
    return this.store;
  }

  /** Appends requests and commits each, as they come in one by one. */
  append(count: number, parts: { arrivedAtMs?: number; url?: string } = {}): void {
    for (let n = 0; n < count; n++) {
      this.store.append(aRecord({ arrivedAtMs: now, ...parts, id: this.store.takeId() }), throwIfFailed);
      this.queue.drain();
    }
  }

  ids(): number[] {
    return this.database.prepare<[], number>('SELECT id FROM log ORDER BY id').pluck().all();
  }
}

function throwIfFailed(error: Error | null): void {
  if (error !== null) throw error;
}

test('keeps an entry whole', () => {
  const log = new LogForTest();
  const entries: LogEntry[] = [
    aRecord({ id: log.store.takeId(), url: '/\ud800/%?a=\0', sessionAfter: { ['__proto__']: null, 日本: '😀' } }),
    { kind: 'gap', id: log.store.takeId(), fromMs: 1, toMs: 2 },
    { kind: 'edit', id: log.store.takeId(), atMs: 3, sid: 'a', action: 'set', key: 'k', after: null },
    { kind: 'notice', id: log.store.takeId(), atMs: 4, notice: { code: 'recording-paused' } },
  ];
  for (const entry of entries) log.store.append(entry, throwIfFailed);
  log.queue.drain();
  expect(log.reader.newest(10)).toEqual({ entries, hasEarlier: false });
});

test('numbers entries in the order of the calls, not of the writes', () => {
  const log = new LogForTest();
  const [slow, quick] = [log.store.takeId(), log.store.takeId()];
  log.store.append(aRecord({ id: quick }), throwIfFailed);
  log.queue.drain();
  log.store.append(aRecord({ id: slow }), throwIfFailed);
  log.queue.drain();
  expect(idsOf(log.reader.newest(10).entries)).toEqual([slow, quick]);
});

test('uses no id twice: not after a clear, nor a restart, nor both', () => {
  const log = new LogForTest();
  log.append(3);
  log.store.clear(throwIfFailed);
  log.queue.drain();
  log.append(1);
  expect(log.ids()).toEqual([4]);
  log.store.clear(throwIfFailed);
  log.queue.drain();
  expect(log.restart().takeId()).toBe(5);
});

test('reports an entry that could not be written', () => {
  const log = new LogForTest();
  log.append(1);
  const errors: (Error | null)[] = [];
  log.store.append(aRecord({ id: 1 }), (error) => errors.push(error));
  log.queue.drain();
  expect(log.store.requestCount).toBe(1);
  log.database.close();
  log.store.append(aRecord({ id: 2 }), (error) => errors.push(error));
  log.queue.drain();
  expect(errors).toEqual([expect.any(Error), expect.any(Error)]);
});

test('an entry of which no row can be made fails alone', async () => {
  const log = new LogForTest();
  const circle: Record<string, unknown> = {};
  circle.itself = circle;
  const told: (string | null)[] = [];
  for (const [place, sessionAfter] of [{}, circle, {}].entries()) {
    const record = aRecord({ id: log.store.takeId(), arrivedAtMs: now, sessionAfter: sessionAfter as never });
    log.store.append(record, (error) => {
      told[place] = error === null ? null : error.name;
    });
  }
  log.queue.drain();
  await eventually(() => expect(told).toEqual([null, 'TypeError', null]));
  expect(log.ids()).toEqual([1, 3]);
});

test('entries after the database is closed are all reported', () => {
  const log = new LogForTest();
  log.database.close();
  let lost = 0;
  for (let id = 1; id <= 600; id++) log.store.append(aRecord({ id }), (error) => error && lost++);
  log.queue.drain();
  expect(lost).toBe(600);
});

test('counts the requests it holds, through clears, retention and restarts', async () => {
  const log = new LogForTest({ maxEntries: 300 });
  const counted = () => [log.store.requestCount, requestsIn(log.database)];
  log.append(10);
  log.store.append(
    { kind: 'notice', id: log.store.takeId(), atMs: now, notice: { code: 'recording-paused' } },
    () => {},
  );
  log.queue.drain();
  expect(counted()).toEqual([10, 10]);
  log.append(1_000);
  expect(counted()[0]).toBe(counted()[1]);
  log.restart();
  expect(counted()[0]).toBe(counted()[1]);
  log.store.append(aRecord({ id: log.store.takeId() }), throwIfFailed);
  const cleared = new Promise<Error | null>((resolve) => log.store.clear(resolve));
  log.store.append(aRecord({ id: log.store.takeId() }), throwIfFailed);
  expect(await cleared).toBeNull();
  expect(counted()).toEqual([1, 1]);
});

test('retention by number: the oldest go, the newest stay, and the overshoot is bounded', () => {
  const log = new LogForTest({ maxEntries: 1_000 });
  for (let round = 0; round < 20; round++) {
    log.append(150);
    expect(log.ids().length).toBeLessThanOrEqual(1_000 + 256);
  }
  const ids = log.ids();
  expect(ids.length).toBeGreaterThanOrEqual(1_000);
  expect(ids).toEqual(Array.from({ length: ids.length }, (_, index) => 3_000 - ids.length + 1 + index));
});

test('retention by bytes: the log stays at its limit for any load, and only as many entries are removed as necessary', () => {
  const maxBytes = 2 * 1024 * 1024;
  const log = new LogForTest({ maxBytes });
  const url = `/${'x'.repeat(2_000)}`;
  const used: number[] = [];
  for (let round = 0; round < 16; round++) {
    log.append(256, { url });
    used.push(log.store.usedBytes());
  }
  expect(Math.max(...used)).toBeLessThan(maxBytes + 256 * 4_096);
  expect(Math.min(...used.slice(4))).toBeGreaterThan(maxBytes / 2);
  expect(log.ids().at(-1)).toBe(16 * 256);
});

test('retention by age: entries that are too old are removed, and the others stay', () => {
  const log = new LogForTest({ maxAgeMs: 30 * dayMs });
  log.append(5, { arrivedAtMs: now - 30 * dayMs - 1 });
  log.append(5, { arrivedAtMs: now - 30 * dayMs });
  log.store.prune(now);
  log.queue.drain();
  expect(log.ids()).toEqual([6, 7, 8, 9, 10]);
});

test('retention removes at most 512 entries for each check, oldest first', () => {
  const log = new LogForTest();
  log.append(2_000);
  log.limits = { ...roomy, maxEntries: 10 };
  log.store.prune(now);
  log.queue.drain();
  expect([log.ids().length, log.ids()[0]]).toEqual([2_000 - 512, 513]);
});

test('a new limit applies from the next check on', () => {
  const log = new LogForTest();
  log.append(400);
  log.limits = { ...roomy, maxEntries: 100 };
  log.append(256);
  expect(log.ids().length).toBeLessThanOrEqual(100 + 256);
  expect(log.ids().at(-1)).toBe(656);
});

function requestsIn(database: Database): number {
  return database.prepare<[], number>("SELECT count(*) FROM log WHERE kind = 'request'").pluck().get() ?? 0;
}

test('a lower limit is reached without further entries, and the number of those that went is reported once', async () => {
  const log = new LogForTest();
  log.append(2_000);
  log.limits = { ...roomy, maxEntries: 100 };
  log.store.prune(now);
  await eventually(() => expect(log.shortenings).toEqual([{ limit: 'entries', max: 100, removed: 1_900 }]));
  expect(log.ids()).toEqual(Array.from({ length: 100 }, (_, index) => 1_901 + index));
});

test('a limit of bytes and one of age are reported by their names', async () => {
  const log = new LogForTest();
  log.append(1_500, { url: `/${'x'.repeat(1_500)}` });
  const maxBytes = 1024 * 1024;
  log.limits = { ...roomy, maxBytes };
  log.store.prune(now);
  await eventually(() =>
    expect(log.shortenings).toEqual([{ limit: 'bytes', max: maxBytes, removed: 1_500 - log.ids().length }]),
  );
  expect(log.store.usedBytes()).toBeLessThanOrEqual(maxBytes);
  expect(log.store.usedBytes()).toBeGreaterThan(maxBytes * 0.9);

  const left = log.ids().length;
  log.limits = { ...roomy, maxAgeMs: dayMs };
  log.store.prune(now + 2 * dayMs);
  await eventually(() => expect(log.shortenings[1]).toEqual({ limit: 'age', max: dayMs, removed: left }));
});

test('a log that stays at its limit is not reported, whatever the sizes of its entries', () => {
  const log = new LogForTest({ maxBytes: 1024 * 1024 });
  for (let round = 0; round < 60; round++) {
    log.append(100, { url: `/${'x'.repeat((round % 4) * 100)}`, arrivedAtMs: now + round * 20_000 });
  }
  expect(log.ids().length).toBeLessThan(4_000);
  expect(log.shortenings).toEqual([]);
});

test('large entries that push out many small ones are reported, once a minute at most', async () => {
  const log = new LogForTest({ maxBytes: 1024 * 1024 });
  log.append(1_000);
  for (let n = 0; n < 10; n++) {
    log.append(1, { url: `/${'x'.repeat(100_000)}`, arrivedAtMs: now });
    await new Promise((resolve) => setImmediate(resolve));
  }
  log.store.prune(now + 60_000);
  await eventually(() => expect(log.shortenings).toHaveLength(2));
  const removed = log.shortenings.reduce((sum, shortened) => sum + shortened.removed, 0);
  expect(removed).toBe(1_010 - log.ids().length);
});

test('a report that the limit has pushed out of the log again is made again, until it could be read', async () => {
  const log = new LogForTest({ maxBytes: 1024 * 1024 });
  const pushOut = async (atMs: number) => {
    log.append(30, { url: `/${'x'.repeat(100_000)}`, arrivedAtMs: atMs });
    await new Promise((resolve) => setImmediate(resolve));
  };
  log.append(1_000);
  await pushOut(now);
  await eventually(() => expect(log.shortenings).toHaveLength(1));
  await pushOut(now + 30_000);
  expect(log.shortenings).toHaveLength(1);
  log.store.prune(now + 60_000);
  await eventually(() => expect(log.shortenings).toHaveLength(2));
  expect(log.shortenings[1]?.removed).toBeGreaterThanOrEqual(1_000);

  // Ten minutes later it was there to be read, and is as old as any other entry.
  await pushOut(now + 20 * 60_000);
  log.store.prune(now + 20 * 60_000);
  expect(log.shortenings).toHaveLength(2);
});

test('a clear removes the record of an ended request that waits for its batch, and no later one', async () => {
  const log = new LogForTest();
  const later = (url: string) =>
    log.store.beforeNextBatch(
      () => log.store.append(aRecord({ id: log.store.takeId(), arrivedAtMs: now, url }), throwIfFailed),
      40,
    );
  later('/before');
  const cleared = new Promise((resolve) => log.store.clear(resolve));
  later('/after');
  expect(await cleared).toBeNull();
  await eventually(() => expect(log.reader.newest(9).entries).toMatchObject([{ url: '/after' }]));
});

test('nothing is reported again of a log that was cleared', async () => {
  const log = new LogForTest({ maxBytes: 1024 * 1024 });
  log.append(1_000);
  log.append(30, { url: `/${'x'.repeat(100_000)}` });
  await eventually(() => expect(log.shortenings).toHaveLength(1));
  await new Promise((resolve) => log.store.clear(resolve));
  log.append(10);
  log.store.prune(now + 60_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(log.shortenings).toHaveLength(1);
});

test('large entries do not exceed a small limit by much before the next check', () => {
  const maxBytes = 1024 * 1024;
  const log = new LogForTest({ maxBytes });
  for (let n = 0; n < 60; n++) {
    log.append(1, { url: `/${'x'.repeat(60_000)}` });
    expect(log.store.usedBytes()).toBeLessThan(maxBytes * 1.5);
  }
});

function usedBySqlite(database: Database, table: string): number {
  const pages = database
    .prepare<[string, string], number>(
      'SELECT sum(pgsize) FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?) OR name = ?',
    )
    .pluck();
  return pages.get(table, table) ?? 0;
}

test.each([10, 700, 2_000, 4_200, 30_000])(
  'the size of the log equals the size of its pages, for urls of %i',
  (length) => {
    const log = new LogForTest();
    for (let n = 0; n < 400; n++) log.append(1, { url: `/${'x'.repeat(length)}` });
    const used = usedBySqlite(log.database, 'log');
    expect(log.store.usedBytes()).toBeGreaterThan(used * 0.8);
    expect(log.store.usedBytes()).toBeLessThan(used * 1.25);
  },
);

test('sessions, pins and cookie jars are not counted as log', () => {
  const log = new LogForTest();
  log.append(10);
  const before = log.store.usedBytes();
  log.database.exec(`
    INSERT INTO sessions VALUES ('a', '"${'x'.repeat(100_000)}"', '{}', 0, 1, 1, 1);
    INSERT INTO actor_jars VALUES ('alice', '"${'x'.repeat(100_000)}"', 1);
    INSERT INTO pins SELECT id, 1, entry_json FROM log;`);
  expect(log.store.usedBytes()).toBe(before);
});

test('the size of the log is 0 after a clear, and the same after a restart and after a write that failed', async () => {
  const log = new LogForTest();
  log.append(100);
  const before = log.store.usedBytes();
  expect(log.restart().usedBytes()).toBe(before);
  log.database.exec('BEGIN');
  log.database.prepare("INSERT INTO log (kind, at_ms, entry_json) VALUES ('request', 1, 'x')").run();
  log.database.exec('ROLLBACK');
  expect(log.store.usedBytes()).toBe(before);
  await new Promise((resolve) => log.store.clear(resolve));
  expect([log.store.usedBytes(), log.store.requestCount]).toEqual([0, 0]);
});
