import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { aRecord } from '../support/log-entries.ts';
import { storageForTest } from '../support/storage.ts';
import { needs, where } from '../support/where.ts';

const server = new URL('../../server/', import.meta.url).pathname;

/** Each source file of the server, with its text. */
function sources(): { file: string; text: string }[] {
  return readdirSync(server, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ file: relative(server, path), text: readFileSync(path, 'utf8') }));
}

const using = (pattern: RegExp) =>
  sources()
    .filter(({ text }) => pattern.test(text))
    .map(({ file }) => file)
    .sort();

// POSIX locks belong to a process and a file: whoever closes the file anywhere in it undoes those of SQLite.
test('4: the process has one SQLite, and only the store and the search open files with it', () => {
  expect(using(/from 'node:sqlite'|from 'sqlite3'/)).toEqual([]);
  const opening = using(/new Sqlite\(/);
  expect(opening.length).toBeGreaterThan(2);
  expect(opening.filter((file) => !/^(storage|search)\//.test(file))).toEqual([]);
});

test('4: only renamed files and backups are copied, never the open file', () => {
  expect(using(/\b(copyFile|copyFileSync|cpSync|cp)\(/)).toEqual(['storage/database/recovery/replace-defective.ts']);
});

where(needs.linux)('4: nothing but SQLite has the files of the database open', async () => {
  const { storage, dataDir } = storageForTest();
  await new Promise((resolve) => storage.log.append(aRecord({ id: storage.log.takeId() }), resolve));
  const open = readdirSync('/proc/self/fd').flatMap((fd) => targetOf(`/proc/self/fd/${fd}`) ?? []);
  const ours = open.filter((path) => path.startsWith(dataDir.path)).map((path) => relative(dataDir.path, path));
  // One connection each: the database with its journals, and the lock of the folder. On the journal nothing is locked.
  const journal = 'inspector.db-wal';
  expect(ours.sort()).toEqual(['in-use.lock', 'inspector.db', 'inspector.db-shm', journal, journal]);
});

/** Null for the descriptor with which the list itself was read. */
function targetOf(link: string): string | null {
  try {
    return readlinkSync(link);
  } catch {
    return null;
  }
}
