import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { serve } from '../support/command.ts';
import { CountingClient } from '../support/crash-cycles.ts';
import { overwriteInUse, usedFolder } from '../support/damaged-database.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { tempDir } from '../support/temp-dir.ts';
import { needs, where } from '../support/where.ts';

interface Place {
  readonly folder: string;
  readonly path: string;
  /** A copy of the database as it was before the run. */
  readonly older: string;
  /** A database of another folder. */
  readonly other: string;
}

interface Fault {
  readonly name: string;
  readonly what: (place: Place) => void;
  readonly told: RegExp;
  /** Where everything that was answered is found again; the last answers before a cut journal may be missing. */
  readonly foundIn: 'the folder' | 'the copy' | 'the moved folder';
  /** Answers of each client that were on their way when it happened, and whose save was refused. */
  readonly mostLost?: number;
}

const gone = /^The database file, or its folder, was removed or renamed while it was in use \(inspector\.db\)\./;
const replaced = /^Another file was put in the place of the database while it was in use \(inspector\.db\)\./;
const spoiled = /^(Another program wrote into the database|A file of the database was cut off) while it was in use/;
const journal = /^A journal of the database was removed or replaced while it was in use \(inspector\.db-(wal|shm)\)\./;
const garbage = Buffer.alloc(300_000, 0x5a);

const faults: Fault[] = [
  { name: 'the database is removed', what: ({ path }) => rmSync(path), told: gone, foundIn: 'the copy' },
  {
    name: 'the database is removed with its journals',
    what: ({ path }) => ['', '-wal', '-shm'].map((part) => rmSync(path + part)),
    told: gone,
    foundIn: 'the copy',
  },
  {
    name: 'the database is renamed',
    what: ({ path }) => renameSync(path, `${path}-elsewhere`),
    told: gone,
    foundIn: 'the copy',
  },
  {
    name: 'the folder is renamed',
    what: ({ folder }) => renameSync(folder, `${folder}-moved`),
    told: gone,
    foundIn: 'the moved folder',
  },
  {
    name: 'another database is moved to its place',
    what: ({ path, other }) => renameSync(other, path),
    told: replaced,
    foundIn: 'the copy',
  },
  {
    name: 'an older copy of itself is moved to its place',
    what: ({ path, older }) => renameSync(older, path),
    told: replaced,
    foundIn: 'the copy',
  },
  {
    name: 'garbage is moved to its place',
    what({ path }) {
      writeFileSync(`${path}-garbage`, garbage);
      renameSync(`${path}-garbage`, path);
    },
    told: replaced,
    foundIn: 'the copy',
  },
  {
    name: 'half of it is cut off',
    what: ({ path }) => truncateSync(path, halfOf(path)),
    told: spoiled,
    foundIn: 'the folder',
  },
  { name: 'all of it is cut off', what: ({ path }) => truncateSync(path, 0), told: spoiled, foundIn: 'the folder' },
  {
    name: 'its journal is cut off',
    what: ({ path }) => truncateSync(`${path}-wal`, 0),
    // In the middle of a commit, a reader may be the first to notice.
    told: /^(A file of the database was cut off|The disk failed under the database|The database is damaged)/,
    foundIn: 'the folder',
    mostLost: 1,
  },
  {
    name: 'pages of it are overwritten',
    what: ({ path }) => overwriteInUse(path, { offset: 4096, garbage: Buffer.alloc(11 * 4096, 0xa5) }),
    told: spoiled,
    foundIn: 'the folder',
  },
  { name: 'its journal is removed', what: ({ path }) => rmSync(`${path}-wal`), told: journal, foundIn: 'the folder' },
  {
    name: 'the index of its journal is removed',
    what: ({ path }) => rmSync(`${path}-shm`),
    told: journal,
    foundIn: 'the folder',
  },
];

function halfOf(path: string): number {
  return Math.floor(statSync(path).size / 2);
}

