import { createServer as createTlsServer } from 'node:https';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { freePort } from '../../support/free-port.ts';
import { type Proxied, proxyTo } from '../../support/proxied.ts';
import { rawClient, rawUpstream } from '../../support/raw-exchange.ts';
import { exchange, statusOf } from '../../support/raw-socket.ts';
import { selfSigned } from '../../support/self-signed.ts';
import { upstreamTroubles } from '../../support/upstream-troubles.ts';

/** A thousand rounds are for `npm run bench -- watch-failures`; these show that nothing piles up. */
const rounds = 25;
const request = 'GET /path HTTP/1.1\r\nHost: localhost:5001\r\n\r\n';

/**
 * Sends the request so often, and returns the different answers, with the lines that change from one to the next cut.
 */
async function answersOf(proxy: Proxied): Promise<Set<number | null>> {
  const answers = new Set<number | null>();
  for (let round = 0; round < rounds; round++) answers.add(statusOf(await exchange(proxy.port, request)));
  return answers;
}

test('63: an app that is not there is one record each time, with the addresses that were tried', async () => {
  const port = await freePort();
  const proxy = await proxyTo(`localhost:${port}`);
  expect(await answersOf(proxy)).toEqual(new Set([502]));
  const records = await proxy.recorded(rounds);
  for (const { upstream } of records) {
    expect(upstream).toMatchObject({
      address: null,
      firstByteMs: null,
      fault: { code: 'unreachable', tried: [`127.0.0.1:${port}`, `[::1]:${port}`], detail: 'ECONNREFUSED' },
    });
  }
  expect(proxy.target.upstream).toMatchObject({ state: 'not-reachable', hasAnswered: false });
});

test.each(upstreamTroubles)(
  '63: an app that %s gives one record each time, and no connection stays open',
  async (_, act, status, code) => {
    const upstream = await rawUpstream((received, socket) => {
      if (received.endsWith('\r\n\r\n')) act(socket);
    });
    const proxy = await proxyTo(upstream.url);
    expect(await answersOf(proxy)).toEqual(new Set([status]));
    const records = await proxy.recorded(rounds);
    expect(records).toHaveLength(rounds);
    expect(new Set(records.map((record) => record.upstream?.fault?.code))).toEqual(new Set([code]));
    await eventually(() => expect(upstream.connections.size).toBe(0));
  },
);

test('63: an app that never answers holds its client as long as the client likes, and is let go with it', async () => {
  const upstream = await rawUpstream(() => {});
  const proxy = await proxyTo(upstream.url);
  for (let round = 0; round < rounds; round++) {
    const client = connect(proxy.port, '127.0.0.1');
    client.write(request);
    await eventually(() => expect(upstream.connections.size).toBe(1));
    client.destroy();
    await eventually(() => expect(upstream.connections.size).toBe(0));
  }
  const records = await proxy.recorded(rounds);
  for (const record of records) expect(record).toMatchObject({ status: null, isAborted: true });
});

test('63: if a client disconnects within the response, the connection to the app is ended', async () => {
  const upstream = await rawUpstream((received, socket) => {
    if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabc');
  });
  const proxy = await proxyTo(upstream.url);
  const client = connect(proxy.port, '127.0.0.1');
  client.write(request);
  await new Promise((resolve) => client.once('data', resolve));
  client.destroy();
  await eventually(() => expect(upstream.connections.size).toBe(0));
  expect(await proxy.recorded(1)).toMatchObject([{ status: 200, isAborted: true }]);
});

