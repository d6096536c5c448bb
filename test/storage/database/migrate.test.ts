import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { DatabaseTooNew } from '../../../server/base/errors.ts';
import { applicationId, migrate, migrations } from '../../../server/storage/database/migrate.ts';
import { tempDir } from '../../support/temp-dir.ts';

const first = 'CREATE TABLE one (n INTEGER NOT NULL) STRICT;';
const second = 'CREATE TABLE two (n INTEGER NOT NULL) STRICT; INSERT INTO two SELECT n FROM one;';
const broken = 'CREATE TABLE three (n INTEGER NOT NULL) STRICT; DELETE FROM one; INSERT INTO nowhere VALUES (1);';

function emptyDatabase(path = join(tempDir(), 'x.db')): Database {
  const database = new Sqlite(path);
  database.pragma('journal_mode = WAL');
  onTestFinished(() => void database.close());
  return database;
}

function stateOf(database: Database): unknown {
  return {
    version: database.pragma('user_version', { simple: true }),
    id: database.pragma('application_id', { simple: true }),
    tables: database.prepare('SELECT name FROM sqlite_schema ORDER BY name').pluck().all(),
  };
}

test('takes each step once, in order, and counts them in the file', () => {
  const database = emptyDatabase();
  migrate(database, 'x.db', [first]);
  database.exec('INSERT INTO one VALUES (7)');
  migrate(database, 'x.db', [first, second]);
  migrate(database, 'x.db', [first, second]);
  expect(stateOf(database)).toEqual({ version: 2, id: applicationId, tables: ['one', 'two'] });
  expect(database.prepare('SELECT n FROM two').pluck().all()).toEqual([7]);
});

test('a step that fails half-way leaves the version before it, complete', () => {
  const database = emptyDatabase();
  migrate(database, 'x.db', [first]);
  database.exec('INSERT INTO one VALUES (7)');
  const before = stateOf(database);
  expect(() => migrate(database, 'x.db', [first, broken, second])).toThrow('no such table: nowhere');
  expect(stateOf(database)).toEqual(before);
  expect(database.prepare('SELECT n FROM one').pluck().all()).toEqual([7]);
  expect(database.inTransaction).toBe(false);
  migrate(database, 'x.db', [first, second]);
  expect(stateOf(database)).toMatchObject({ version: 2 });
});

test('a full disk during a step leaves the version before it', () => {
  const database = emptyDatabase();
  migrate(database, 'x.db', [first]);
  const before = stateOf(database);
  database.pragma(`max_page_count = ${database.pragma('page_count', { simple: true })}`);
  expect(() => migrate(database, 'x.db', [first, second])).toThrow('full');
  expect(stateOf(database)).toEqual(before);
});

test('another connection sees a step whole or not at all', () => {
  const path = join(tempDir(), 'x.db');
  const database = emptyDatabase(path);
  const other = new Sqlite(path, { readonly: true });
  onTestFinished(() => void other.close());
  const seenHalfWay: unknown[] = [];
  database.function('look', () => {
    seenHalfWay.push(stateOf(other));
    return 0;
  });
  migrate(database, path, [`${first} INSERT INTO one SELECT look();`]);
  expect(seenHalfWay).toEqual([{ version: 0, id: 0, tables: [] }]);
  expect(stateOf(other)).toEqual({ version: 1, id: applicationId, tables: ['one'] });
});

test('a version that no step leads to is refused, and nothing is changed', () => {
  const database = emptyDatabase();
  migrate(database, 'x.db', [first, second]);
  const before = stateOf(database);
  expect(() => migrate(database, 'x.db', [first])).toThrow(DatabaseTooNew);
  expect(stateOf(database)).toEqual(before);
});

test('the steps of the app make a sound database', () => {
  const database = emptyDatabase();
  migrate(database, 'x.db');
  expect(database.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }]);
  expect(database.pragma('foreign_key_check')).toEqual([]);
  expect(stateOf(database)).toMatchObject({ version: migrations.length });
});