async function placeToSpoil(): Promise<Place> {
  const folder = join(tempDir(), 'data');
  const path = await usedFolder(folder);
  const older = `${folder}-older.db`;
  copyFileSync(path, older);
  const other = `${folder}-other.db`;
  copyFileSync(await usedFolder(`${folder}-other`), other);
  return { folder, path, older, other };
}

test.each(faults)(
  '72: when $name, the app reports it and keeps running, and every answered write is found again',
  async (fault) => {
    const place = await placeToSpoil();
    // With port 0 the names of the cookies belong to the path of the folder.
    const port = String(await freePort());
    const running = await serve(place.folder, '--port', port);
    const clients = Array.from({ length: 4 }, (_, n) => new CountingClient(`client${n}`));
    const counting = Promise.allSettled(clients.map((client) => client.countUp(running.ready.site)));
    await eventually(() => expect(clients.every(({ promised }) => promised > 5)).toBe(true));
    fault.what(place);
    await eventually(() => expect(running.stderr()).toMatch(fault.told));
    // No client is answered any more as if its session were kept.
    await counting;
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, signal: null });

    const folder = fault.foundIn === 'the moved folder' ? `${place.folder}-moved` : place.folder;
    const [saved] = readdirSync(folder).filter((name) => /\.saved-\w+$/.test(name));
    if (fault.foundIn === 'the copy') {
      expect(running.stderr()).toContain(`was copied to ${saved} in the data folder.`);
      renameSync(join(folder, saved ?? ''), dataDirAt(folder).database);
    }
    const next = await serve(folder, '--port', port);
    for (const { name, promised, cookie } of clients) {
      const client = Object.assign(new CountingClient(name), { cookie });
      expect(await client.stored(next.ready.site)).toBeGreaterThanOrEqual(promised - (fault.mostLost ?? 0));
    }
  },
);

test('72: the next start reports a database that disappeared during use, with the name of its copy', async () => {
  const { folder, path } = await placeToSpoil();
  const running = await serve(folder);
  rmSync(path);
  await eventually(() => expect(running.stderr()).toMatch(/was copied to inspector\.db\.saved-\w+ in the data folder/));
  running.process.kill('SIGTERM');
  await running.ended;
  const next = await serve(folder);
  await eventually(() =>
    expect(next.stderr()).toMatch(
      /^The database was missing, so a new one was created\. .* is inspector\.db\.saved-\w+\./,
    ),
  );
});

test('72: no journal is left beside a file that took the place of the database', async () => {
  const { folder, path, other } = await placeToSpoil();
  const running = await serve(folder);
  renameSync(other, path);
  await eventually(() => expect(running.stderr()).toMatch(/was copied to/));
  expect([existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([false, false]);
  running.process.kill('SIGKILL');
  await running.ended;
  const next = await serve(folder);
  next.process.kill('SIGTERM');
  expect(await next.ended).toMatchObject({ status: 0, stderr: '' });
});

where(needs.posix)('72: files that are closed to their owner go on, and it is told', async () => {
  const { folder, path } = await placeToSpoil();
  const running = await serve(folder);
  onTestFinished(() => chmodSync(folder, 0o700));
  chmodSync(path, 0o000);
  await eventually(() => expect(running.stderr()).toMatch(/^The permissions of the database file were removed/));
  expect(statSync(path).mode & 0o777).toBe(0o600);
  chmodSync(folder, 0o555);
  await eventually(() => expect(running.stderr()).toMatch(/^The data folder cannot be written to any more\./m));
  const client = new CountingClient('client');
  const counting = Promise.allSettled([client.countUp(running.ready.site)]);
  await eventually(() => expect(client.promised).toBeGreaterThan(5));
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0 });
  await counting;
  const next = await serve(folder);
  expect(await client.stored(next.ready.site)).toBeGreaterThanOrEqual(client.promised);
});

test('72: an open database that no other program changes is not copied', async () => {
  const { folder } = await placeToSpoil();
  const running = await serve(folder);
  const client = new CountingClient('client');
  const counting = Promise.allSettled([client.countUp(running.ready.site)]);
  await eventually(() => expect(client.promised).toBeGreaterThan(300));
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0, stderr: '' });
  await counting;
});
