import { statSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { aRecord } from '../support/log-entries.ts';
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
