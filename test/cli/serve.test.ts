import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type ReadyLine, runCommand, serve, startCommand } from '../support/command.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { freePort } from '../support/free-port.ts';
import { keepAlive, send } from '../support/http.ts';
import { LiveReader } from '../support/live-reader.ts';
import { tempDir } from '../support/temp-dir.ts';
import { Visitor } from '../support/visitor.ts';
import { needs, where } from '../support/where.ts';

describe('when it is ready', () => {
  test('prints its addresses in two lines, and nothing else', async () => {
    const running = startCommand('serve', '--port', '0', '--no-open', '--data-dir', tempDir());
    const lines = await running.lines(2);
    expect(lines).toEqual([
      expect.stringMatching(/^Session server {2}http:\/\/localhost:\d+$/),
      expect.stringMatching(/^Inspector {7}http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/),
    ]);
    const site = lines[0]?.split(/ {2,}/)[1] ?? '';
    expect((await send(site, '/getsession')).body).toBe('Welcome Anonymous');
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, stdout: `${lines.join('\n')}\n`, stderr: '' });
  });

  test('with --json it says so in one line for programs', async () => {
    const dataDir = tempDir();
    const { ready, process, stdout } = await serve(dataDir);
    expect(ready).toEqual({
      event: 'ready',
      site: expect.stringMatching(/^http:\/\/localhost:\d+$/),
      inspector: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#code=[\w-]{43}$/),
      dataDir,
      watching: [],
      pid: process.pid,
    });
    expect(stdout()).toBe(`${JSON.stringify(ready)}\n`);
  });

  test('both addresses answer, the inspector to the token for its link only', async () => {
    const { ready } = await serve(tempDir());
    const { origin, token } = await accessBy(ready.inspector);
    expect((await send(ready.site, '/setsession')).body).toBe('The session has been Set');
    expect((await send(origin, '/trpc/log.page')).status).toBe(401);
    const page = await send(origin, '/trpc/log.page?input={}', { headers: { Authorization: `Bearer ${token}` } });
    expect(page.status).toBe(200);
  });
});

test('two inspectors with --port 0 do not end each other’s sessions in one browser', async () => {
  const jar = new Map<string, string>();
  const [one, two] = (await Promise.all([serve(tempDir()), serve(tempDir())])).map(
    ({ ready }) => new Visitor(ready.site, null, jar),
  ) as [Visitor, Visitor];
  for (const tab of [one, two]) await tab.get('/setsession');
  await two.get('/popsession');
  expect((await one.get('/getsession')).body).toBe('Welcome Admin');
  expect((await two.get('/getsession')).body).toBe('Welcome Anonymous');
  expect(jar.size).toBe(2);
});

describe('ends on a signal', () => {
  const leftBeside = (dataDir: string) => readdirSync(dataDir).filter((name) => /-(wal|shm|journal)$/.test(name));

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s it ends with status 0, and its database is closed',
    async (signal) => {
      const dataDir = tempDir();
      const running = await serve(dataDir);
      await send(running.ready.site, '/setsession');
      running.process.kill(signal);
      expect(await running.ended).toMatchObject({ status: 0, signal: null, stderr: '' });
      expect(existsSync(join(dataDir, 'inspector.db'))).toBe(true);
      expect(leftBeside(dataDir)).toEqual([]);
    },
  );

  test('ends without waiting for windows, idle connections or endless requests', async () => {
    const dataDir = tempDir();
    const running = await serve(dataDir);
    const agent = keepAlive();
    onTestFinished(() => agent.destroy());
    await send(running.ready.site, '/setsession', { agent });
    const window = await LiveReader.connect(await accessBy(running.ready.inspector));
    await sendHalfARequest(running.ready);
    await eventually(() => expect(window.entries.length + window.messages.length).toBeGreaterThan(0));
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, signal: null });
    await window.ended;
    expect(leftBeside(dataDir)).toEqual([]);
  });

  test('twice, as a group of processes often is, it still ends cleanly', async () => {
    const dataDir = tempDir();
    const running = await serve(dataDir);
    // What makes the closing last: a request that does not end is given a second.
    await sendHalfARequest(running.ready);
    running.process.kill('SIGTERM');
    await eventually(() => expect(send(running.ready.site, '/')).rejects.toThrow('ECONNREFUSED'));
    running.process.kill('SIGTERM');
    expect(await running.ended).toMatchObject({ status: 0, signal: null });
    expect(leftBeside(dataDir)).toEqual([]);
  });

  async function sendHalfARequest({ site }: ReadyLine): Promise<void> {
    const socket = connect(Number(new URL(site).port), '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    socket.write(
      'POST /session/keys/a HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"a',
    );
    await new Promise((resolve) => socket.once('connect', resolve));
    // Answered after it, so what came before has been read.
    await send(site, '/getsession');
  }

  test('has the same data at the same port after a restart', async () => {
    const dataDir = tempDir();
    const port = await freePort();
    const start = () => startCommand('serve', '--port', String(port), '--no-open', '--data-dir', dataDir);
    const first = start();
    await first.lines(2);
    const visitor = new Visitor(`http://localhost:${port}`);
    await visitor.get('/setsession');
    first.process.kill('SIGTERM');
    await first.ended;
    const second = start();
    await second.lines(2);
    expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
    expect(second.stderr()).toBe('');
  });

  test('killed instead, it says at the next start that records may be missing', async () => {
    const dataDir = tempDir();
    const first = await serve(dataDir);
    const visitor = new Visitor(first.ready.site);
    await visitor.get('/setsession');
    first.process.kill('SIGKILL');
    expect(await first.ended).toMatchObject({ signal: 'SIGKILL' });
    const second = await serve(dataDir);
    expect(second.stderr()).toBe('The last run ended without closing its log: its last records may be missing.\n');
    const again = new Visitor(second.ready.site);
    const reply = await again.send('GET', '/getsession', { headers: { Cookie: visitor.cookieHeader } });
    expect(reply.body).toBe('Welcome Admin');
  });
});

