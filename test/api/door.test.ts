import { type Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { AnyProcedure } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { appRouter } from '../../server/api/router.ts';
import { securityHeaders } from '../../server/api/security-headers.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { LiveReader } from '../support/live-reader.ts';
import { exchange } from '../support/raw-socket.ts';
import { type RunningInspector, runInspector } from '../support/running-inspector.ts';
import { procedures, tenSecrets } from './procedures.ts';

let running: RunningInspector;
let api: ApiClient;
let agent: Agent;
let port: number;
beforeAll(async () => {
  running = await runInspector({ secrets: tenSecrets });
  api = await apiClient(running.inspector);
  agent = keepAlive();
  port = Number(new URL(api.origin).port);
});
afterAll(async () => {
  agent.destroy();
  await running.stop();
});

interface Target {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'OPTIONS' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  /** What a rightful caller is answered. */
  readonly status: number;
}

const procedureTargets: Target[] = Object.entries(procedures).map(([name, { type, input, status = 200 }]) => {
  if (type === 'mutation') {
    return {
      method: 'POST',
      path: `/trpc/${name}`,
      body: input === undefined ? '' : JSON.stringify(input),
      status,
    };
  }
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  return { method: 'GET', path: `/trpc/${name}${query}`, status };
});

const otherTargets: Target[] = [
  { method: 'GET', path: '/trpc/no.such.procedure', status: 404 },
  { method: 'GET', path: '/trpc/', status: 404 },
  { method: 'OPTIONS', path: '/trpc/log.page', status: 405 },
  { method: 'GET', path: '/workspaces/none/trpc/log.page', status: 404 },
  { method: 'GET', path: '/workspaces/none', status: 404 },
  { method: 'POST', path: '/recordings', body: '{}', status: 415 },
  { method: 'GET', path: '/download/unknown', status: 404 },
  { method: 'POST', path: '/access', body: '{"code":"unknown"}', status: 403 },
  { method: 'GET', path: '/access', status: 405 },
  { method: 'GET', path: '/', status: 200 },
  { method: 'HEAD', path: '/', status: 200 },
  { method: 'HEAD', path: '/trpc/log.page?input=%7B%7D', status: 200 },
  { method: 'HEAD', path: '/download/unknown', status: 404 },
  { method: 'GET', path: '/index.html', status: 200 },
  { method: 'GET', path: '/assets/app-1a2b3c.js', status: 200 },
  { method: 'GET', path: '/nothing', status: 404 },
  { method: 'POST', path: '/', body: '{}', status: 405 },
  { method: 'OPTIONS', path: '/', status: 405 },
];

const targets = [...procedureTargets, ...otherTargets];

interface Caller {
  readonly host: string;
  readonly origin?: string;
  readonly site?: string;
  readonly mode?: string;
  readonly token?: 'right' | 'wrong';
}

const tokens = [undefined, 'wrong', 'right'] as const;

/** What the door must answer, said once more in other words than its own. */
function expected({ path, method, status }: Target, { host, origin, site, mode, token }: Caller): number {
  const ours = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!ours.includes(host)) return 403;
  if (origin !== undefined && !ours.map((name) => `http://${name}`).includes(origin)) return 403;
  const isProcedure = path.startsWith('/trpc') || path.startsWith('/recordings') || path.startsWith('/workspaces');
  const isLink = mode === 'navigate' && (method === 'GET' || method === 'HEAD') && !isProcedure;
  if (site !== undefined && site !== 'none' && site !== 'same-origin' && !isLink) return 403;
  return isProcedure && token !== 'right' ? 401 : status;
}

