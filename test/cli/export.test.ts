import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runCommand, serve } from '../support/command.ts';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';
import { where } from '../support/where.ts';

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

test('writes only the log to stdout, and nothing elsewhere', async () => {
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

test('replaces secrets unless --raw is given', async () => {
  const { dataDir, sid } = await closedFolder();
  const [safe, raw] = await Promise.all([
    exportFrom(dataDir, '--format', 'ndjson'),
    exportFrom(dataDir, '--format', 'ndjson', '--raw'),
  ]);
  expect(safe.stdout).not.toContain(sid);
  expect(raw.stdout).toContain(sid);
});

test('says why a file has no entries', async () => {
  const { dataDir } = await closedFolder();
  const [ofSession, ofFilter] = await Promise.all([
    exportFrom(dataDir, '--format', 'ndjson', '--session', 'unknown'),
    exportFrom(dataDir, '--format', 'csv', '--filter', 'path:/nowhere'),
  ]);
  expect(ofSession).toMatchObject({
    status: 0,
    stderr:
      'No request of the log belongs to a session with the id “unknown”, so the file has no entries. Without --session all are exported, and each has its session id.\n',
  });
  expect(ofFilter).toMatchObject({
    status: 0,
    stderr: 'No entry of the log fits “path:/nowhere”, so the file has none.\n',
  });
});

test('exports the matches of a filter or the entries of one session, and reports an invalid option', async () => {
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

where({ isMet: existsSync('/dev/full'), reason: 'this system has no /dev/full' })(
  'says that the disk is full, with status 1',
  async () => {
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
  },
);

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

test('reports a missing log in a sentence with status 1, and creates none', async () => {
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

test('reports a file that is not a log in a sentence with status 1, and does not change it', async () => {
  const dataDir = tempDir();
  writeFileSync(join(dataDir, 'inspector.db'), 'my diary');
  const { status, stdout, stderr } = await exportFrom(dataDir, '--format', 'csv');
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^.*inspector\.db cannot be opened as a Session Inspector database: .*\n$/);
  expect(readFileSync(join(dataDir, 'inspector.db'), 'utf8')).toBe('my diary');
});

test('exports while the app is running, without disturbing it', async () => {
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

test('a reader that stops reading is not a failure', async () => {
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

describe('a file', () => {
  const given = (name: string) => new URL(`../fixtures/cases/${name}`, import.meta.url).pathname;
  const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';
  const SIGNATURE = 'l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';

  function fileWith(name: string, content: string | Uint8Array): string {
    const path = join(tempDir(), name);
    writeFileSync(path, content);
    return path;
  }

  test.each(['h01-set-cookie-newline.har', 'h02-set-cookie-comma.har', 'h10-response-cookies-only.har'])(
    '%s is written sanitised in every format, and whole with --raw',
    async (name) => {
      for (const format of ['ndjson', 'csv', 'har']) {
        const [safe, raw] = await Promise.all([
          runCommand('export', '--from', given(name), '--format', format),
          runCommand('export', '--from', given(name), '--format', format, '--raw'),
        ]);
        expect([safe.status, raw.status]).toEqual([0, 0]);
        expect(safe.stdout).toContain('connect.sid=s%3Asid:');
        for (const secret of [SID, SIGNATURE]) {
          expect(safe.stdout).not.toContain(secret);
          expect(raw.stdout).toContain(secret);
        }
        if (format !== 'csv')
          expect([safe.stdout, raw.stdout].map((text) => /"redacted":(\w+)/.exec(text)?.[1])).toEqual([
            'true',
            'false',
          ]);
      }
    },
  );

  test('is filtered as the log is, also by session', async () => {
    const entry = (path: string, cookie: string) => ({
      startedDateTime: '2026-11-20T10:00:00.000Z',
      time: 1,
      request: { method: 'GET', url: `http://app.test/${path}`, headers: [{ name: 'Cookie', value: cookie }] },
      response: { status: 200 },
    });
    const entries = [entry('one', `connect.sid=s%3A${SID}.${SIGNATURE}`), entry('two', 'theme=dark')];
    const path = fileWith('some.har', JSON.stringify({ log: { version: '1.2', entries } }));
    const paths = ({ stdout }: { stdout: string }) => stdout.match(/app\.test\/(?:one|two)/g);
    const fromFile = (...argv: string[]) => runCommand('export', '--from', path, '--format', 'csv', ...argv);
    expect(paths(await fromFile())).toEqual(['app.test/one', 'app.test/two']);
    expect(paths(await fromFile('--filter', 'path:/two'))).toEqual(['app.test/two']);
    expect(paths(await fromFile('--session', SID))).toEqual(['app.test/one']);
    expect(await fromFile('--filter', 'metod:GET')).toMatchObject({ status: 2, stdout: '' });
  });

  test('reads files of this app; for a sanitised one --raw has no effect', async () => {
    const out = join(tempDir(), 'safe.ndjson');
    const first = ['export', '--from', given('h01-set-cookie-newline.har'), '--format', 'ndjson', '--out', out];
    expect(await runCommand(...first)).toMatchObject({ status: 0, stdout: '', stderr: '' });
    expect(modeOf(out)).toBe(0o600);
    const again = await runCommand('export', '--from', out, '--format', 'har', '--raw');
    expect(again).toMatchObject({ status: 0, stderr: `${out}: is sanitised already, so --raw changes nothing.\n` });
    expect(JSON.parse(again.stdout)).toMatchObject({ log: { _inspector: { redacted: true }, entries: [{ _id: 1 }] } });
  });

  test('exports the readable part of a file, and counts the skipped parts by reason', async () => {
    const [entry] = JSON.parse(readFileSync(given('h03-one-bad-header.har'), 'utf8')).log.entries;
    const lines = [JSON.stringify(entry), '1', '{"request":tru}', '2'];
    const path = fileWith('bad.har', `{"log":{"entries":[\n${lines.join(',\n')}\n]}}`);
    const { status, stdout, stderr } = await runCommand('export', '--from', path, '--format', 'csv');
    expect(status).toBe(0);
    expect(stdout).toContain('http://app.test/x');
    expect(stderr.split('\n')).toEqual([
      `${path}: left out 3: not an entry of a log (2), not valid JSON (1). The first is entry 2, on line 3.`,
      `${path}: request.headers: items left out, because a name or a value is missing or of another type (1). The first is entry 1, on line 2.`,
      '',
    ]);
  });

  test.each<[string, (har: string) => string, string]>([
    [
      'is cut off',
      (har) => har.slice(0, har.lastIndexOf('"status"')),
      'the file ends in the middle, so its rest is missing',
    ],
    [
      'is broken in the middle',
      (har) => har.replace('{"third"', '}{"third"'),
      'from there on the file is not valid JSON, so its rest was not read',
    ],
    [
      'has a second file after it',
      (har) => `${har.replace(/,\n\{"third".*\n/, '')}\n${har}`,
      'a second JSON document follows, which was not read. Split the file',
    ],
  ])(
    'that %s is exported as far as it can be read, with a line on stderr and status 3',
    async (_how, damaged, reason) => {
      const [entry] = JSON.parse(readFileSync(given('h03-one-bad-header.har'), 'utf8')).log.entries;
      entry.request.headers.pop();
      const lines = [JSON.stringify(entry), JSON.stringify(entry), JSON.stringify({ third: 1, ...entry })];
      const path = fileWith('cut.har', damaged(`{"log":{"entries":[\n${lines.join(',\n')}\n]}}`));
      for (const format of ['csv', 'ndjson', 'har']) {
        const { status, stdout, stderr } = await runCommand('export', '--from', path, '--format', format);
        const line = `${path}: ${reason} (line 4, after entry 2). How many entries are missing is unknown.\n`;
        expect([status, stderr]).toEqual([3, line]);
        expect(stdout.match(/app\.test\/x(?=")/g)?.length).toBeGreaterThanOrEqual(2);
      }
    },
  );

  test.each<[string, string | Uint8Array, RegExp]>([
    ['nothing', '', /the file is empty\.\n$/],
    ['text', 'my diary', /the file is neither NDJSON nor HAR\. It stops at line 1\.\n$/],
    [
      'a HAR that ends in its first entry',
      '{"log":{"entries":[{"a":',
      /ends in the middle, before its first entry is complete\. It stops at line 1\.\n$/,
    ],
    ['gzip', Buffer.from('1f8b0800', 'hex'), /the file is compressed with gzip\. Decompress it first\.\n$/],
    [
      'another document',
      '{"name":"a"}',
      /neither a HAR \(it has no list log\.entries\) nor an export of this app\.\n$/,
    ],
    ['no entry', '{"log":{"entries":[1]}}', /nothing in the file is an entry of a log\. .*\n$/],
  ])('with %s is refused in a sentence, with status 1, and nothing is written', async (_what, content, reason) => {
    const path = fileWith('bad.har', content);
    const out = join(tempDir(), 'out.csv');
    const { status, stdout, stderr } = await runCommand('export', '--from', path, '--format', 'csv', '--out', out);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.startsWith(`${path} cannot be read: `)).toBe(true);
    expect(stderr).toMatch(reason);
    expect(existsSync(out)).toBe(false);
  });

  test('is not replaced by its own export, also under another name', async () => {
    const path = fileWith('only.ndjson', '{"kind":"header"}\n');
    const link = join(tempDir(), 'link.ndjson');
    symlinkSync(path, link);
    for (const out of [path, link]) {
      expect(await runCommand('export', '--from', path, '--format', 'csv', '--out', out)).toMatchObject({
        status: 2,
        stdout: '',
        stderr: expect.stringContaining('--out names the file that --from reads. Name another file for the export.'),
      });
    }
    expect(readFileSync(path, 'utf8')).toBe('{"kind":"header"}\n');
  });

  test('that is not there, or is a folder, is refused in a sentence, with status 1', async () => {
    const folder = tempDir();
    expect(await runCommand('export', '--from', join(folder, 'x.har'), '--format', 'csv')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/x\.har cannot be read: ENOENT.*\n$/),
    });
    expect(await runCommand('export', '--from', folder, '--format', 'csv')).toMatchObject({
      status: 1,
      stderr: `${folder} cannot be read: it is not a file.\n`,
    });
  });

  test.each([
    [['--from', ''], '--from needs a path.\n'],
    [
      ['--from', 'a.har', '--data-dir', 'b'],
      '--from and --data-dir do not go together: one names a file, the other a stored log.\n',
    ],
  ])('named as %j is a bad option', async (argv, stderr) => {
    expect(await runCommand('export', '--format', 'csv', ...argv)).toMatchObject({ status: 2, stdout: '', stderr });
  });

  test('leaves no temporary files', async () => {
    const folder = tempDir();
    const before = process.env.TMPDIR;
    process.env.TMPDIR = folder;
    onTestFinished(() => {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    });
    for (const name of ['h01-set-cookie-newline.har', 'none.har']) {
      await runCommand('export', '--from', given(name), '--format', 'csv');
    }
    expect(readdirSync(folder)).toEqual([]);
  });
});
