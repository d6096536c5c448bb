import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataDirAt } from '../../server/base/data-dir.ts';
import { runCommand, serve } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { modeOf } from '../support/folder-bytes.ts';
import { freePort } from '../support/free-port.ts';
import { send } from '../support/http.ts';
import { tempDir } from '../support/temp-dir.ts';

/** With port 0 the names of the cookies belong to the data folder, and the copies are used in another one. */
const secretAndPort = async () => ['--secret', 'a secret for both', '--port', String(await freePort())];

test('5: a copy that was made while the app runs opens its sessions in the place of the database', async () => {
  const dataDir = join(tempDir(), 'data');
  const options = await secretAndPort();
  const running = await serve(dataDir, ...options);
  const { setCookies } = await send(running.ready.site, '/setsession');
  const headers = { Cookie: setCookies[0]?.split(';')[0] ?? '' };
  const folder = join(tempDir(), 'second');
  const first = await serve(folder);
  first.process.kill('SIGTERM');
  await first.ended;
  const { database: path } = dataDirAt(folder);
  const copy = join(tempDir(), 'copy.db');
  expect(await runCommand('backup', '--data-dir', dataDir, '--out', copy)).toMatchObject({
    status: 0,
    stdout: `Copied to ${copy}. To use it, end Session Inspector and put it in the place of ${dataDirAt(dataDir).database}.\n`,
    stderr: '',
  });
  expect(modeOf(copy)).toBe('600');
  expect(readdirSync(join(copy, '..'))).toEqual(['copy.db']);

  writeFileSync(path, readFileSync(copy));
  running.process.kill('SIGTERM');
  await running.ended;
  const second = await serve(folder, ...options);
  expect((await send(second.ready.site, '/getsession', { headers })).body).toBe('Welcome Admin');
});

test.each([
  ['another database was put in its place', (path: string, other: string) => renameSync(other, path)],
  ['it was removed', (path: string) => rmSync(path)],
])(
  '72: when %s under a running app, an export reads no other file, and a backup has the app copy its open data',
  async (_, what) => {
    const dataDir = join(tempDir(), 'data');
    const other = join(tempDir(), 'other');
    for (const folder of [dataDir, other]) {
      const first = await serve(folder);
      await send(first.ready.site, '/setsession');
      first.process.kill('SIGTERM');
      await first.ended;
    }
    const options = await secretAndPort();
    const running = await serve(dataDir, ...options);
    const { setCookies } = await send(running.ready.site, '/setsession');
    const copy = join(tempDir(), 'copy.db');
    // The app checks its files each second, so the command may be faster.
    what(dataDirAt(dataDir).database, dataDirAt(other).database);
    const [backup, exported] = await Promise.all([
      runCommand('backup', '--data-dir', dataDir, '--out', copy),
      runCommand('export', '--data-dir', dataDir, '--format', 'ndjson'),
    ]);
    expect([exported.status, exported.stdout]).toEqual([1, '']);
    expect(exported.stderr).toContain('was removed or replaced while Session Inspector has it open');
    expect(exported.stderr).toContain('npm run backup -- --out FILE');
    expect([backup.status, backup.stderr, modeOf(copy)]).toEqual([0, '', '600']);
    const again = await runCommand(
      'backup',
      '--data-dir',
      dataDir,
      '--out',
      join(tempDir(), 'no', 'such', 'folder.db'),
    );
    expect([again.status, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toMatch(/^The open database could not be copied: .+\. Nothing was written\.\n$/);
    await eventually(() => expect(running.stderr()).toMatch(/was copied to inspector\.db\.saved-\w+/));
    expect((await send(running.ready.site, '/')).status).toBe(200);
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, signal: null });
    expect(readdirSync(dataDir).filter((name) => name === 'in-use.json' || name.startsWith('copy-'))).toEqual([]);

    const folder = join(tempDir(), 'from the copy');
    const before = await serve(folder);
    before.process.kill('SIGTERM');
    await before.ended;
    renameSync(copy, dataDirAt(folder).database);
    const second = await serve(folder, ...options);
    const headers = { Cookie: setCookies[0]?.split(';')[0] ?? '' };
    expect((await send(second.ready.site, '/getsession', { headers })).body).toBe('Welcome Admin');
  },
);

test('its failures are one line: no space for the copy, an existing file, no database', async () => {
  const empty = tempDir();
  const taken = join(empty, 'taken.txt');
  writeFileSync(taken, 'precious');
  const outcomes = await Promise.all([
    runCommand('backup', '--data-dir', empty),
    runCommand('backup', '--data-dir', empty, '--out', taken),
    runCommand('backup', '--data-dir', empty, '--out', join(empty, 'copy.db')),
    runCommand('backup', '--nonsense'),
  ]);
  expect(outcomes.map(({ status, stdout }) => [status, stdout])).toEqual([
    [2, ''],
    [2, ''],
    [1, ''],
    [2, ''],
  ]);
  for (const { stderr } of outcomes) expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(readFileSync(taken, 'utf8')).toBe('precious');
});