test('a recording that cannot be read is named in the terminal with the reason, and the site runs', async () => {
  const folder = tempDir();
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const bad = [file('photo.har', 'not a recording'), file('empty.ndjson', '')];
  const good = file('good.har', JSON.stringify({ log: { version: '1.2', entries: [] } }));
  const { ready, stderr } = await serve(tempDir(), ...bad, good);
  await eventually(() => expect(stderr().trimEnd().split('\n')).toHaveLength(2));
  expect(stderr()).toBe(
    `${bad[0]} cannot be read: the file is neither NDJSON nor HAR. It stops at line 1.\n${bad[1]} cannot be read: the file is empty.\n`,
  );
  expect((await send(ready.site, '/getsession')).status).toBe(200);
});

describe('when it cannot start, it says why in one line', () => {
  test('a bad command line, with status 2', async () => {
    const cases: [string[], RegExp][] = [
      [['serve', '--port', 'x'], /^--port takes a port/],
      [['export', '--format', 'pdf'], /^--format takes ndjson, csv or har, not “pdf”/],
      [['export', '--format', 'csv', '--out', ''], /^--out needs a path/],
      [['serve', '/nowhere/a.har'], /^There is no file “\/nowhere\/a\.har”\.$/m],
      [['nofile.har'], /^There is no file “nofile\.har”\.$/m],
      [
        ['http://localhost:3000'],
        /^“http:\/\/localhost:3000” is an address\. .* npm run watch -- http:\/\/localhost:3000$/m,
      ],
      [['localhost:3000'], /is an address\. To watch the app there, run: npm run watch -- localhost:3000$/m],
      [['exprot'], /^Unknown command “exprot”\. Did you mean export\? There are: /],
      [['export', '--formt', 'har'], /^Unknown option '--formt'\. Did you mean --format\?$/m],
      [['backup', '--outt', 'x'], /^Unknown option '--outt'\. Did you mean --out\?$/m],
      [['open', '--no-opn'], /^Unknown option '--no-opn'\. Did you mean --no-open\?$/m],
      [['serve', '/'], /^There is no file “\/”\.$/m],
      [['serve', ''], /^A file needs a path\.$/m],
      [['__proto__'], /^Unknown command “__proto__”\. There are: serve, watch, open, export/],
    ];
    const ended = await Promise.all(cases.map(([argv]) => runCommand(...argv)));
    for (const [index, { status, stdout, stderr }] of ended.entries()) {
      expect([status, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(cases[index]?.[1] ?? /^$/);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  test('an address of another machine, before it looks for its folder and its port', async () => {
    const dataDir = tempDir();
    await serve(dataDir);
    const ended = await runCommand('watch', 'http://192.0.2.1', '--no-open', '--data-dir', dataDir);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toMatch(/^http:\/\/192\.0\.2\.1 cannot be watched\. .* is not on this machine alone\..*\n$/);
  });

  test('a folder that another one is using', async () => {
    const dataDir = tempDir();
    const first = await serve(dataDir);
    const second = await runCommand('serve', '--port', '0', '--no-open', '--data-dir', dataDir);
    expect(second).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `Another Session Inspector is using ${dataDir}. Close it first, or start with another --data-dir.\n`,
    });
    expect((await send(first.ready.site, '/getsession')).status).toBe(200);
  });

  test('refuses a data folder that is a file, or below one', async () => {
    const file = join(tempDir(), 'file');
    writeFileSync(file, '');
    const start = (dataDir: string) => runCommand('serve', '--port', '0', '--no-open', '--data-dir', dataDir);
    for (const { status, stdout, stderr } of await Promise.all([start(file), start(join(file, 'below'))])) {
      expect([status, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^The folder .* cannot be used: .*\. Start with another --data-dir\.\n$/);
    }
  });

  test('renames a file that is not a database, reports it on stderr, and starts', async () => {
    const dataDir = tempDir();
    writeFileSync(join(dataDir, 'inspector.db'), 'my diary');
    const running = await serve(dataDir);
    const [, kept] =
      /^The database was not a database\. It was kept as (\S+), and a new database was created\.\n$/.exec(
        running.stderr(),
      ) ?? [];
    expect(readFileSync(join(dataDir, kept ?? ''), 'utf8')).toBe('my diary');
  });

  test('a port for the inspector that is taken; the site is not left running', async () => {
    const taken = await stranger();
    const dataDir = tempDir();
    const argv = ['serve', '--port', '0', '--ui-port', String(taken), '--no-open', '--data-dir', dataDir];
    const { status, stdout, stderr } = await runCommand(...argv);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^The inspector cannot listen on --ui-port ${taken}: .*EADDRINUSE.*\\n$`));
  });
});

/** A stranger's server on a separate port. */
async function stranger(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return (server.address() as AddressInfo).port;
}

test('a port for the site that is taken gives the next one, and a line on stderr', async () => {
  const taken = await stranger();
  const running = startCommand('serve', '--port', String(taken), '--no-open', '--json', '--data-dir', tempDir());
  const [line = ''] = await running.lines(1);
  const port = Number(new URL((JSON.parse(line) as ReadyLine).site).port);
  expect(port).toBeGreaterThan(taken);
  expect(running.stderr()).toBe(`Port ${taken} is taken by another program, so the site listens on ${port}.\n`);
});

describe('the learner’s own secret', () => {
  /** express-session signs `sid` as sid.base64(hmac-sha256), padding left out. */
  function isSignedBy(secret: string, cookieHeader: string): boolean {
    const [, sid = '', mac] = /s:([^.]+)\.(.+)/.exec(decodeURIComponent(cookieHeader)) ?? [];
    return createHmac('sha256', secret).update(sid).digest('base64').replace(/=+$/, '') === mac;
  }

  test('the first secret signs the cookies; the others still verify', async () => {
    const dataDir = tempDir();
    const first = await serve(dataDir, '--secret', 'old secret');
    const visitor = new Visitor(first.ready.site);
    await visitor.get('/setsession');
    expect(isSignedBy('old secret', visitor.cookieHeader)).toBe(true);
    first.process.kill('SIGTERM');
    await first.ended;

    const second = await serve(dataDir, '--secret', 'new secret', '--secret', 'old secret');
    const headers = { Cookie: visitor.cookieHeader };
    expect((await send(second.ready.site, '/getsession', { headers })).body).toBe('Welcome Admin');
    const newcomer = new Visitor(second.ready.site);
    await newcomer.get('/setsession');
    expect(isSignedBy('new secret', newcomer.cookieHeader)).toBe(true);
    second.process.kill('SIGTERM');
    await second.ended;

    const third = await serve(dataDir, '--secret', 'new secret');
    expect((await send(third.ready.site, '/getsession', { headers })).body).toBe('Welcome Anonymous');
  });

  test('can come from a file, and is printed nowhere', async () => {
    const file = join(tempDir(), 'secrets');
    writeFileSync(file, 'canary-from-a-file\n');
    const running = await serve(tempDir(), '--secret-file', file);
    const visitor = new Visitor(running.ready.site);
    await visitor.get('/setsession');
    expect(isSignedBy('canary-from-a-file', visitor.cookieHeader)).toBe(true);
    running.process.kill('SIGTERM');
    const { stdout, stderr } = await running.ended;
    expect(stdout + stderr).not.toContain('canary');
  });

  test('neither the secret nor the printed code is in a file, and no sid is on the terminal', async () => {
    const dataDir = tempDir();
    const running = await serve(dataDir, '--secret', 'canary-of-the-command-line');
    const visitor = new Visitor(running.ready.site);
    await visitor.get('/setsession');
    await visitor.send('GET', '/%zz', { headers: { Cookie: `${visitor.cookieHeader}x` } });
    running.process.kill('SIGTERM');
    const { stdout, stderr } = await running.ended;
    const sid = /s%3A([^.]+)\./.exec(visitor.cookieHeader)?.[1] ?? 'no sid';
    expect(stdout + stderr).not.toContain(sid);
    const code = new URL(running.ready.inspector).hash.slice('#code='.length);
    for (const name of readdirSync(dataDir)) {
      const content = readFileSync(join(dataDir, name), 'latin1');
      expect([name, content.includes('canary-of-the'), content.includes(code)]).toEqual([name, false, false]);
    }
  });
});

describe('a closed output', () => {
  test.each([
    ['stdout', 'stdout'],
    ['stderr', 'stderr'],
  ] as const)('on %s is not a failure', async (_name, stream) => {
    const taken = await stranger();
    const running = startCommand(
      'serve',
      '--port',
      String(taken),
      '--ui-port',
      '0',
      '--no-open',
      '--data-dir',
      tempDir(),
    );
    running.process[stream].destroy();
    // The other output has the port. The sites of other tests answer beside it, so ports are not tried.
    const port = await eventually(() => {
      const said = stream === 'stdout' ? running.stderr() : running.stdout();
      const found = /(?:site listens on |Session server {2}http:\/\/localhost:)(\d+)\.?\n/.exec(said)?.[1];
      if (found === undefined) throw new Error('The site is not there yet');
      return Number(found);
    });
    expect(port).toBeGreaterThan(taken);
    await eventually(async () => {
      expect((await send(`http://127.0.0.1:${port}`, '/getsession')).body).toBe('Welcome Anonymous');
    });
    running.process.kill('SIGTERM');
    const ended = await running.ended;
    expect([ended.status, ended.signal]).toEqual([0, null]);
    if (stream === 'stdout')
      expect(ended.stderr).toBe(`Port ${taken} is taken by another program, so the site listens on ${port}.\n`);
  });
});

test('reports an uncaught error on stderr, and the site keeps running', async () => {
  const thrower = join(tempDir(), 'thrower.mjs');
  writeFileSync(
    thrower,
    `process.on('SIGUSR2', () => {
       setTimeout(() => { throw new Error('a surprise in a timer'); });
       Promise.reject(new Error('a surprise in a promise'));
     });`,
  );
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `--import ${thrower}`;
  const starting = serve(tempDir());
  if (before === undefined) delete process.env.NODE_OPTIONS;
  else process.env.NODE_OPTIONS = before;
  const running = await starting;
  running.process.kill('SIGUSR2');
  await eventually(() => {
    expect(running.stderr()).toContain('a surprise in a timer');
    expect(running.stderr()).toContain('a surprise in a promise');
  });
  expect((await send(running.ready.site, '/getsession')).status).toBe(200);
  running.process.kill('SIGTERM');
  expect(await running.ended).toMatchObject({ status: 0 });
});

where(needs.linux)('more connections than it may open files do not end it', async () => {
  const cli = new URL('../../server/cli.ts', import.meta.url).pathname;
  const script = `ulimit -n 80 && exec "${process.execPath}" "${cli}" serve --port 0 --no-open --json --data-dir "${tempDir()}"`;
  const child = spawn('bash', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
  const { site } = JSON.parse(line) as ReadyLine;
  const { port } = new URL(site);
  const flood = Array.from({ length: 200 }, () => connect(Number(port), '127.0.0.1').on('error', () => {}));
  await Promise.all(
    flood.map((socket) => new Promise((resolve) => socket.once('connect', resolve).once('close', resolve))),
  );
  for (const socket of flood) socket.destroy();
  await eventually(async () => expect((await send(site, '/setsession')).body).toBe('The session has been Set'));
  child.kill('SIGTERM');
  expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(0);
});
