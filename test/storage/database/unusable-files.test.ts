import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { DatabaseTooNew, DatabaseUnusable } from '../../../server/base/errors.ts';
import { openDatabase, openDatabaseForReading } from '../../../server/storage/database/database.ts';
import { applicationId, migrations } from '../../../server/storage/database/migrate.ts';
import { folderBytes, modeOf } from '../../support/folder-bytes.ts';
import { tempDir } from '../../support/temp-dir.ts';

const sqlitePath = createRequire(import.meta.url).resolve('better-sqlite3');
const newer = migrations.length + 1;

/** The message a start gives for a file, after making sure that it left the file exactly as it was. */
function refusalOf(path: string): Error {
  const folder = join(path, '..');
  const before = folderBytes(folder);
  const error = thrownBy(() => openDatabase(path).database.close());
  const after = folderBytes(folder);
  for (const name of Object.keys(before)) {
    // The index of the journal is rebuilt by every reader; it is no part of the data.
    if (!name.endsWith('-shm')) expect({ [name]: after[name] }).toEqual({ [name]: before[name] });
  }
  return error;
}

function thrownBy(act: () => void): Error {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('Nothing was thrown');
}

function makeDatabase(path: string, { id, version, mode }: { id: number; version: number; mode: string }): void {
  const database = new Sqlite(path);
  database.pragma(`journal_mode = ${mode}`);
  database.exec('CREATE TABLE precious (n INTEGER); INSERT INTO precious VALUES (1)');
  database.pragma(`application_id = ${id}`);
  database.pragma(`user_version = ${version}`);
  database.close();
  chmodSync(path, 0o644);
}

test.each(['wal', 'delete'])('a database of a newer version (%s) is refused untouched, in a sentence', (mode) => {
  const path = join(tempDir(), 'x.db');
  makeDatabase(path, { id: applicationId, version: newer, mode });
  const error = refusalOf(path);
  expect(error).toBeInstanceOf(DatabaseTooNew);
  expect(error.message).toBe(
    `${path} was written by a newer Session Inspector (schema ${newer}; this one knows ${migrations.length}). ` +
      'Update the app, or start it with another --data-dir. The file was not changed.',
  );
});

test('a newer version that was killed is refused, and the journal it left is not played back', () => {
  const [folder, killed] = [tempDir(), tempDir()];
  const live = join(folder, 'x.db');
  openDatabase(live).database.close();
  const database = new Sqlite(live);
  database.pragma(`user_version = ${newer}`);
  database.exec('CREATE TABLE later (n INTEGER)');
  for (const name of readdirSync(folder)) copyFileSync(join(folder, name), join(killed, name));
  database.close();
  expect(existsSync(join(killed, 'x.db-wal'))).toBe(true);
  expect(refusalOf(join(killed, 'x.db'))).toBeInstanceOf(DatabaseTooNew);
});

test.each([
  ['another program, by its application id', { id: 0x47504b47, version: 0 }],
  ['another program that gives no id', { id: 0, version: 0 }],
])('the database of %s is refused untouched', (_, { id, version }) => {
  const path = join(tempDir(), 'x.db');
  makeDatabase(path, { id, version, mode: 'delete' });
  const error = refusalOf(path);
  expect(error).toBeInstanceOf(DatabaseUnusable);
  expect(error.message).toBe(
    `${path} cannot be opened as a Session Inspector database: it belongs to another program. ` +
      'Move it away, or start with another --data-dir. The file was not changed.',
  );
});

test.each([
  ['a text', 'Dear diary, today I was not a database.\n'.repeat(50)],
  ['a header without anything behind it', 'SQLite format 3\0'],
  ['a header of nonsense', `SQLite format 3\0${'\xff'.repeat(4096)}`],
])('a file that holds %s is refused untouched', (_, content) => {
  const path = join(tempDir(), 'x.db');
  writeFileSync(path, content, 'latin1');
  expect(refusalOf(path)).toBeInstanceOf(DatabaseUnusable);
});

test('a folder in the place of the database is refused, and stays open to those it was open to', () => {
  const path = join(tempDir(), 'x.db');
  mkdirSync(path, { mode: 0o755 });
  writeFileSync(join(path, 'inside'), 'kept');
  const mode = modeOf(path);
  expect(refusalOf(path).message).toContain('it is not a file');
  expect(modeOf(path)).toBe(mode);
});

test('an empty file becomes a database', () => {
  const path = join(tempDir(), 'x.db');
  writeFileSync(path, '');
  const { database } = openDatabase(path);
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  database.close();
});

test('a start that was killed while it made the file is recovered by the next one', () => {
  const path = join(tempDir(), 'x.db');
  // A rollback journal is left where the process dies inside its first transaction, before the file is in WAL mode.
  const died = spawnSync(process.execPath, [
    '-e',
    `const Sqlite = require(${JSON.stringify(sqlitePath)});
     const database = new Sqlite(${JSON.stringify(path)});
     database.pragma('application_id = ${applicationId}');
     database.pragma('cache_size = 1');
     database.exec('BEGIN; CREATE TABLE half (content BLOB)');
     for (let n = 0; n < 200; n++) database.exec('INSERT INTO half VALUES (zeroblob(3000))');
     process.kill(process.pid, 'SIGKILL');`,
  ]);
  expect([died.signal, existsSync(`${path}-journal`)]).toEqual(['SIGKILL', true]);
  const { database } = openDatabase(path);
  expect(database.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
  expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
  database.close();
});

test('reading a stored log refuses an unusable file, and never creates a file', () => {
  const folder = tempDir();
  const path = (name: string) => join(folder, name);
  makeDatabase(path('newer.db'), { id: applicationId, version: newer, mode: 'wal' });
  makeDatabase(path('foreign.db'), { id: 0, version: 0, mode: 'delete' });
  writeFileSync(path('empty.db'), '');
  const messages = ['newer.db', 'foreign.db', 'empty.db', 'missing.db'].map((name) => {
    const error = thrownBy(() => openDatabaseForReading({ path: path(name), identity: null }).close());
    expect(error).toBeInstanceOf(DatabaseUnusable);
    return error.message;
  });
  expect(messages).toEqual([
    expect.stringContaining(`its schema is version ${newer}, this app reads version ${migrations.length}`),
    expect.stringContaining('it belongs to another program'),
    expect.stringContaining('start the app on it once'),
    expect.stringContaining('unable to open database file'),
  ]);
  expect(existsSync(path('missing.db'))).toBe(false);
});
