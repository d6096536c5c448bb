import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { StorageFailure } from '../../server/contract/storage-state.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { createFailureLatch } from '../../server/storage/database/failure-latch.ts';
import { checkInBackground } from '../../server/storage/database/recovery/background-check.ts';
import { damagePageOf, middlePageOf, rotInUse, used, usedFolder } from '../support/damaged-database.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { folderBytes } from '../support/folder-bytes.ts';
import { send } from '../support/http.ts';
import { LiveReader } from '../support/live-reader.ts';
import { aRecord } from '../support/log-entries.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { storageForTest } from '../support/storage.ts';
import { tempDir } from '../support/temp-dir.ts';

const secret = 'secret';
const cookieOf = (sid: string, { cookieNames }: RunningInspector) =>
  `${cookieNames['server-side']}=${encodeURIComponent(`s:${sign(sid, secret)}`)}`;

/** An app on a used folder, in which a page that leads to sessions is damaged while it runs. */
async function runningOnDamage(): Promise<RunningInspector & { path: string }> {
  const dataDir = join(tempDir(), 'data');
  const path = await usedFolder(dataDir);
  // The index that finds a session by its id: the app reads the rows themselves soon after its start, and does not read
  // a page again that it has in memory.
  const page = middlePageOf(path, 'sqlite_autoindex_sessions_1');
  const running = await inspectorForTest({ dataDir, secrets: [secret] });
  rotInUse(path, page);
  return { ...running, path };
}

/** Visits with every session there is, until the page is met. */
async function meetDamage(running: RunningInspector): Promise<void> {
  const { siteUrl, lines } = running;
  for (let n = 0; n < used.sessions && lines.length === 0; n++) {
    await send(siteUrl, '/getsession', { headers: { Cookie: cookieOf(`sid-${n}`, running) } });
  }
}

test('72: when damage of the file is found, writing ends, and every window and the terminal report it', async () => {
  const running = await runningOnDamage();
  const door = await running.inspector.openDoor(0);
  const window = await LiveReader.connect(await accessBy(door.newLink()));
  onTestFinished(() => window.close());
  await eventually(() => window.snapshot);
  await meetDamage(running);
  // A thread that reads for the window may meet the page first. Its report then reaches the terminal a little later.
  await eventually(() =>
    expect(running.lines).toEqual([
      'The database is damaged (database disk image is malformed). Nothing is written to it any more, and visitors ' +
        'have no sessions. Start again: the file is kept, and its readable data is copied.',
    ]),
  );
  const failure = { trouble: 'damaged', detail: 'database disk image is malformed' };
  // The window counts the sessions that cannot be read, and may meet the page before a visitor does.
  await eventually(() => {
    const { status } = window.of('status').at(-1) ?? window.snapshot;
    expect(status.storage).toEqual({ state: 'failed', failure, copy: null });
  });

  const before = folderBytes(running.dataDir);
  const visit = await send(running.siteUrl, '/setsession');
  expect([visit.status, visit.setCookies]).not.toEqual([200, [expect.anything()]]);
  const home = await send(running.siteUrl, '/');
  expect([home.status, home.setCookies]).toEqual([200, []]);
  expect(folderBytes(running.dataDir)).toEqual(before);

  expect(running.lines).toHaveLength(1);

  // Readable data is still read: the log is on other pages, and a window that is opened now gets the report
  // immediately.
  expect((await running.log()).length).toBeGreaterThanOrEqual(used.entries);
  const late = await LiveReader.connect(await accessBy(door.newLink()));
  onTestFinished(() => late.close());
  await eventually(() => expect(late.snapshot.status.storage).toEqual({ state: 'failed', failure, copy: null }));
});

test('72: the next start recovers without further information', async () => {
  const running = await runningOnDamage();
  await meetDamage(running);
  await running.inspector.close();
  expect(existsSync(`${running.path}.suspect`)).toBe(true);

  const next = await inspectorForTest({ dataDir: running.dataDir, secrets: [secret] });
  expect(next.lines[0]).toMatch(
    /^The database was damaged\. It was kept as inspector\.db\.corrupt-\w+, and a new database was created from its readable data/,
  );
  expect(existsSync(`${running.path}.suspect`)).toBe(false);
  const { body } = await send(next.siteUrl, '/session', { headers: { Cookie: cookieOf('sid-0', next) } });
  expect(JSON.parse(body)).toMatchObject({ n: 0 });
});

test.each([
  ['SQLITE_CORRUPT', 'damaged'],
  ['SQLITE_CORRUPT_INDEX', 'damaged'],
  ['SQLITE_NOTADB', 'damaged'],
  ['SQLITE_IOERR', 'io-error'],
  ['SQLITE_IOERR_READ', 'io-error'],
  ['SQLITE_IOERR_FSYNC', 'io-error'],
  ['SQLITE_FULL', null],
  ['SQLITE_IOERR_SHMSIZE', null],
  ['SQLITE_BUSY', null],
  ['SQLITE_CONSTRAINT_CHECK', null],
])('72: %s ends all writing: %s', (code, trouble) => {
  const database = new Sqlite(':memory:');
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE t (n INTEGER)');
  const failures: StorageFailure[] = [];
  const latch = createFailureLatch(database, (failure) => failures.push(failure));
  latch.note(new Sqlite.SqliteError('as SQLite says', code));
  latch.note(new Sqlite.SqliteError('and once more', code));
  const write = () => database.exec('INSERT INTO t VALUES (1)');
  if (trouble === null) {
    expect([failures, latch.failure]).toEqual([[], null]);
    write();
  } else {
    expect(failures).toEqual([{ trouble, detail: 'as SQLite says' }]);
    expect(write).toThrow('readonly');
  }
  expect(database.prepare('SELECT count(*) FROM t').pluck().get()).toBe(trouble === null ? 1 : 0);
});

/** A closed database that is too large to be checked before it is opened. */
function largeFolder(): { dataDir: string; path: string } {
  const { storage, dataDir } = storageForTest();
  const long = 'x'.repeat(60_000);
  for (let n = 0; n < 160; n++) storage.log.append(aRecord({ id: storage.log.takeId(), url: `/${long}` }), () => {});
  storage.close();
  return { dataDir: dataDir.path, path: dataDir.database };
}

test('73: a large file opens immediately, and damage in it is reported when it is found', async () => {
  const { dataDir, path } = largeFolder();
  damagePageOf(path, 'log', 'overflow');
  const running = await inspectorForTest({ dataDir });
  expect(running.lines).toEqual([]);
  await eventually(() => expect(running.lines).toEqual([expect.stringMatching(/^The database is damaged \(/)]));
});

test.each([
  ['sound', [], () => {}],
  ['damaged', [expect.stringMatching(/./)], (path: string) => damagePageOf(path, 'log', 'overflow')],
])('73: the check in the background finds a large file %s', async (_, expected, spoil) => {
  const { path } = largeFolder();
  spoil(path);
  const found: unknown[] = [];
  await new Promise<void>((onEnd) => {
    checkInBackground({
      path,
      place: () => ({ path, identity: null }),
      isAfterCrash: false,
      delayMs: 0,
      onDamage: (damage) => found.push(damage),
      onError: (error) => found.push(error),
      onEnd,
    });
  });
  expect(found).toEqual(expected);
});
