import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { CommitQueue } from '../../server/store/commit-queue.ts';
import { openDatabase } from '../../server/store/database.ts';
import { tempDir } from '../support/temp-dir.ts';

interface Crates {
  readonly path: string;
  readonly database: Database;
  /** Writes a crate of this many bytes; the outcome is the SQLite code, 'ok' without an error. */
  write(bytes: number): Promise<string>;
  count(): number;
}

/** A table that fills up quickly, in a database opened as the app opens its own. */
function crates(): Crates {
  const path = join(tempDir(), 'crates.db');
  const { database } = openDatabase(path);
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE crates (content BLOB NOT NULL) STRICT');
  const queue = new CommitQueue(database);
  const insert = database.prepare('INSERT INTO crates VALUES (zeroblob(?))');
  const count = database.prepare<[], number>('SELECT count(*) FROM crates').pluck();
  return {
    path,
    database,
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

function letGrowBy(database: Database, pages: number): void {
  const pageCount = database.pragma('page_count', { simple: true }) as number;
  database.pragma(`max_page_count = ${pageCount + pages}`);
}

test('on a full disk every caller of the batch is told, and no transaction is left open', async () => {
  const { database, write, count } = crates();
  letGrowBy(database, 0);
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => write(20_000)));
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => 'SQLITE_FULL'));
  expect(database.inTransaction).toBe(false);
  expect(count()).toBe(0);
});

test('on a disk with little room left, what fits is written and what does not is told', async () => {
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

test('while another connection holds the write lock, callers are told, and the next write works', async () => {
  const { path, write, count } = crates();
  const other = new Sqlite(path);
  onTestFinished(() => void other.close());
  other.exec('BEGIN IMMEDIATE');
  expect(await write(1)).toBe('SQLITE_BUSY');
  other.exec('ROLLBACK');
  expect(await write(1)).toBe('ok');
  expect(count()).toBe(1);
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
  const queue = new CommitQueue(database);
  const insert = database.prepare('INSERT INTO crates VALUES (zeroblob(1))');
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, () => new Promise((resolve) => queue.write(() => insert.run(), resolve))),
  );
  expect(outcomes).toEqual(Array.from({ length: 8 }, () => expect.objectContaining({ code: 'SQLITE_BUSY' })));
  expect(statements.filter((sql) => sql === 'BEGIN IMMEDIATE')).toHaveLength(1);
});