interface Head {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** Sends a request as this caller. The live stream does not end, so its head is enough. */
function ask({ method, path, body }: Target, { host, origin, site, mode, token }: Caller): Promise<Head> {
  const headers = {
    Host: host,
    ...(origin === undefined ? {} : { Origin: origin }),
    ...(site === undefined ? {} : { 'Sec-Fetch-Site': site }),
    ...(mode === undefined ? {} : { 'Sec-Fetch-Mode': mode }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token === 'right' ? api.token : 'x'.repeat(43)}` }),
    ...(body === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      const head = { status: response.statusCode ?? 0, headers: response.headers };
      if (response.headers['content-type'] === 'text/event-stream') {
        resolve({ ...head, body: '' });
        sent.destroy();
        return;
      }
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve({ ...head, body: text }));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/**
 * Whatever is answered, and to whomever: guarded by the browser, readable by nobody else, and silent on what is
 * inside.
 */
function expectGuarded({ status, headers, body }: Head): void {
  expect(headers).toMatchObject({
    'content-security-policy': expect.stringMatching(
      /^default-src 'none'; script-src 'self'.*base-uri 'none'.*frame-ancestors 'none'; object-src 'none'$/,
    ),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-frame-options': 'DENY',
    'cache-control': expect.any(String),
  });
  expect(headers['content-security-policy']).not.toContain('unsafe');
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
  expect(headers).not.toHaveProperty('set-cookie');
  if (status >= 400) expect(body).not.toMatch(/\n\s+at |node_modules|server\/|\.ts\b|SQLITE|SELECT/);
}

test('the list of refusal tests contains every procedure', () => {
  const types = Object.entries<AnyProcedure>(appRouter._def.procedures as never).map(([name, { _def }]) => [
    name,
    _def.type,
  ]);
  const listed = Object.entries(procedures).map(([name, { type }]) => [name, type]);
  expect(types.sort()).toEqual(listed.sort());
});

describe('only our own window gets in', () => {
  test.each(targets)('$method $path by any origin, fetch site and token', async (target) => {
    const origins = [
      undefined,
      `http://127.0.0.1:${port}`,
      `http://localhost:${port}`,
      // The observed site: same host, other port.
      running.siteUrl,
      'http://evil.example',
      `http://localhost:${port}.evil.example`,
      `https://localhost:${port}`,
      'null',
    ];
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      for (const origin of origins) {
        for (const site of [undefined, 'none', 'same-origin', 'same-site', 'cross-site']) {
          for (const token of tokens) {
            const caller = { host, ...(origin && { origin }), ...(site && { site }), ...(token && { token }) };
            const head = await ask(target, caller);
            expect({ ...caller, status: head.status }).toEqual({ ...caller, status: expected(target, caller) });
            expectGuarded(head);
          }
        }
      }
    }
  });

  test.each(targets)('$method $path under no name but ours', async (target) => {
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      `localhost.evil.example:${port}`,
      `127.0.0.1.nip.io:${port}`,
      `0.0.0.0:${port}`,
      `localhost.:${port}`,
      `user@localhost:${port}`,
      `[::1]:${port}`,
      `127.1:${port}`,
      `2130706433:${port}`,
      'localhost',
      '127.0.0.1',
      `127.0.0.1:${port + 1}`,
      `127.0.0.1:0${port}`,
      `127.0.0.1:${port}, evil.example`,
      '',
    ];
    for (const host of hosts) {
      for (const token of tokens) {
        const head = await ask(target, {
          host,
          origin: `http://${host}`,
          site: 'same-origin',
          ...(token && { token }),
        });
        expect([host, head.status]).toEqual([host, 403]);
        expectGuarded(head);
      }
    }
  });

  test.each(targets)('$method $path by a link from another site, except for pages', async (target) => {
    for (const site of ['cross-site', 'same-site']) {
      for (const token of tokens) {
        const caller = { host: `127.0.0.1:${port}`, site, mode: 'navigate', ...(token && { token }) };
        expect((await ask(target, caller)).status).toBe(expected(target, caller));
      }
    }
  });

  test.each(targets)('$method $path without a Host: 403', async ({ method, path }) => {
    const answers = [
      await exchange(port, `${method} ${path} HTTP/1.1\r\nConnection: close\r\n\r\n`),
      await exchange(port, `${method} ${path} HTTP/1.0\r\n\r\n`),
    ];
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer.toLowerCase()).toContain('\r\ncontent-security-policy: ');
    }
  });
});

