import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import type { Notice } from '../../server/contract/log-entry.ts';
import { applicationId, migrations } from '../../server/storage/database/migrate.ts';
import { backUpNow, backupOf } from '../../server/storage/database/recovery/backup.ts';
import { cutInHalf, damagePageOf, overwrite, used, usedFolder } from '../support/damaged-database.ts';
import { eventually } from '../support/eventually.ts';
import { folderBytes } from '../support/folder-bytes.ts';
import { send } from '../support/http.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

const sqlitePath = createRequire(import.meta.url).resolve('better-sqlite3');
const newer = migrations.length + 1;

afterEach(() => void vi.unstubAllEnvs());

/** A used data folder with whatever `spoil` makes of its database, as bytes before the start. */
async function spoiledFolder(spoil: (path: string) => void | Promise<void>) {
  const dataDir = join(tempDir(), 'data');
  const path = await usedFolder(dataDir);
  await spoil(path);
  return { dataDir, path, before: filesOf(dataDir) };
}

const hashOfNothing = createHash('sha256').digest('hex');

/**
 * The files that hold data, as hashes; without the index of a journal, which every reader rebuilds, and empty
 * journals.
 */
function filesOf(dataDir: string): Record<string, string> {
  const files = Object.entries(folderBytes(dataDir)).filter(
    ([name]) => name.startsWith('inspector.db') && !name.endsWith('-shm'),
  );
  const hashes = files.map(([name, { bytes }]) => [name, createHash('sha256').update(bytes, 'latin1').digest('hex')]);
  return Object.fromEntries(hashes.filter(([, hash]) => hash !== hashOfNothing));
}

async function noticesOf(running: RunningInspector): Promise<Notice[]> {
  await eventually(async () => expect((await running.log()).some(({ kind }) => kind === 'notice')).toBe(true));
  return (await running.log()).flatMap((entry) => (entry.kind === 'notice' ? [entry.notice] : []));
}

/** The site keeps a session from one request to the next, and the log has both. */
async function expectUsable(running: RunningInspector): Promise<void> {
  const { setCookies } = await send(running.siteUrl, '/setsession');
  const Cookie = setCookies[0]?.split(';')[0] ?? '';
  expect((await send(running.siteUrl, '/getsession', { headers: { Cookie } })).body).toBe('Welcome Admin');
  await expect
    .poll(async () => (await running.requests()).slice(-2).map(({ url }) => url))
    .toEqual(['/setsession', '/getsession']);
}

interface Spoiled {
  readonly name: string;
  readonly spoil: (path: string) => void | Promise<void>;
  readonly defect: string;
  readonly begunFrom: object;
}

const nothing = { from: 'nothing' };
/** Everything, or everything except the rows of one page. */
const allSessions = { from: 'rescued', sessions: used.sessions, entries: used.entries };
const most = (whole: number) => expect.toSatisfy((count: number) => count > whole * 0.6 && count < whole);

const spoiled: Spoiled[] = [
  {
    name: 'garbage in its header',
    spoil: (path) => overwrite(path, 0, Buffer.alloc(100, 0xff)),
    defect: 'not-a-database',
    begunFrom: nothing,
  },
  {
    name: 'a text instead',
    spoil: (path) => writeFileSync(path, 'Dear diary, today I was not a database.\n'.repeat(50)),
    defect: 'not-a-database',
    begunFrom: nothing,
  },
  {
    name: 'a damaged page of the sessions',
    spoil: (path) => damagePageOf(path, 'sessions'),
    defect: 'damaged',
    begunFrom: { from: 'rescued', sessions: most(used.sessions), entries: used.entries },
  },
  {
    name: 'a damaged page of the log',
    spoil: (path) => damagePageOf(path, 'log'),
    defect: 'damaged',
    begunFrom: { from: 'rescued', sessions: used.sessions, entries: most(used.entries) },
  },
  {
    name: 'a damaged page of an index, which only a check of all pages meets',
    spoil: (path) => damagePageOf(path, 'sessions_by_expiry'),
    defect: 'damaged',
    begunFrom: allSessions,
  },
  { name: 'its second half missing', spoil: cutInHalf, defect: 'damaged', begunFrom: expect.anything() },
  { name: 'nothing in it', spoil: (path) => writeFileSync(path, ''), defect: 'empty', begunFrom: nothing },
  {
    name: 'a header and nothing behind it',
    spoil: (path) => writeFileSync(path, readFileSync(path).subarray(0, 100)),
    defect: expect.stringMatching(/damaged|not-a-database/) as unknown as string,
    begunFrom: nothing,
  },
  {
    name: 'a folder in its place',
    spoil: (path) => {
      rmSync(path);
      mkdirSync(path);
      writeFileSync(join(path, 'inside'), 'kept');
    },
    defect: 'not-a-file',
    begunFrom: nothing,
  },
  {
    name: 'the mark of another program',
    spoil: (path) => {
      rmSync(path);
      makeForeign(path, 0x47504b47);
    },
    defect: 'foreign',
    begunFrom: nothing,
  },
  {
    name: 'the tables of another program that leaves no mark',
    spoil: (path) => {
      rmSync(path);
      makeForeign(path, 0);
    },
    defect: 'foreign',
    begunFrom: nothing,
  },
  {
    name: 'the journal of another database beside it',
    spoil: (path) => copyFileSync(journalOfAnother(), `${path}-wal`),
    defect: 'damaged',
    begunFrom: { from: 'main-file' },
  },
  {
    name: 'its journal without itself',
    spoil: (path) => {
      copyFileSync(journalOfAnother(), `${path}-wal`);
      rmSync(path);
    },
    defect: 'missing',
    begunFrom: nothing,
  },
  {
    name: 'a table missing',
    spoil: (path) => change(path, 'DROP TABLE actor_jars'),
    defect: 'damaged',
    begunFrom: allSessions,
  },
  {
    name: 'a change of its schema half done',
    spoil: (path) => change(path, 'DROP TABLE log; PRAGMA user_version = 0'),
    defect: 'damaged',
    begunFrom: { from: 'rescued', sessions: used.sessions, entries: 0 },
  },
];

