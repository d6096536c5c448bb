import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CommitQueue } from '../../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../../server/storage/database/database.ts';
import { tempDir } from '../../support/temp-dir.ts';

interface Crates {
  readonly path: string;
  readonly database: Database;
  readonly queue: CommitQueue;
  /** Writes a crate of this many bytes; the outcome is the SQLite code, 'ok' without an error. */
  write(bytes: number): Promise<string>;
  count(): number;
}

/** A table that fills up quickly, in a database opened as the app opens its own. */
function crates(options?: { lockPatienceMs: number }): Crates {
  const path = join(tempDir(), 'crates.db');
  const { database } = openDatabase(path);
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE crates (content BLOB NOT NULL) STRICT');
  const queue = new CommitQueue(database, options);
  const insert = database.prepare('INSERT INTO crates VALUES (zeroblob(?))');
  const count = database.prepare<[], number>('SELECT count(*) FROM crates').pluck();
  return {
    path,
    database,
    queue,
    write: (bytes) =>
      new Promise((resolve) => {
        queue.write(
          () => insert.run(bytes),
          (error) => resolve(error === null ? 'ok' : ((error as { code?: string }).code ?? error.message)),
        );
      }),
    count: () => count.get() ?? 0,
  };
}

/** Another connection, which holds the write lock. */
function lockedBy(path: string): Database {
  const other = new Sqlite(path);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  return other;
}

/** Lets the event loop turn so often, and for so long. */
async function turn(times: number, ms: number): Promise<void> {
  const endMs = performance.now() + ms;
  for (let turns = 0; turns < times || performance.now() < endMs; turns++)
    await new Promise((resolve) => setImmediate(resolve));
}

function letGrowBy(database: Database, pages: number): void {
  const pageCount = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pageCount + pages}`);
}

test('on a full disk every caller of the batch gets an error, and no transaction stays open', async () => {
  const { database, write, count } = crates();
  letGrowBy(database, 0);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => write(20_000)));
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => 'SQLITE_FULL'));
  expect(database.inTransaction).toBe(false);
  expect(count()).toBe(0);
});

test('on a disk with little free space, writes that fit succeed, and the others get an error', async () => {
  const { database, write, count } = crates();
  letGrowBy(database, 30);
  const sizes = [20_000, 400_000, 20_000, 400_000, 20_000];
  expect(await Promise.all(sizes.map(write))).toEqual(['ok', 'SQLITE_FULL', 'ok', 'SQLITE_FULL', 'ok']);
  expect(count()).toBe(3);
});

test('reads go on while the disk is full, and writing works again once there is room', async () => {
  const { database, write, count } = crates();
  expect(await write(100)).toBe('ok');
  letGrowBy(database, 0);
  expect(await write(100_000)).toBe('SQLITE_FULL');
  expect(count()).toBe(1);
  database.pragma('max_page_count = 1000000');
  expect(await write(100_000)).toBe('ok');
  expect(count()).toBe(2);
});

test('10: while another connection has the write lock, writes wait, and the event loop runs', async () => {
  const { path, write, count } = crates();
  const other = lockedBy(path);
  const waiting = [write(1), write(1)];
  // A queue that blocks the loop has given up before it has turned so often.
  await turn(100, 300);
  waiting.push(write(1));
  other.exec('ROLLBACK');
  expect(await Promise.all(waiting)).toEqual(['ok', 'ok', 'ok']);
  expect(count()).toBe(3);
});

test('10: if the lock is held for longer, every caller gets an error, and the next write works', async () => {
  const { path, write, count } = crates({ lockPatienceMs: 120 });
  const other = lockedBy(path);
  const early = [write(1), write(1)];
  expect(await Promise.all(early)).toEqual(['SQLITE_BUSY', 'SQLITE_BUSY']);
  other.exec('ROLLBACK');
  expect(await write(1)).toBe('ok');
  expect(count()).toBe(1);
});

test('10: the end of a run waits for no lock', () => {
  const { path, queue, write } = crates();
  lockedBy(path);
  const outcome = write(1);
  queue.drain();
  return expect(outcome).resolves.toBe('SQLITE_BUSY');
});

test('a locked database is waited for once a batch, not once a write', async () => {
  const path = join(tempDir(), 'crates.db');
  const statements: unknown[] = [];
  const database = new Sqlite(path, { timeout: 0, verbose: (sql) => statements.push(sql) });
  database.exec('CREATE TABLE crates (content BLOB NOT NULL) STRICT');
  const other = new Sqlite(path);
  onTestFinished(() => {
    other.close();
    database.close();
  });
  other.exec('BEGIN IMMEDIATE');
  const queue = new CommitQueue(database, { lockPatienceMs: 0 });
  const insert = database.prepare('INSERT INTO crates VALUES (zeroblob(1))');
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => new Promise((resolve) => queue.write(() => insert.run(), resolve))),
  );
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => expect.objectContaining({ code: 'SQLITE_BUSY' })));
  expect(statements.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(1);
});