describe('a link', () => {
  const exchange = (origin: string, body: string, headers = { 'Content-Type': 'application/json' }) =>
    send(origin, '/access', { method: 'POST', headers, body });
  const codeOf = (link: string) => new URL(link).hash.slice('#code='.length);

  test('has a code of 256 random bits in its fragment, another one each time', () => {
    const links = [api.door.newLink(), api.door.newLink()];
    for (const link of links) expect(link).toMatch(new RegExp(`^${api.origin}/#code=[\\w-]{43}$`));
    expect(Buffer.from(codeOf(links[0] ?? ''), 'base64url').length).toBe(32);
    expect(new Set(links).size).toBe(2);
  });

  test('opens once: its code is exchanged for a token, and is then refused', async () => {
    let uses = 0;
    const code = codeOf(api.door.newLink(() => uses++));
    const first = await exchange(api.origin, JSON.stringify({ code }));
    const { token } = JSON.parse(first.body) as { token: string };
    expect([first.status, uses, Buffer.from(token, 'base64url').length]).toEqual([200, 1, 32]);
    expect(first.headers['cache-control']).toBe('no-store');
    const page = await send(api.origin, '/trpc/log.page?input={}', { headers: { Authorization: `Bearer ${token}` } });
    expect(page.status).toBe(200);

    const again = await exchange(api.origin, JSON.stringify({ code }));
    expect([again.status, uses]).toEqual([403, 1]);
    expect(JSON.parse(again.body)).toMatchObject({ detail: expect.stringContaining('npm run open') });
  });

  test('of two that exchange it at the same time, one gets a token', async () => {
    const body = JSON.stringify({ code: codeOf(api.door.newLink()) });
    const statuses = (await Promise.all(Array.from({ length: 10 }, () => exchange(api.origin, body)))).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 9 }, () => 403)]);
  });

  test('is of no use as a token, nor a token as a code', async () => {
    const code = codeOf(api.door.newLink());
    const asToken = await send(api.origin, '/trpc/log.page?input={}', { headers: { Authorization: `Bearer ${code}` } });
    expect(asToken.status).toBe(401);
    expect((await exchange(api.origin, JSON.stringify({ code: api.token }))).status).toBe(403);
  });

  test('of another door is not accepted here', async () => {
    const other = await running.inspector.openDoor(0);
    const body = JSON.stringify({ code: codeOf(other.newLink()) });
    expect((await exchange(api.origin, body)).status).toBe(403);
    expect((await exchange(other.origin, body)).status).toBe(200);
  });

  test.each([
    ['no body', ''],
    ['a body that is not JSON', '{'],
    ['no code', '{}'],
    ['a code that is a number', '{"code":1}'],
    ['a list', '["code"]'],
  ])('cannot be exchanged with %s: 400', async (_name, body) => {
    expect((await exchange(api.origin, body)).status).toBe(400);
  });

  test('cannot be exchanged with a body that is too long: 413', async () => {
    expect((await exchange(api.origin, JSON.stringify({ code: 'x'.repeat(2_000) }))).status).toBe(413);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'cannot be exchanged as %s, which a form of any page can send: 415',
    async (type) => {
      const body = JSON.stringify({ code: codeOf(api.door.newLink()) });
      expect((await exchange(api.origin, body, { 'Content-Type': type })).status).toBe(415);
    },
  );

  test('cannot be exchanged by a page of another origin, and is not used up by its attempt', async () => {
    const code = codeOf(api.door.newLink());
    const foreign = [
      { Origin: running.siteUrl },
      { Origin: 'null' },
      { Origin: 'http://evil.example' },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign) {
      const refused = await exchange(api.origin, JSON.stringify({ code }), {
        'Content-Type': 'application/json',
        ...headers,
      });
      expect([headers, refused.status]).toEqual([headers, 403]);
    }
    expect((await exchange(api.origin, JSON.stringify({ code }))).status).toBe(200);
  });
});

