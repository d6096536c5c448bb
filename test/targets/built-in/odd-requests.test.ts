import { readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { send } from '../../support/http.ts';
import { exchange, statusOf } from '../../support/raw-socket.ts';
import { type RunningInspector, runInspector } from '../../support/running-inspector.ts';
import { Visitor } from '../../support/visitor.ts';
import { needs, where } from '../../support/where.ts';

let running: RunningInspector;
beforeAll(async () => {
  running = await runInspector();
});
afterAll(() => running.stop());

/** Whatever came, the next visitor is served. */
afterEach(async () => {
  expect((await send(running.siteUrl, '/getsession')).body).toBe('Welcome Anonymous');
});

const close = 'Connection: close\r\n';
const host = 'Host: localhost\r\n';
const json = 'Content-Type: application/json\r\n';

test.each([
  ['a broken percent sign in the path', `GET /%zz HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['a broken percent sign in a key', `GET /session/keys/%e4 HTTP/1.1\r\n${host}${close}\r\n`, 400],
  ['a NUL, encoded', `GET /a%00b HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['a path of dots', `GET /../../etc/passwd HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['a path of two slashes', `GET //evil.example/session HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['a target in absolute form', `GET http://evil.example/getsession HTTP/1.1\r\n${host}${close}\r\n`, 200],
  ['a target that is no URL', `GET http://[::x/ HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['TRACE', `TRACE / HTTP/1.1\r\n${host}${close}\r\n`, 404],
  ['an unknown method', `BREW / HTTP/1.1\r\n${host}${close}\r\n`, 400],
  ['an upgrade to WebSocket', `GET / HTTP/1.1\r\n${host}Connection: Upgrade, close\r\nUpgrade: websocket\r\n\r\n`, 200],
  ['an expectation nobody can meet', `GET / HTTP/1.1\r\n${host}Expect: a-miracle\r\n${close}\r\n`, 417],
  ['no Host', `GET / HTTP/1.1\r\n${close}\r\n`, 400],
  ['no Host in HTTP/1.0', 'GET /getsession HTTP/1.0\r\n\r\n', 200],
  ['two Hosts', `GET /getsession HTTP/1.1\r\nHost: a\r\nHost: b\r\n${close}\r\n`, 400],
  ['the same Host twice', `GET /getsession HTTP/1.1\r\nHost: a\r\nhost: a\r\n${close}\r\n`, 400],
  ['two Hosts in HTTP/1.0', `GET /getsession HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n`, 400],
  ['two Hosts and a target in absolute form', `GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n${close}\r\n`, 400],
  ['a Host with a space in it', `GET / HTTP/1.1\r\nHost: a b\r\n${close}\r\n`, 400],
  ['a Host that is a list', `GET / HTTP/1.1\r\nHost: a, b\r\n${close}\r\n`, 400],
  ['a Host with a user', `GET / HTTP/1.1\r\nHost: me@localhost\r\n${close}\r\n`, 400],
  ['a Host with a path', `GET / HTTP/1.1\r\nHost: localhost/x\r\n${close}\r\n`, 400],
  ['a Host with a port that is no number', `GET / HTTP/1.1\r\nHost: localhost:http\r\n${close}\r\n`, 400],
  ['an empty Host', `GET /getsession HTTP/1.1\r\nHost:\r\n${close}\r\n`, 200],
  ['a Host of IPv6', `GET /getsession HTTP/1.1\r\nHost: [::1]:5000\r\n${close}\r\n`, 200],
  [
    'a Host that was pointed at this machine',
    `GET /getsession HTTP/1.1\r\nHost: evil.example:5000\r\n${close}\r\n`,
    200,
  ],
  ['2,100 header lines', `GET / HTTP/1.1\r\n${host}${'A:\r\n'.repeat(2_100)}\r\n`, 431],
  ['a head of 100 kB', `GET / HTTP/1.1\r\n${host}Cookie: a=${'x'.repeat(100_000)}\r\n\r\n`, 431],
  ['a target of 20 kB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${host}${close}\r\n`, 431],
  ['an expectation that can be met', `GET /getsession HTTP/1.1\r\n${host}Expect: 100-Continue\r\n${close}\r\n`, 100],
  ['a header of 20 kB', `GET / HTTP/1.1\r\n${host}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['a cookie of 20 kB', `GET / HTTP/1.1\r\n${host}Cookie: inspector.sid=${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['a hundred headers', `GET / HTTP/1.1\r\n${host}${close}${'A: b\r\n'.repeat(100)}\r\n`, 200],
  ['three thousand headers', `GET / HTTP/1.1\r\n${host}${'A: b\r\n'.repeat(3000)}\r\n`, 431],
  ['a header without a name', `GET / HTTP/1.1\r\n${host}: x\r\n\r\n`, 400],
  ['a folded header', `GET / HTTP/1.1\r\n${host}X: a\r\n b\r\n\r\n`, 400],
  ['a NUL in a header', `GET / HTTP/1.1\r\n${host}X: a\0b\r\n\r\n`, 400],
  ['bytes beyond ASCII in the path', `GET /caf\xe9 HTTP/1.1\r\n${host}\r\n`, 400],
  ['bytes beyond ASCII in a cookie', `GET / HTTP/1.1\r\n${host}Cookie: inspector.sid=\xe9\r\n${close}\r\n`, 200],
  [
    'a length and chunks at once',
    `POST / HTTP/1.1\r\n${host}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    400,
  ],
  ['two lengths', `POST / HTTP/1.1\r\n${host}Content-Length: 1\r\nContent-Length: 2\r\n\r\nab`, 400],
  ['a negative length', `POST / HTTP/1.1\r\n${host}Content-Length: -1\r\n\r\n`, 400],
  ['a bad chunk', `POST /session/keys/a HTTP/1.1\r\n${host}${json}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, 400],
  ['the greeting of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  ['the greeting of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
  ['a line of nonsense', 'hello\r\n\r\n', 400],
])('%s is answered, and the site keeps running', async (_name, bytes, status) => {
  expect(statusOf(await exchange(running.port, bytes))).toBe(status);
});

test('CONNECT is answered and closed: the site is not a proxy', async () => {
  const answer = await exchange(running.port, `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\nGET / HTTP/1.1\r\n`);
  expect(statusOf(answer)).toBe(404);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test('the limits of a head equal those of a Node server, to the octet', async () => {
  const bare = createServer({ keepAliveTimeout: 1 }, (_request, response) => response.end());
  onTestFinished(() => void bare.close());
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const { port } = bare.address() as AddressInfo;
  for (const size of [16_300, 16_340, 16_341, 16_342, 16_343, 16_344, 16_345, 16_346, 16_347, 16_348, 16_400]) {
    const bytes = `GET /getsession HTTP/1.1\r\n${host}${close}Cookie: ${'x'.repeat(size)}\r\n\r\n`;
    expect([size, statusOf(await exchange(running.port, bytes))]).toEqual([
      size,
      statusOf(await exchange(port, bytes)),
    ]);
  }
});

test('a name that points to this machine is a separate site: it has no session of localhost', async () => {
  const visitor = new Visitor(running.siteUrl);
  await visitor.get('/setsession');
  // A browser sends it no cookie of localhost, and keeps the cookie it is given for that name alone.
  const answer = await exchange(running.port, `GET /setsession HTTP/1.1\r\nHost: evil.example\r\n${close}\r\n`);
  expect(answer).toMatch(/\r\nSet-Cookie: inspector\.sid/i);
  expect(answer).not.toMatch(/Domain=/i);
  expect((await visitor.get('/getsession')).body).toBe('Welcome Admin');
});

test('no response names the requested host as an address of the site', async () => {
  const answer = await exchange(running.port, `GET /nothing HTTP/1.1\r\nHost: evil.example\r\n${close}\r\n`);
  expect(answer).not.toContain('evil.example');
});

test.each([
  ['before a byte', ''],
  ['in the request line', 'GET /getse'],
  ['in the headers', `GET / HTTP/1.1\r\n${host}X: `],
  ['in the body', `POST /session/keys/a HTTP/1.1\r\n${host}${json}Content-Length: 100\r\n\r\n"ab`],
])('a client that disconnects %s leaves no data', async (_name, bytes) => {
  await exchange(running.port, bytes, { half: true });
});

test('a client that resets its connection in the middle of an upload is recorded as aborted', async () => {
  const socket = connect(running.port, '127.0.0.1');
  const key = crypto.randomUUID();
  const head = `POST /session/keys/${key} HTTP/1.1\r\n${host}${json}Content-Length: 100\r\n\r\n`;
  socket.write(`${head}"ab`);
  // Only a request that has reached the handler can be recorded; a second one on the site shows that it has.
  await new Promise((resolve) => socket.once('connect', resolve));
  await send(running.siteUrl, '/getsession');
  socket.resetAndDestroy();
  await eventually(async () => {
    const record = (await running.requests()).find(({ url }) => url.endsWith(key));
    expect(record).toMatchObject({ isAborted: true, sessionAfter: null });
  });
});

where(needs.linux)('hundreds of clients that go away leave no connection open', async () => {
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const before = openFiles();
  const leave = async (bytes: string, isReset: boolean) => {
    const socket = connect(running.port, '127.0.0.1').on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    socket.write(bytes);
    if (isReset) socket.resetAndDestroy();
    else socket.destroy();
  };
  for (let round = 0; round < 100; round++) {
    await Promise.all([
      leave('GET /setses', false),
      leave(`GET /setsession HTTP/1.1\r\n${host}\r\n`, true),
      leave(`POST /session/keys/a HTTP/1.1\r\n${host}${json}Content-Length: 100\r\n\r\n"ab`, round % 2 === 0),
    ]);
  }
  await eventually(() => expect(openFiles()).toBeLessThanOrEqual(before + 5));
  expect(running.lines).toEqual([]);
});

test('pipelined requests are answered in order', async () => {
  const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\n${host}${more}\r\n`;
  const answer = await exchange(running.port, get('/getsession') + get('/nothing') + get('/popsession', close));
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 404', 'HTTP/1.1 200']);
  expect(answer.indexOf('Welcome Anonymous')).toBeLessThan(answer.indexOf('Nothing here'));
  expect(answer.trimEnd()).toMatch(/Session Deleted$/);
});

test('a hundred thousand nested brackets in a query take no time', async () => {
  const answer = await exchange(
    running.port,
    `GET /getsession?a${'[]'.repeat(7_000)}=1 HTTP/1.1\r\n${host}${close}\r\n`,
  );
  expect(statusOf(answer)).toBe(200);
});

test('unusual requests are recorded as they arrived', async () => {
  const path = `/odd/%zz/${crypto.randomUUID()}`;
  await exchange(running.port, `TRACE ${path}?a=%ff HTTP/1.0\r\nX-Odd:  two  spaces \r\nx-odd: again\r\n\r\n`);
  await eventually(async () => {
    const record = (await running.requests()).find(({ url }) => url.startsWith(path));
    expect(record).toMatchObject({
      method: 'TRACE',
      url: `${path}?a=%ff`,
      httpVersion: '1.0',
      requestHeaders: [
        ['X-Odd', 'two  spaces'],
        ['x-odd', 'again'],
      ],
    });
  });
});
