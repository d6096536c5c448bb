import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase, openDatabaseForReading } from '../../../server/storage/database/database.ts';
import { applicationId, migrations } from '../../../server/storage/database/migrate.ts';
import { canMeasureWal, canShareWal } from '../../../server/storage/database/sqlite-version.ts';
import { tempDir } from '../../support/temp-dir.ts';

function opened(path: string): Database {
  const { database } = openDatabase(path);
  onTestFinished(() => void database.close());
  return database;
}

function pragmasOf(database: Database): Record<string, unknown> {
  const names = [
    'journal_mode',
    'synchronous',
    'foreign_keys',
    'trusted_schema',
    'secure_delete',
    'busy_timeout',
    'journal_size_limit',
    'application_id',
    'user_version',
  ];
  return Object.fromEntries(names.map((name) => [name, database.pragma(name, { simple: true })]));
}

const documented = {
  journal_mode: 'wal',
  synchronous: 1, // NORMAL
  foreign_keys: 1,
  trusted_schema: 0,
  secure_delete: 1,
  busy_timeout: 20,
  journal_size_limit: 16 * 1024 * 1024,
  application_id: applicationId,
  user_version: migrations.length,
};

test('a new database has the documented settings, before and after its first write', () => {
  const database = opened(join(tempDir(), 'new.db'));
  expect(pragmasOf(database)).toEqual(documented);
  database.exec('INSERT INTO runs (started_at_ms) VALUES (1)');
  expect(pragmasOf(database)).toEqual(documented);
});

test('a database that is opened again has the documented settings', () => {
  const path = join(tempDir(), 'again.db');
  openDatabase(path).database.close();
  expect(pragmasOf(opened(path))).toEqual(documented);
});

test('a database in memory has the same schema', () => {
  const tables = (database: Database) => database.prepare('SELECT sql FROM sqlite_schema ORDER BY name').pluck().all();
  expect(tables(opened(':memory:'))).toEqual(tables(opened(join(tempDir(), 'file.db'))));
});

test('every table is STRICT', () => {
  const loose = opened(':memory:')
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' AND NOT strict")
    .pluck()
    .all();
  expect(loose).toEqual([]);
});

test('the SQLite in use is safe to share', () => {
  const { database, sqliteVersion, isShared } = openDatabase(join(tempDir(), 'version.db'));
  onTestFinished(() => void database.close());
  expect(sqliteVersion).toBe(database.prepare('SELECT sqlite_version()').pluck().get());
  expect([isShared, canShareWal(sqliteVersion)]).toEqual([true, true]);
});

// The WAL-reset bug: in 3.7.0 to 3.51.2, fixed in 3.51.3 and in the backports 3.50.7 and 3.44.6; 3.52.0 was withdrawn.
test.each([
  ['3.7.0', false],
  ['3.44.5', false],
  ['3.44.6', true],
  ['3.44.12', true],
  ['3.45.0', false],
  ['3.47.2', false],
  ['3.49.9', false],
  ['3.50.6', false],
  ['3.50.7', true],
  ['3.51.0', false],
  ['3.51.2', false],
  ['3.51.3', true],
  ['3.51.10', true],
  ['3.52.0', false],
  ['3.52.1', true],
  ['3.53.0', true],
  ['3.54.1', true],
  ['4.0.0', true],
  ['2.8.17', false],
])('SQLite %s may share a WAL database: %s', (version, expected) => {
  expect(canShareWal(version)).toBe(expected);
});

test('a connection for reading sees committed data and cannot write', () => {
  const path = join(tempDir(), 'read.db');
  const writer = opened(path);
  writer.exec('INSERT INTO runs (started_at_ms) VALUES (42)');
  const reader = openDatabaseForReading({ path, identity: null });
  onTestFinished(() => void reader.close());
  expect(reader.prepare('SELECT started_at_ms FROM runs').pluck().all()).toEqual([42]);
  expect(() => reader.exec('DELETE FROM runs')).toThrow('readonly');
});

test('closing the last connection leaves the database file alone in its folder', () => {
  const folder = tempDir();
  const { database } = openDatabase(join(folder, 'x.db'));
  database.exec('INSERT INTO runs (started_at_ms) VALUES (1)');
  expect(readdirSync(folder).sort()).toEqual(['x.db', 'x.db-shm', 'x.db-wal']);
  database.close();
  expect(readdirSync(folder)).toEqual(['x.db']);
});

test.each([
  ['3.44.6', false],
  ['3.50.7', false],
  ['3.51.0', true],
  ['3.54.1', true],
  ['4.0.0', true],
])('SQLite %s can be asked how long its write-ahead log is: %s', (version, expected) => {
  expect(canMeasureWal(version)).toBe(expected);
});