describe('the token', () => {
  test('of another door is not accepted here', async () => {
    const other = await apiClient(running.inspector);
    const reply = await api.send('/trpc/log.page', { headers: { Authorization: `Bearer ${other.token}` } });
    expect(reply.status).toBe(401);
  });

  test('is taken from the header only, and whole', async () => {
    const { token } = api;
    const page = `/trpc/log.page?input=${encodeURIComponent('{}')}`;
    const none = { Authorization: '' };
    const statuses = [
      await api.send(`${page}&token=${token}`, { headers: none }),
      await api.send(`${page}&access_token=${token}`, { headers: none }),
      await api.send(`${page}&connectionParams=${encodeURIComponent(JSON.stringify({ token }))}`, { headers: none }),
      await api.send(page, { headers: { ...none, Cookie: `token=${token}` } }),
      await api.send(page, { headers: { Authorization: token } }),
      await api.send(page, { headers: { Authorization: `Basic ${token}` } }),
      await api.send(page, { headers: { Authorization: `Bearer ${token}x` } }),
      await api.send(page, { headers: { Authorization: `Bearer ${token.slice(0, -1)}` } }),
      await api.send(page, { headers: { Authorization: `Bearer ${token.toLowerCase()}` } }),
      await api.send(page, { headers: { Authorization: 'Bearer ' } }),
    ].map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401]));
    expect((await api.send(page)).status).toBe(200);
  });

  test('that is missing or wrong is answered with the challenge of its scheme', async () => {
    const challengeTo = async (headers: Record<string, string>) =>
      (await send(api.origin, '/trpc/log.page', { headers })).headers['www-authenticate'];
    expect(await challengeTo({})).toBe('Bearer realm="Session Inspector"');
    expect(await challengeTo({ Authorization: 'Bearer wrong' })).toBe(
      'Bearer realm="Session Inspector", error="invalid_token"',
    );
  });

  test('can be revoked by its holder: its streams are closed, and it is no longer accepted', async () => {
    const mine = await accessBy(api.door.newLink());
    const others = await accessBy(api.door.newLink());
    const stream = await LiveReader.connect(mine);
    const otherStream = await LiveReader.connect(others);
    onTestFinished(() => otherStream.close());
    const headers = { Authorization: `Bearer ${mine.token}` };
    expect((await send(api.origin, '/access', { method: 'DELETE', headers })).status).toBe(204);
    await stream.ended;
    expect((await send(api.origin, '/trpc/log.page?input={}', { headers })).status).toBe(401);
    expect((await send(api.origin, '/access', { method: 'DELETE', headers })).status).toBe(401);

    await send(running.siteUrl, '/getsession');
    await eventually(() => expect(otherStream.entries.length).toBeGreaterThan(0));
  });
});

describe('methods', () => {
  test.each([
    ['/', 'PUT', 'GET, HEAD'],
    ['/', 'TRACE', 'GET, HEAD'],
    ['/download/x', 'DELETE', 'GET, HEAD'],
    ['/trpc/log.page', 'PUT', 'GET, HEAD, POST'],
    ['/recordings', 'PUT', 'POST'],
    ['/access', 'PUT', 'POST, DELETE'],
  ])('that %s does not have (%s) are answered 405, with those it has', async (path, method, allowed) => {
    const reply = await api.send(path, { method });
    expect([reply.status, reply.headers.allow]).toEqual([405, allowed]);
  });

  test.each(['/', '/index.html', '/assets/app-1a2b3c.js', '/nothing', '/trpc/log.page?input=%7B%7D', '/trpc/live'])(
    'HEAD %s is GET without its body',
    async (path) => {
      const reply = await api.send(path, { method: 'HEAD' });
      const { status, headers } = path === '/trpc/live' ? { status: 200, headers: null } : await api.send(path);
      expect([reply.status, reply.body]).toEqual([status, '']);
      if (headers !== null) expect(reply.headers['content-type']).toBe(headers['content-type']);
    },
  );

  test('HEAD reads the headers of a download without using its link', async () => {
    await send(running.siteUrl, '/getsession');
    const scope = { of: 'all' };
    const { path } = await api.tell<{ path: string }>('exports.prepare', { format: 'ndjson', raw: false, scope });
    const head = await api.send(path, { method: 'HEAD' });
    expect([head.status, head.body, head.headers['content-type']]).toEqual([
      200,
      '',
      'application/x-ndjson; charset=utf-8',
    ]);
    expect((await api.send(path)).status).toBe(200);
    expect((await api.send(path, { method: 'HEAD' })).status).toBe(404);
  });
});

