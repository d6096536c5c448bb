import { mkdirSync, mkdtempSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Census, CensusPage, CensusQuery } from '../../../server/stores/census/census.ts';
import { anyRow, censusOf } from '../../support/census.ts';
import { eventually } from '../../support/eventually.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'census-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

async function page(census: Census, query: Partial<CensusQuery> = {}): Promise<CensusPage> {
  return (await census.page({ ...anyRow, ...query })) as CensusPage;
}

function complete(census: Census): Promise<CensusPage> {
  return eventually(async () => {
    const found = await page(census);
    expect(found.census.phase).toBe('complete');
    // A selection may be a little older than the rows.
    expect(found.matching).toBe(found.census.rows + found.census.gone);
    return found;
  });
}

function table(path: string, rows: number): Sqlite.Database {
  const database = new Sqlite(path);
  onTestFinished(() => void database.close());
  database.exec('CREATE TABLE sessions (sid TEXT NOT NULL PRIMARY KEY, sess JSON NOT NULL, expire TEXT NOT NULL)');
  const insert = database.prepare('INSERT INTO sessions VALUES (?, ?, ?)');
  database.transaction(() => {
    for (let n = 0; n < rows; n++)
      insert.run(
        `sid-${String(n).padStart(6, '0')}`,
        sessionOf(n),
        new Date(Date.now() + 60_000 + n * 1_000).toISOString(),
      );
  })();
  return database;
}

const sessionOf = (n: number) =>
  JSON.stringify({ cookie: { path: '/' }, user: `visitor ${n}`, size: 'x'.repeat(n % 50) });

test('every row of a table is listed once, in any order, page by page', async () => {
  const path = join(folder(), 'sessions.db');
  table(path, 2_345);
  const census = censusOf(path, 'better-sqlite3-session-store');
  const first = await complete(census);
  expect(first).toMatchObject({ matching: 2_345, census: { rows: 2_345, news: 'version', fault: null } });
  for (const sort of ['session', 'expires', 'bytes', 'changed', 'used'] as const) {
    for (const isDescending of [false, true]) {
      const keys: string[] = [];
      for (let offset = 0; offset < 2_345; offset += 200)
        keys.push(...(await page(census, { sort, isDescending, offset })).rows.map(({ key }) => key));
      expect(new Set(keys).size).toBe(2_345);
      if (sort === 'session' || sort === 'expires')
        expect(keys).toEqual(isDescending ? [...keys].sort().reverse() : [...keys].sort());
    }
  }
  // A value that has not been read in time is asked for again.
  await eventually(async () => {
    const [row] = (await page(census, { text: 'SID-001234' })).rows;
    expect(row).toMatchObject({ key: 'sid-001234', state: 'live', value: { state: 'read', keys: ['user', 'size'] } });
  });
});

test('rows that are added, changed, expired and removed by another program are seen', async () => {
  const path = join(folder(), 'sessions.db');
  const database = table(path, 3);
  const census = censusOf(path, 'better-sqlite3-session-store');
  await complete(census);
  database.prepare('INSERT INTO sessions VALUES (?, ?, ?)').run('new', sessionOf(9), new Date(0).toISOString());
  database.prepare('UPDATE sessions SET sess = ? WHERE sid = ?').run('{"cookie":{},"cart":1}', 'sid-000001');
  database.prepare('DELETE FROM sessions WHERE sid = ?').run('sid-000000');
  await eventually(async () => {
    const { rows } = await page(census);
    expect(rows.map(({ key, state }) => [key, state])).toEqual([
      ['new', 'expired'],
      ['sid-000001', 'live'],
      ['sid-000002', 'live'],
    ]);
    expect(rows[1]).toMatchObject({ value: { keys: ['cart'] }, changedAtMs: expect.any(Number) });
    expect(rows[2]).toMatchObject({ changedAtMs: null });
  });
});

test('the rows stay as they were last known while a file is away, and are read again when it is back', async () => {
  const place = folder();
  const path = join(place, 'sessions.db');
  const census = censusOf(path, 'better-sqlite3-session-store');
  await eventually(async () => {
    expect((await page(census)).census.fault).toMatchObject({ why: { reason: 'path-missing', place: path } });
  });
  table(path, 2);
  await eventually(async () => {
    expect((await page(census)).census).toMatchObject({ fault: null, rows: 2, phase: 'complete' });
  });
});

test('more rows than are kept in memory are said to be left out', async () => {
  const path = join(folder(), 'sessions.db');
  table(path, 1_500);
  const census = censusOf(path, 'better-sqlite3-session-store', 1_000);
  const { matching, census: told } = await complete(census);
  expect([matching, told.isFull, told.mostRows]).toEqual([1_000, true, 1_000]);
});

test('a page that is not asked for again is the current one', async () => {
  const path = join(folder(), 'sessions.db');
  const database = table(path, 150);
  const census = censusOf(path, 'better-sqlite3-session-store');
  let shown = await complete(census);
  for (let n = 0; n < 5; n++) {
    database
      .prepare('INSERT INTO sessions VALUES (?, ?, ?)')
      .run(`new-${n}`, sessionOf(n), new Date(9e12).toISOString());
    // As the window asks: only if the version is another one.
    await eventually(async () => {
      shown = (await census.page({ ...anyRow, since: shown.version })) ?? shown;
      expect([shown.matching, shown.rows.some(({ key }) => key === `new-${n}`)]).toEqual([151 + n, true]);
    });
  }
});