test.each(spoiled)(
  '71: a database with $name is kept aside, and the app opens and says so',
  async ({ spoil, defect, begunFrom }) => {
    const { dataDir, before } = await spoiledFolder(spoil);
    const running = await inspectorForTest({ dataDir });
    const [notice, ...others] = await noticesOf(running);
    expect(others).toEqual([]);
    expect(notice).toEqual({
      code: 'database-set-aside',
      defect,
      keptAs: expect.stringMatching(/^inspector\.db\.corrupt-\d{8}T\d{6}Z$/),
      begunFrom,
    });
    const { keptAs } = notice as { keptAs: string };
    expect(running.lines).toEqual([expect.stringContaining(`It was kept as ${keptAs}, and `)]);
    await expectUsable(running);
    for (const [name, bytes] of Object.entries(before)) {
      expect(filesOf(dataDir)[name.replace('inspector.db', keptAs)]).toBe(bytes);
    }
    if (defect === 'not-a-file') expect(readFileSync(join(dataDir, keptAs, 'inside'), 'utf8')).toBe('kept');

    // The next start finds nothing to say, and keeps the one copy.
    await running.inspector.close();
    const next = await inspectorForTest({ dataDir });
    expect(next.lines).toEqual([]);
    expect(copiesIn(dataDir)).toEqual(defect === 'missing' ? [] : [keptAs]);
  },
);

test.each([
  ['rescued rows', (path: string) => damagePageOf(path, 'log')],
  ['the file without the journal', (path: string) => copyFileSync(journalOfAnother(), `${path}-wal`)],
])('71: sessions taken over by way of %s open with the cookies they had', async (_, spoil) => {
  const { dataDir } = await spoiledFolder(spoil);
  const running = await inspectorForTest({ dataDir });
  const row = await running.inspector.handle(
    new Request(`app://inspector/trpc/sessions.row?input=${encodeURIComponent(JSON.stringify({ sid: 'sid-7' }))}`),
  );
  expect(await row.text()).toContain('\\"n\\":7');
});

test('71: if there is a good backup, the app continues with it', async () => {
  const { dataDir } = await spoiledFolder((path) => {
    const database = new Sqlite(path);
    backUpNow(database, backupOf(path));
    database.close();
    overwrite(path, 0, Buffer.alloc(100, 0xff));
  });
  const running = await inspectorForTest({ dataDir });
  expect(await noticesOf(running)).toMatchObject([{ begunFrom: { from: 'backup', madeAtMs: expect.any(Number) } }]);
  expect((await running.requests()).length).toBe(used.entries);
  await expectUsable(running);
});

test('71: a backup that is damaged itself is not used', async () => {
  const { dataDir, path } = await spoiledFolder((path) => {
    copyFileSync(path, backupOf(path));
    damagePageOf(backupOf(path), 'log');
    writeFileSync(path, 'no database');
  });
  const running = await inspectorForTest({ dataDir });
  expect(await noticesOf(running)).toMatchObject([{ begunFrom: nothing }]);
  expect(existsSync(backupOf(path))).toBe(true);
});