describe('odd requests', () => {
  const good = () => `Host: 127.0.0.1:${port}\r\nConnection: close\r\n`;

  test.each([
    ['a target of backslashes', 'GET /..\\..\\etc\\passwd HTTP/1.1', 400],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1', 400],
    ['TRACE', 'TRACE / HTTP/1.1', 405],
    ['an upgrade to WebSocket', 'GET /trpc/live HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade', 401],
    ['a path that only looks like a procedure', 'GET //trpc/log.page HTTP/1.1', 404],
    ['an encoded path of a procedure', 'GET /%74rpc/log.page HTTP/1.1', 404],
    ['dots before a procedure', 'GET /assets/../trpc/log.page HTTP/1.1', 401],
    ['encoded dots before a procedure', 'GET /assets/%2e%2e/trpc/log.page HTTP/1.1', 401],
  ])('%s is refused, with the security headers', async (_name, line, status) => {
    const answer = await exchange(port, `${line}\r\n${good()}\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} .*"title":".+"`, 's'));
    expect(answer.toLowerCase()).toContain('\r\ncontent-security-policy: ');
  });

  test.each(['evil.example', '127.0.0.1'])(
    'two Host headers are refused, whatever the second one is (%s)',
    async (second) => {
      const answer = await exchange(port, `GET / HTTP/1.1\r\n${good()}Host: ${second}\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer.toLowerCase()).toContain('\r\ncontent-security-policy: ');
    },
  );

  test.each([
    ['evil.example', 403],
    ['evil.example:PORT', 403],
    ['user@127.0.0.1:PORT', 403],
    ['127.0.0.1', 403],
    ['[::x', 403],
    ['', 403],
    ['127.0.0.1:PORT', 200],
    ['localhost:PORT', 200],
  ])('a target in absolute form that names %s is answered %d', async (authority, status) => {
    const target = `http://${authority.replace('PORT', String(port))}/`;
    const answer = await exchange(port, `GET ${target} HTTP/1.1\r\n${good()}\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(answer.toLowerCase()).toContain('\r\ncontent-security-policy: ');
  });

  test('CONNECT is refused and closed', async () => {
    const answer = await exchange(port, `CONNECT evil.example:443 HTTP/1.1\r\n${good()}\r\nGET / HTTP/1.1\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test.each([
    ['a line that is no request', 'hello', 400],
    ['a head that is too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(20_000)}`, 431],
    ['a head that is far too large', `GET / HTTP/1.1\r\nX: ${'x'.repeat(200_000)}`, 431],
    ['too many header lines', `GET / HTTP/1.1\r\n${'A:\r\n'.repeat(2_100)}B:`, 431],
    ['an expectation that nobody can meet', 'GET / HTTP/1.1\r\nExpect: a-miracle', 417],
    ['a length and chunks at once', 'POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked', 400],
    [
      'a body that breaks the rules of its chunks',
      'POST /access HTTP/1.1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked',
      400,
    ],
  ])('%s is refused with the headers of every answer', async (_name, head, status) => {
    const answer = await exchange(port, `${head}\r\n${good()}\r\nzz\r\n`);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    const lines = answer.toLowerCase().split('\r\n');
    for (const name of [...Object.keys(securityHeaders), 'Cache-Control']) {
      expect([name, lines.some((line) => line.startsWith(`${name.toLowerCase()}: `))]).toEqual([name, true]);
    }
  });

  test('cookies of other programs on this host do not lock users out of the window', async () => {
    const Cookie = Array.from({ length: 10 }, (_, n) => `c${n}=${'x'.repeat(4_000)}`).join('; ');
    expect((await send(api.origin, '/', { headers: { Cookie } })).status).toBe(200);
    expect((await api.send('/trpc/log.page?input={}', { headers: { Cookie } })).status).toBe(200);
  });

  test.each([
    ['POST /trpc/log.clear', 401],
    ['POST /access', 413],
    ['POST /', 405],
    ['POST /nothing', 405],
  ])('%s with a body without end is answered %d, and its connection closed', async (line, status) => {
    const chunk = `10000\r\n${'1'.repeat(0x10000)}\r\n`;
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    onTestFinished(() => void socket.destroy());
    let received = '';
    socket.setEncoding('latin1').on('data', (text) => {
      received += text;
    });
    socket.write(
      `${line} HTTP/1.1\r\n${good().replace('Connection: close\r\n', '')}Content-Type: application/json\r\n`,
    );
    socket.write('Transfer-Encoding: chunked\r\n\r\n');
    let sent = 0;
    const pump = () => {
      while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
    };
    socket.on('drain', pump);
    pump();
    await new Promise((resolve) => socket.once('close', resolve));
    expect(received).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    // What the system keeps on its way, but not what a client could send.
    expect(sent).toBeLessThan(50_000_000);
  });

  test('the door is on 127.0.0.1 only', async () => {
    await expect(exchange(port, '', { host: '::1' })).rejects.toThrow('ECONNREFUSED');
    if (process.platform === 'linux') {
      await expect(exchange(port, '', { host: '127.0.0.2' })).rejects.toThrow('ECONNREFUSED');
    }
  });
});

test('a port that is taken is an error, not another port: the address was promised', async () => {
  await expect(running.inspector.openDoor(port)).rejects.toThrow('EADDRINUSE');
});
