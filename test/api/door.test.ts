import { type Agent, request } from 'node:http';
import type { AnyProcedure } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appRouter } from '../../server/api/router.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { keepAlive } from '../support/http.ts';
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
  { method: 'GET', path: '/recordings/none/trpc/log.page', status: 404 },
  { method: 'POST', path: '/recordings', body: '{}', status: 415 },
  { method: 'GET', path: '/download/unknown', status: 404 },
  { method: 'GET', path: '/', status: 200 },
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
  const isProcedure = path.startsWith('/trpc') || path.startsWith('/recordings');
  const isLink = mode === 'navigate' && method === 'GET' && !isProcedure;
  if (site !== undefined && site !== 'none' && site !== 'same-origin' && !isLink) return 403;
  return isProcedure && token !== 'right' ? 401 : status;
}

interface Head {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

/** Asks as this caller. The live stream has no end: its head will do. */
function ask({ method, path, body }: Target, { host, origin, site, mode, token }: Caller): Promise<Head> {
  const headers = {
    Host: host,
    ...(origin === undefined ? {} : { Origin: origin }),
    ...(site === undefined ? {} : { 'Sec-Fetch-Site': site }),
    ...(mode === undefined ? {} : { 'Sec-Fetch-Mode': mode }),
    ...(token === undefined ? {} : { Authorization: `Bearer ${token === 'right' ? api.door.token : 'x'.repeat(43)}` }),
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

test('every procedure stands in the list that is put through the refusals', () => {
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

describe('the token', () => {
  test('is 256 random bits, new at each start, and stands in the fragment only', async () => {
    const other = await apiClient(running.inspector);
    expect(Buffer.from(api.door.token, 'base64url').length).toBe(32);
    expect(other.door.token).not.toBe(api.door.token);
    expect(api.door.url).toBe(`http://127.0.0.1:${port}/#token=${api.door.token}`);
    expect((await api.send('/', { headers: { Authorization: '' } })).body).not.toContain(api.door.token);
  });

  test('of another door opens nothing here', async () => {
    const other = await apiClient(running.inspector);
    const reply = await api.send('/trpc/log.page', { headers: { Authorization: `Bearer ${other.door.token}` } });
    expect(reply.status).toBe(401);
  });

  test('is taken from the header only, and whole', async () => {
    const { token } = api.door;
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
});

describe('odd requests', () => {
  const good = () => `Host: 127.0.0.1:${port}\r\nConnection: close\r\n`;

  test.each([
    ['a target in absolute form', 'GET http://evil.example/trpc/log.page HTTP/1.1', 401],
    ['a target of backslashes', 'GET /..\\..\\etc\\passwd HTTP/1.1', 400],
    ['a target that is no URL', 'GET http://[::x/ HTTP/1.1', 400],
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

  test('of two Hosts neither counts', async () => {
    const answer = await exchange(port, `GET / HTTP/1.1\r\n${good()}Host: evil.example\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 40[03] /);
  });

  test('CONNECT is cut off', async () => {
    expect(await exchange(port, `CONNECT evil.example:443 HTTP/1.1\r\n${good()}\r\n`)).toBe('');
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