test('a kept connection that the app closes while it is idle is closed to the client too, as without the proxy', async () => {
  let answers = 0;
  const upstream = await rawUpstream((received, socket) => {
    if (!received.endsWith('\r\n\r\n')) return;
    answers++;
    if (answers === 1) socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    else socket.resetAndDestroy();
  });
  const proxy = await proxyTo(upstream.url);
  const client = connect(proxy.port, '127.0.0.1').setEncoding('latin1');
  let received = '';
  client
    .on('error', () => {})
    .on('data', (chunk: string) => {
      received += chunk;
      client.write(request);
    });
  client.write(request);
  await new Promise((resolve) => client.once('close', resolve));
  expect(received).toBe('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
  const [, second] = await proxy.recorded(2);
  expect(second).toMatchObject({ status: null, isAborted: true, upstream: { fault: { code: 'no-answer' } } });
});

test('an app that sends unexpected data loses that connection, and the next request gets its own response', async () => {
  const answer = (text: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`;
  let answers = 0;
  const upstream = await rawUpstream((received, socket) => {
    if (!received.endsWith('\r\n\r\n')) return;
    answers++;
    socket.write(answer(`own ${answers}`));
    if (answers === 1) setTimeout(() => socket.write(answer('unasked')), 20);
  });
  const proxy = await proxyTo(upstream.url);
  const client = connect(proxy.port, '127.0.0.1');
  onTestFinished(() => void client.destroy());
  let received = '';
  client.on('data', (data: Buffer) => {
    received += data;
  });
  client.write(request);
  await eventually(() => expect(received).toContain('own 1'));
  await eventually(() => expect(upstream.connections.size).toBe(0));
  client.write(request);
  await eventually(() => expect(received).toContain('own 2'));
  expect(received).not.toContain('unasked');
});

test('pipelined requests are sent to the app one after the other, over one connection', async () => {
  const upstream = await rawUpstream((received, socket) => {
    if (!received.endsWith('\r\n\r\n')) return;
    const path = received.slice(received.lastIndexOf('GET ') + 4).split(' ')[0] ?? '';
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${path.length}\r\n\r\n${path}`);
  });
  const proxy = await proxyTo(upstream.url);
  const paths = ['/a', '/b', '/c'];
  const sent = paths.map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost:5001\r\n\r\n`).join('');
  const received = await rawClient(proxy.port, sent, (text) => text.endsWith('/c'));
  expect(received.match(/\/[abc]/g)).toEqual(paths);
  expect(upstream.received).toEqual([sent]);
  expect((await proxy.recorded(3)).map(({ url }) => url)).toEqual(paths);
});

test('an app behind TLS is named as such over http, and is watched over https by an explicit choice only', async () => {
  const server = createTlsServer(selfSigned(), (_, response) => response.end('secret'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  const plain = await proxyTo(`http://127.0.0.1:${port}`);
  expect(statusOf(await exchange(plain.port, request))).toBe(502);
  const strict = await proxyTo(`https://127.0.0.1:${port}`);
  expect(statusOf(await exchange(strict.port, request))).toBe(502);
  expect((await strict.recorded(1))[0]?.upstream?.fault).toMatchObject({ code: 'bad-certificate' });
  const allowed = await proxyTo(`https://127.0.0.1:${port}`, { acceptsAnyCertificate: true });
  expect(await exchange(allowed.port, request.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n'))).toContain(
    'secret',
  );
  expect((await plain.recorded(1))[0]?.upstream?.fault).toEqual({ code: 'speaks-tls' });
});

test('64: a port of the inspector is never contacted, even if the inspector started to use it later', async () => {
  const upstream = await rawUpstream(() => {});
  const ownPorts = new Set<number>();
  const proxy = await proxyTo(upstream.url, { ownPorts });
  ownPorts.add(upstream.port);
  expect(statusOf(await exchange(proxy.port, request))).toBe(508);
  expect(upstream.received).toEqual([]);
  expect((await proxy.recorded(1))[0]?.upstream?.fault).toEqual({ code: 'own-port', port: upstream.port });
});

test.each([
  ['GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n', 421],
  ['GET http://127.0.0.1:1/ HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n', 421],
  ['CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n', 405],
  ['GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n', 200],
  ['GET //evil.example/ HTTP/1.1\r\nHost: localhost:5001\r\n\r\n', 200],
])('65: whatever a client requests, one upstream is contacted: %s', async (text, status) => {
  const upstream = await rawUpstream((received, socket) => {
    if (received.endsWith('\r\n\r\n')) socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n');
  });
  const proxy = await proxyTo(upstream.url);
  expect(statusOf(await exchange(proxy.port, text))).toBe(status);
  // What is passed on is passed on as it came.
  expect(upstream.received).toEqual(status === 200 ? [text] : []);
});

test.each([
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na',
  'GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n folded\r\n\r\n',
  'GET / HTTP/1.1\r\nHost: a\r\nbad name: 1\r\n\r\n',
])('66: a head that two servers could read in two ways is refused: %j', async (text) => {
  const upstream = await rawUpstream(() => {});
  const proxy = await proxyTo(upstream.url);
  expect(statusOf(await exchange(proxy.port, text))).toBe(400);
  expect(upstream.received).toEqual([]);
});