test('values are searched only where that is wanted, and the search says how far it is', async () => {
  const path = join(folder(), 'sessions.db');
  const database = table(path, 900);
  const census = censusOf(path, 'better-sqlite3-session-store');
  await complete(census);
  expect((await page(census, { text: 'Visitor 77' })).matching).toBe(0);
  const numbers = [77, 770, 771, 772, 773, 774, 775, 776, 777, 778, 779];
  await eventually(async () => {
    const { rows, census: told } = await page(census, { text: 'Visitor 77', inValues: true });
    expect(told.search).toEqual({ searched: 900, of: 900, found: 11 });
    expect(rows.map(({ key }) => key)).toEqual(numbers.map((n) => `sid-${String(n).padStart(6, '0')}`));
  });
  // Another text, and none.
  await eventually(async () => {
    const { rows, census: told } = await page(census, { text: 'visitor 899', inValues: true });
    expect([told.search?.searched, rows.map(({ key }) => key)]).toEqual([900, ['sid-000899']]);
  });
  expect((await page(census, {})).census.search).toBe(null);
  database.close();
});

test('files of a folder are named when they change, and other files are counted apart', async () => {
  const path = join(folder(), 'sessions');
  mkdirSync(path);
  writeFileSync(join(path, 'a1b2c3d4.json'), sessionOf(1));
  writeFileSync(join(path, 'notes.txt'), 'other');
  writeFileSync(join(path, 'broken00.json'), '{"cookie":');
  const census = censusOf(path, 'session-file-store');
  const first = await complete(census);
  expect(first.census).toMatchObject({
    rows: 2,
    otherKeys: 1,
    news: 'names',
    tells: expect.not.arrayContaining(['expires']),
  });
  expect(first.rows.map(({ key, value }) => [key, value.state])).toEqual([
    ['a1b2c3d4.json', 'read'],
    ['broken00.json', 'unreadable'],
  ]);
  expect(first.rows[0]?.changedAtMs).toEqual(expect.any(Number));
  writeFileSync(join(path, 'new00000.json'), sessionOf(2));
  unlinkSync(join(path, 'broken00.json'));
  await eventually(async () => {
    expect((await page(census)).rows.map(({ key }) => key)).toEqual(['a1b2c3d4.json', 'new00000.json']);
  });
});

test('the rows of a folder that is moved away stay listed, and a folder that takes its place is followed', async () => {
  const path = join(folder(), 'sessions');
  mkdirSync(path);
  writeFileSync(join(path, 'a1b2c3d4.json'), sessionOf(1));
  const census = censusOf(path, 'session-file-store');
  await complete(census);
  renameSync(path, `${path}-old`);
  // As the log of a request would: its row is read again.
  census.note([{ key: 'a1b2c3d4.json', atMs: Date.now(), hasChanged: true }]);
  await eventually(async () => expect((await page(census)).census.fault).not.toBeNull());
  const away = await page(census);
  expect(away.census).toMatchObject({ rows: 1, gone: 0 });
  expect(away.rows).toMatchObject([{ key: 'a1b2c3d4.json', state: 'live' }]);

  mkdirSync(path);
  writeFileSync(join(path, 'b1b2c3d4.json'), sessionOf(2));
  await eventually(async () => {
    const { census: told, rows } = await page(census);
    expect([told.fault, rows.map(({ key, state }) => [key, state])]).toEqual([
      null,
      [
        ['a1b2c3d4.json', 'gone'],
        ['b1b2c3d4.json', 'live'],
      ],
    ]);
  });
  // Named by the system: without it, the folder is looked through a minute later.
  writeFileSync(join(path, 'c1b2c3d4.json'), sessionOf(3));
  await eventually(async () => expect((await page(census)).rows.map(({ key }) => key)).toContain('c1b2c3d4.json'));
});

test('a value that would run a program stays marked as dangerous while its folder is away', async () => {
  const path = join(folder(), 'sessions');
  mkdirSync(path);
  const key = 'ab'.repeat(16);
  // The end as cachelib writes it, and a pickle that would call posix.system.
  writeFileSync(join(path, key), Buffer.from('\0\0\0\0\x80\x02}U\x01acposix\nsystem\nU\x04true\x85Rs.', 'latin1'));
  const census = censusOf(path, 'flask-session-filesystem');
  await eventually(async () => expect((await page(census)).rows).toMatchObject([{ key, isDangerous: true }]));
  renameSync(path, `${path}-elsewhere`);
  // A request of the log carries the session, so that its value would be read again.
  census.note([{ key, atMs: Date.now(), hasChanged: true }]);
  await eventually(async () => expect((await page(census)).census.fault).not.toBeNull());
  expect((await page(census)).rows).toMatchObject([{ key, isDangerous: true, value: { state: 'read', keys: ['a'] } }]);
});

test('a session of the log without a row is listed as gone, until its row appears', async () => {
  const path = join(folder(), 'sessions.db');
  const database = table(path, 1);
  const census = censusOf(path, 'better-sqlite3-session-store');
  await complete(census);
  census.note([{ key: 'lost', atMs: 5, hasChanged: false }]);
  await eventually(async () => {
    const { rows, census: told } = await page(census, { state: 'gone' });
    expect(rows).toMatchObject([{ key: 'lost', state: 'gone', value: { state: 'not-read' } }]);
    expect(told).toMatchObject({ rows: 1, gone: 1 });
  });
  database.prepare('INSERT INTO sessions VALUES (?, ?, ?)').run('lost', sessionOf(1), new Date(9e12).toISOString());
  await eventually(async () => {
    const { rows, census: told } = await page(census, { state: 'logged' });
    expect(rows).toMatchObject([{ key: 'lost', state: 'live' }]);
    expect(told).toMatchObject({ rows: 2, gone: 0 });
  });
});
