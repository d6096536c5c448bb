import { lstatSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { keepOddFilesAside } from '../../server/base/keep-aside.ts';
import { serve } from '../support/command.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { send } from '../support/http.ts';
import { type Oddity, oddities } from '../support/odd-files.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';

/** What the terminal says; null: this is what such a file may be, or what the app sets right without a loss. */
const told: Readonly<Record<string, Readonly<Record<Oddity, RegExp | null>>>> = {
  secret: {
    empty: /^The file secret in the data folder was empty\. It is kept as secret\.unreadable-\S+, and a new one/,
    blank: /^The file secret .* was empty\./,
    garbage: /^The file secret .* did not contain text\./,
    folder: /^The file secret .* was a folder\./,
    pipe: /^The file secret .* was a pipe\./,
    'broken link': /^The file secret .* was a link that leads nowhere\./,
    'loop of links': /^The file secret .* was a link that leads nowhere\./,
    // Its owner closed it, and is the one to open it: the secret in it is used.
    'closed file': null,
  },
  'settings.json': {
    empty:
      /^The settings could not be read, so the defaults are used\. The file is kept as \S+\/settings\.json\.unreadable-/,
    blank: /^The settings could not be read/,
    garbage: /^The settings could not be read/,
    folder: /^The settings could not be read/,
    pipe: /^The settings could not be read/,
    'broken link': /^The settings could not be read/,
    'loop of links': /^The settings could not be read/,
    'closed file': /^The settings could not be read/,
  },
  'in-use.lock': {
    // As every run leaves it.
    empty: null,
    blank: /^The file in-use\.lock .* was not a database\. It is kept as in-use\.lock\.unreadable-/,
    garbage: /^The file in-use\.lock .* was not a database\./,
    folder: /^The file in-use\.lock .* was a folder\./,
    pipe: /^The file in-use\.lock .* was a pipe\./,
    'broken link': /^The file in-use\.lock .* was a link that leads nowhere\./,
    'loop of links': /^The file in-use\.lock .* was a link that leads nowhere\./,
    'closed file': /^The file in-use\.lock .* was not a database\./,
  },
  'inspector.db': {
    empty: /^The database was empty\. It was kept as inspector\.db\.corrupt-/,
    blank: /^The database was not a database\./,
    garbage: /^The database was not a database\./,
    folder: /^The database was not a file\./,
    pipe: /^The database was not a file\./,
    'broken link': /inspector\.db is a link that leads nowhere: .* It was left as it is\./,
    'loop of links': /inspector\.db is a link that leads nowhere: /,
    'closed file': /^The database was not a database\./,
  },
};

const all = Object.keys(oddities) as Oddity[];

describe.each(Object.keys(told))('74: in the place of %s', (file) => {
  test.each(all)('%s: the app starts, serves, says which file and what it did, and ends', async (oddity) => {
    const dataDir = join(tempDir(), 'data');
    mkdirSync(dataDir);
    oddities[oddity](join(dataDir, file));
    const running = await serve(dataDir);
    const { setCookies } = await send(running.ready.site, '/setsession');
    const Cookie = setCookies[0]?.split(';')[0] ?? '';
    expect((await send(running.ready.site, '/getsession', { headers: { Cookie } })).body).toBe('Welcome Admin');
    running.process.kill('SIGTERM');
    const { status, stderr } = await running.ended;
    const expected = told[file]?.[oddity] ?? null;
    expect([status, stderr]).toEqual([0, expected === null ? '' : expect.stringMatching(expected)]);
    const inside = readdirSync(dataDir).filter((name) => lstatSync(join(dataDir, name)).isDirectory());
    // A folder of mode 0600 could not be entered.
    for (const name of inside) expect(statSync(join(dataDir, name)).mode & 0o100).toBe(0o100);
  });
});

const beside = [
  ...['secret.new', 'settings.json.new', 'inspector.db.new', 'inspector.db.suspect', 'inspector.db.backup'],
  ...['inspector.db-wal', 'inspector.db-shm', 'inspector.db-journal', 'in-use.lock-journal', 'in-use.lock-wal'],
  ...['search-0.db', 'search-12.db-wal', 'inspector.db.backup.unfinished', 'inspector.db.new-wal'],
];

test.each(beside)('74: %s is renamed if it is not a file, and the log reports it', async (file) => {
  for (const [oddity, found] of [
    ['folder', 'folder'],
    ['pipe', 'pipe'],
    ['broken link', 'broken-link'],
    ['loop of links', 'broken-link'],
  ] as const) {
    const dataDir = join(tempDir(), 'data');
    mkdirSync(dataDir);
    oddities[oddity](join(dataDir, file));
    const running = await inspectorForTest({ dataDir });
    await expect
      .poll(() => running.log())
      .toContainEqual(
        expect.objectContaining({
          notice: { code: 'file-kept-aside', file, found, keptAs: expect.stringMatching(`^${file}.unreadable-`) },
        }),
      );
    expect((await send(running.siteUrl, '/setsession')).status).toBe(200);
    await running.stop();
  }
});

test('74: regular files and files of other programs stay in place', () => {
  const { path } = dataDirAt(tempDir());
  const names = ['my-notes', 'inspector.db.corrupt-20261122T101530Z', 'secret.unreadable-1', 'recordings', 'desktop'];
  for (const name of names) oddities.folder(join(path, name));
  for (const name of ['secret.new', 'search-0.db']) oddities.garbage(join(path, name));
  expect(keepOddFilesAside(dataDirAt(path))).toEqual([]);
  expect(modeOf(join(path, 'my-notes'))).not.toBe('600');
});
