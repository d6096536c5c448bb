import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { aRecord } from '../support/log-entries.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { type OpenedStorage, storageForTest } from '../support/storage.ts';

const MiB = 1024 * 1024;
const filler = 'x'.repeat(1_000);

/** Writes entries in batches of a hundred, as a busy site does. */
async function write({ storage }: OpenedStorage, count: number): Promise<void> {
  for (let written = 0; written < count; written += 100) {
    await Promise.all(
      Array.from(
        { length: 100 },
        () =>
          new Promise((resolve) =>
            storage.log.append(aRecord({ id: storage.log.takeId(), url: `/${filler}` }), resolve),
          ),
      ),
    );
  }
}

test('6: a reader that stays lets the journal grow, and when it leaves the journal shrinks to its cap', async () => {
  const opened = storageForTest();
  const journalBytes = () => statSync(`${opened.dataDir.database}-wal`).size;
  await write(opened, 100);
  const reader = new Sqlite(opened.dataDir.database, { readonly: true });
  onTestFinished(() => void reader.close());
  const rows = reader.prepare('SELECT id FROM log').iterate();
  rows.next();
  await write(opened, 20_000);
  expect(journalBytes()).toBeGreaterThan(20 * MiB);
  rows.return?.();
  // The next copies find nobody in the way, and the journal starts over.
  for (let round = 0; round < 50 && journalBytes() > 16 * MiB; round++) await write(opened, 500);
  expect(journalBytes()).toBeLessThanOrEqual(16 * MiB);
});

const large = 'x'.repeat(60_000);

/** The largest size of the journal during `work`, measured in each turn of the event loop. */
async function largestWhile({ dataDir }: OpenedStorage, work: Promise<unknown>): Promise<number> {
  let [largest, isOver] = [0, false];
  const ended = work.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    largest = Math.max(largest, statSync(`${dataDir.database}-wal`).size);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await ended;
  return largest;
}

function save({ storage }: OpenedStorage, sid: string): Promise<void> {
  return promised(storage.sessionStore).set(sid, aSession({ text: large }));
}

function append({ storage }: OpenedStorage, url: string): Promise<Error | null> {
  return new Promise((resolve) =>
    storage.log.append(aRecord({ id: storage.log.takeId(), arrivedAtMs: Date.now(), url }), resolve),
  );
}

/** Saves large sessions and writes their records as fast as they are taken, as many clients do. */
async function flood(opened: OpenedStorage, count: number): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < count) {
      const n = next++;
      await save(opened, `sid-${n}`);
      expect(await append(opened, `/${large}`)).toBeNull();
    }
  };
  await Promise.all(Array.from({ length: 32 }, client));
}

test('6: large sessions and records at full speed keep the journal below 64 MiB, and none is lost', async () => {
  const opened = storageForTest();
  expect(await largestWhile(opened, flood(opened, 1_500))).toBeLessThan(64 * MiB);
  expect(opened.storage.sessions.count(Date.now())).toBe(1_500);
  expect(opened.storage.log.requestCount).toBe(1_500);
});

test('6: large sessions that are all saved in one turn do not take the journal beyond 64 MiB', async () => {
  const opened = storageForTest();
  const saved = Promise.all(Array.from({ length: 2_000 }, (_, n) => save(opened, `sid-${n}`)));
  expect(await largestWhile(opened, saved)).toBeLessThan(64 * MiB);
  expect(opened.storage.sessions.count(Date.now())).toBe(2_000);
});

test('6: removing large rows at a limit, or all together, keeps the journal below 64 MiB', async () => {
  const opened = storageForTest();
  await flood(opened, 1_000);
  const lowered = async () => {
    opened.settings.change({ retention: { maxBytes: MiB } });
    await eventually(() => expect(opened.storage.log.usedBytes()).toBeLessThan(MiB));
  };
  expect(await largestWhile(opened, lowered())).toBeLessThan(64 * MiB);
  const cleared = promised(opened.storage.sessionStore).clear();
  expect(await largestWhile(opened, cleared)).toBeLessThan(64 * MiB);
  expect(opened.storage.totals().sessions).toBe(0);
});

test('writes that wait for the journal are committed when the app ends', async () => {
  const opened = storageForTest();
  const saved = Promise.all(Array.from({ length: 1_500 }, (_, n) => save(opened, `sid-${n}`)));
  await new Promise((resolve) => setImmediate(resolve));
  opened.storage.close();
  await saved;
  expect(storageForTest({ path: opened.dataDir.path }).storage.totals().sessions).toBe(1_500);
});