test('71: each start keeps at most one copy, under a unique name', async () => {
  const { dataDir, path } = await spoiledFolder((path) => writeFileSync(path, 'first'));
  await (await inspectorForTest({ dataDir })).inspector.close();
  writeFileSync(path, 'second');
  await (await inspectorForTest({ dataDir })).inspector.close();
  expect(
    copiesIn(dataDir)
      .map((name) => readFileSync(join(dataDir, name), 'utf8'))
      .sort(),
  ).toEqual(['first', 'second']);
});

test.each(['wal', 'delete'])(
  '77: a database of a newer version (%s) is left as it is, and the app opens without it',
  async (mode) => {
    const { dataDir, path, before } = await spoiledFolder((path) =>
      change(path, `PRAGMA journal_mode = ${mode}; PRAGMA user_version = ${newer}; CREATE TABLE later (n INTEGER)`),
    );
    const running = await inspectorForTest({ dataDir });
    expect(await noticesOf(running)).toEqual([{ code: 'database-temporary', obstacle: 'newer', path }]);
    expect(running.lines).toEqual([
      expect.stringContaining('was written by a newer Session Inspector: update this one'),
    ]);
    await expectUsable(running);
    await running.inspector.close();
    expect(filesOf(dataDir)).toEqual(before);
  },
);

test('71: a database that another process holds is left as it is, and the app opens without it', async () => {
  const { dataDir, path, before } = await spoiledFolder(() => {});
  const holder = spawn(process.execPath, [
    '-e',
    `const Sqlite = require(${JSON.stringify(sqlitePath)});
     const database = new Sqlite(${JSON.stringify(path)});
     database.pragma('journal_mode = DELETE');
     database.exec('BEGIN EXCLUSIVE');
     process.stdout.write('held');
     setInterval(() => {}, 1000);`,
  ]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const held = filesOf(dataDir);
  const running = await inspectorForTest({ dataDir });
  expect(await noticesOf(running)).toEqual([{ code: 'database-temporary', obstacle: 'locked', path }]);
  await expectUsable(running);
  await running.inspector.close();
  expect(filesOf(dataDir)).toEqual(held);
  expect(Object.keys(before)).toEqual(['inspector.db']);
});

test('the start waits for a lock that is released in time', async () => {
  const { dataDir, path } = await spoiledFolder(() => {});
  const holder = spawn(process.execPath, [
    '-e',
    `const Sqlite = require(${JSON.stringify(sqlitePath)});
     const database = new Sqlite(${JSON.stringify(path)});
     database.exec('BEGIN IMMEDIATE');
     process.stdout.write('held');
     setTimeout(() => database.exec('ROLLBACK'), 600);`,
  ]);
  onTestFinished(() => void holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  const running = await inspectorForTest({ dataDir });
  expect(running.lines).toEqual([]);
  expect((await running.requests()).length).toBe(used.entries);
});

test('71: a temporary database is deleted with its run, and was never in the data folder', async () => {
  const { dataDir } = await spoiledFolder((path) => change(path, `PRAGMA user_version = ${newer}`));
  const folder = tempDir();
  vi.stubEnv('TMPDIR', folder);
  const running = await inspectorForTest({ dataDir });
  await expectUsable(running);
  expect(readdirSync(folder)).toContainEqual(expect.stringMatching(/^session-inspector-\w{6}$/));
  await running.inspector.close();
  expect(readdirSync(folder).filter((name) => !name.includes('test'))).toEqual([]);
});

function copiesIn(dataDir: string): string[] {
  return readdirSync(dataDir).filter((name) => /\.corrupt-[^-]*(-\d+)?$/.test(name));
}

function change(path: string, sql: string): void {
  const database = new Sqlite(path);
  database.exec(sql);
  database.close();
}

function makeForeign(path: string, id: number): void {
  change(path, `CREATE TABLE precious (n INTEGER); INSERT INTO precious VALUES (1); PRAGMA application_id = ${id}`);
}

/** A journal with pages of a database that has nothing to do with ours. */
function journalOfAnother(): string {
  const path = join(tempDir(), 'other.db');
  const other = new Sqlite(path);
  other.pragma('journal_mode = WAL');
  other.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
  other.exec('CREATE TABLE other (content BLOB)');
  for (let n = 0; n < 50; n++) other.exec('INSERT INTO other VALUES (randomblob(3000))');
  copyFileSync(`${path}-wal`, `${path}-wal-kept`);
  other.close();
  return `${path}-wal-kept`;
}
