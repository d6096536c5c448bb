import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { runCommand, serve } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';

const cli = new URL('../../server/cli.ts', import.meta.url).pathname;

/** A folder whose inspector has closed, with one visit in its log. */
async function closedFolder(): Promise<{ dataDir: string; sid: string }> {
  const { inspector, dataDir, siteUrl, requests } = await inspectorForTest();
  await new Visitor(siteUrl).get('/setsession?visit=canary');
  const sid = await eventually(async () => {
    const [record] = await requests();
    expect(record?.sidAfter).toBeTypeOf('string');
    return record?.sidAfter ?? '';
  });
  await inspector.close();
  return { dataDir, sid };
}

const exportFrom = (dataDir: string, ...argv: string[]) => runCommand('export', '--data-dir', dataDir, ...argv);
const modeOf = (path: string) => statSync(path).mode & 0o777;

beforeAll(() => {
  // Whatever the user's own mask lets through, an export must not.
  const before = process.umask(0);
  return () => void process.umask(before);
});

test('writes the log to stdout, and nothing else anywhere', async () => {
  const { dataDir } = await closedFolder();
  const before = readdirSync(dataDir).sort();
  const [ndjson, csv, har] = await Promise.all(
    ['ndjson', 'csv', 'har'].map((format) => exportFrom(dataDir, '--format', format)),
  );
  for (const ended of [ndjson, csv, har]) {
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    expect(ended?.stdout).toContain('/setsession?visit=canary');
  }
  for (const line of ndjson?.stdout.trimEnd().split('\n') ?? []) JSON.parse(line);
  expect(JSON.parse(har?.stdout ?? '')).toHaveProperty('log.version', '1.2');
  expect(readdirSync(dataDir).sort()).toEqual(before);
});

test('leaves secrets out, unless --raw asks for them', async () => {
  const { dataDir, sid } = await closedFolder();
  const [safe, raw] = await Promise.all([
    exportFrom(dataDir, '--format', 'ndjson'),
    exportFrom(dataDir, '--format', 'ndjson', '--raw'),
  ]);
  expect(safe.stdout).not.toContain(sid);
  expect(raw.stdout).toContain(sid);
});

test('writes what a filter finds, or the entries of one session, and says what is wrong with them', async () => {
  const { inspector, dataDir, siteUrl, requests } = await inspectorForTest();
  for (const visit of ['one', 'two', 'one']) await new Visitor(siteUrl).get(`/setsession?visit=${visit}`);
  const [, second] = await eventually(async () => {
    const found = await requests();
    expect(found).toHaveLength(3);
    return found;
  });
  await inspector.close();
  const visits = ({ stdout }: { stdout: string }) => stdout.match(/visit=(one|two)(?=")/g);
  const filtered = await exportFrom(dataDir, '--format', 'ndjson', '--filter', 'visit=one method:GET');
  expect([visits(filtered), filtered.status]).toEqual([['visit=one', 'visit=one'], 0]);
  const ofSession = await exportFrom(dataDir, '--format', 'ndjson', '--session', second?.sidAfter ?? '');
  expect([visits(ofSession), ofSession.stdout.split('\n', 1)[0]]).toEqual([
    ['visit=two'],
    expect.stringContaining('"scope":"session"'),
  ]);
  expect(visits(await exportFrom(dataDir, '--format', 'csv', '--filter', 'nowhere'))).toBeNull();
  expect(await exportFrom(dataDir, '--format', 'csv', '--filter', 'method:GET metod:GET')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: '--filter cannot be read (unknown key) at character 12: “metod:GET”.\n',
  });
  for (const argv of [
    ['--filter', 'a', '--session', 'b'],
    ['--session', ''],
  ]) {
    expect(await exportFrom(dataDir, '--format', 'csv', ...argv)).toMatchObject({ status: 2, stdout: '' });
  }
});

test('writes to a file for its owner only, new or not', async () => {
  const { dataDir } = await closedFolder();
  const folder = tempDir();
  const [fresh, old] = [join(folder, 'fresh.csv'), join(folder, 'old.csv')];
  writeFileSync(old, 'x'.repeat(100_000));
  chmodSync(old, 0o666);
  const ended = await Promise.all([fresh, old].map((out) => exportFrom(dataDir, '--format', 'csv', '--out', out)));
  for (const { status, stdout, stderr } of ended) expect([status, stdout, stderr]).toEqual([0, '', '']);
  expect([modeOf(fresh), modeOf(old)]).toEqual([0o600, 0o600]);
  for (const out of [fresh, old]) {
    expect(readFileSync(out, 'utf8')).toContain('/setsession?visit=canary');
    expect(readFileSync(out, 'utf8')).not.toContain('xxxx');
  }
});

test.runIf(existsSync('/dev/full'))('says that the disk is full, with status 1', async () => {
  const { dataDir } = await closedFolder();
  const toDevice = await exportFrom(dataDir, '--format', 'csv', '--out', '/dev/full');
  expect(toDevice).toMatchObject({ status: 1, stdout: '', stderr: expect.stringMatching(/^.*ENOSPC.*\n$/) });
  expect(existsSync('/dev/full')).toBe(true);
  const script = `"${process.execPath}" "${cli}" export --data-dir "${dataDir}" --format csv > /dev/full`;
  const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  shell.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  expect(await new Promise((resolve) => shell.once('close', resolve))).toBe(1);
  expect(stderr).toMatch(/^.*ENOSPC.*\n$/);
});

test('says in a sentence where it cannot write, with status 1', async () => {
  const { dataDir } = await closedFolder();
  const folder = tempDir();
  const ended = await Promise.all(
    [folder, join(folder, 'not', 'there.csv')].map((out) => exportFrom(dataDir, '--format', 'csv', '--out', out)),
  );
  for (const { status, stdout, stderr } of ended) {
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^The export cannot be written: .*\n$/);
  }
});

test('says in a sentence that there is no log, with status 1, and makes none', async () => {
  const folder = tempDir();
  const missing = join(folder, 'missing');
  const empty = join(folder, 'empty');
  mkdirSync(empty);
  for (const dataDir of [missing, empty]) {
    expect(await exportFrom(dataDir, '--format', 'csv')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `There is no log in ${dataDir}. Name the folder of a Session Inspector with --data-dir.\n`,
    });
  }
  expect(existsSync(missing)).toBe(false);
  expect(readdirSync(empty)).toEqual([]);
});

test('says in a sentence that a file is no log, with status 1, and leaves it as it is', async () => {
  const dataDir = tempDir();
  writeFileSync(join(dataDir, 'inspector.db'), 'my diary');
  const { status, stdout, stderr } = await exportFrom(dataDir, '--format', 'csv');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^.*inspector\.db cannot be opened as a Session Inspector database: .*\n$/);
  expect(readFileSync(join(dataDir, 'inspector.db'), 'utf8')).toBe('my diary');
});

test('exports while the app is running, and neither disturbs the other', async () => {
  const dataDir = tempDir();
  const running = await serve(dataDir);
  const agent = keepAlive();
  onTestFinished(() => agent.destroy());
  const visit = (number: number) => send(running.ready.site, `/getsession?visit=${number}`, { agent });
  for (let number = 0; number < 300; number++) await visit(number);
  const exporting = exportFrom(dataDir, '--format', 'ndjson');
  let isOver = false;
  void exporting.then(() => {
    isOver = true;
  });
  for (let number = 300; !isOver; number++) expect((await visit(number)).status).toBe(200);
  const { status, stdout, stderr } = await exporting;
  expect([status, stderr]).toEqual([0, '']);
  for (let number = 0; number < 300; number++) expect(stdout).toContain(`/getsession?visit=${number}"`);
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0, stderr: '' });
});

test('a reader that has had enough is no failure', async () => {
  const dataDir = tempDir();
  const running = await serve(dataDir);
  const agent = keepAlive();
  onTestFinished(() => agent.destroy());
  await Promise.all(Array.from({ length: 400 }, () => send(running.ready.site, '/getsession', { agent })));
  const script = `"${process.execPath}" "${cli}" export --data-dir "${dataDir}" --format ndjson | head -c 10; echo " \${PIPESTATUS[0]}"`;
  const shell = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  shell.stdout.setEncoding('utf8').on('data', (chunk) => {
    stdout += chunk;
  });
  shell.stderr.setEncoding('utf8').on('data', (chunk) => {
    stderr += chunk;
  });
  await new Promise((resolve) => shell.once('close', resolve));
  expect(stdout).toMatch(/^.{10} 0\n$/s);
  expect(stderr).toBe('');
});
