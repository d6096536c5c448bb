import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse, request as startRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { type Proxied, proxyTo } from '../../support/proxied.ts';
import { rawClient, rawUpstream } from '../../support/raw-exchange.ts';

async function app(
  handle: (request: IncomingMessage, response: ServerResponse) => void,
  onUpgrade?: (request: IncomingMessage, socket: Socket, head: Buffer) => void,
): Promise<string> {
  const server = createServer(handle);
  server.requestTimeout = 0;
  if (onUpgrade !== undefined) server.on('upgrade', onUpgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

const key = 'dGhlIHNhbXBsZSBub25jZQ==';
const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
const handshake = [
  'GET /socket HTTP/1.1',
  'Host: localhost:5001',
  'Connection: keep-alive, Upgrade',
  'Upgrade: websocket',
  `Sec-WebSocket-Key: ${key}`,
  'Sec-WebSocket-Version: 13',
  'Cookie: session=abc',
].join('\r\n');

/** Agrees to WebSocket and sends everything back. */
const echo = (_: IncomingMessage, socket: Socket, head: Buffer) => {
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSet-Cookie: s=1; HttpOnly\r\n\r\n`,
  );
  if (head.length > 0) socket.write(head);
  socket.pipe(socket);
};

function clientOf(proxy: Proxied): Socket {
  const client = connect({ port: proxy.port, host: '127.0.0.1', noDelay: true });
  onTestFinished(() => void client.destroy());
  return client;
}

test('68: a WebSocket passes through: the head as the app sent it, a megabyte in frames, and what came with the head', async () => {
  const proxy = await proxyTo(await app(() => {}, echo));
  const client = clientOf(proxy);
  const chunks: Buffer[] = [];
  client.on('data', (chunk) => chunks.push(chunk));
  const sent = Buffer.alloc(1024 * 1024, 'frame');
  // The first frame comes in the same packet as the handshake.
  client.write(`${handshake}\r\n\r\nfirst`);
  for (let from = 0; from < sent.length; from += 4_099) client.write(sent.subarray(from, from + 4_099));
  const head =
    `HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nConnection: Upgrade\r\n` +
    `Sec-WebSocket-Accept: ${accept}\r\nSet-Cookie: s=1; HttpOnly\r\n\r\n`;
  const wanted = Buffer.concat([Buffer.from(`${head}first`), sent]);
  await eventually(() => expect(Buffer.concat(chunks).length).toBe(wanted.length));
  expect(Buffer.concat(chunks).equals(wanted)).toBe(true);
  // The record is that of the handshake, and does not wait for the end of the connection.
  const [record] = await proxy.recorded(1);
  expect(record).toMatchObject({
    method: 'GET',
    url: '/socket',
    status: 101,
    isAborted: false,
    upstream: { upgradedTo: 'websocket' },
  });
  expect(record?.responseHeaders).toContainEqual(['Set-Cookie', 's=1; HttpOnly']);
  client.end();
  await new Promise((resolve) => client.once('close', resolve));
});

test('68: the end or the failure of one side of a WebSocket ends the other', async () => {
  const sockets: Socket[] = [];
  const proxy = await proxyTo(
    await app(
      () => {},
      (request, socket, head) => {
        sockets.push(socket);
        socket.on('error', () => {});
        echo(request, socket, head);
      },
    ),
  );
  for (const side of ['app', 'client'] as const) {
    const client = clientOf(proxy);
    client.on('error', () => {});
    client.write(`${handshake}\r\n\r\n`);
    await new Promise((resolve) => client.once('data', resolve));
    const upstream = sockets.at(-1) as Socket;
    const [leaving, staying] = side === 'app' ? [upstream, client] : [client, upstream];
    const closed = new Promise((resolve) => staying.once('close', resolve));
    leaving.destroy();
    await closed;
  }
  expect(await proxy.recorded(2)).toHaveLength(2);
});

test('68: an app that does not agree answers as it likes, and a proxy that closes ends open WebSockets', async () => {
  const refusing = await proxyTo(
    await app(
      () => {},
      (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\nX-Why: no\r\nContent-Length: 2\r\n\r\nno'),
    ),
  );
  expect(await rawClient(refusing.port, `${handshake}\r\n\r\n`)).toBe(
    'HTTP/1.1 403 Forbidden\r\nX-Why: no\r\nContent-Length: 2\r\n\r\nno',
  );
  const [refused] = await refusing.recorded(1);
  expect(refused).toMatchObject({ status: 403, responseBodyBytes: 2 });
  expect(refused?.upstream).not.toHaveProperty('fault');

  const proxy = await proxyTo(await app(() => {}, echo));
  const client = clientOf(proxy);
  client.write(`${handshake}\r\n\r\n`);
  await new Promise((resolve) => client.once('data', resolve));
  const closed = new Promise((resolve) => client.once('close', resolve));
  await proxy.target.close();
  await closed;
});

test('a request to switch to HTTP/2 is not granted, and is answered', async () => {
  const upstream = await rawUpstream((received, socket) => {
    if (received.endsWith('\r\n\r\n'))
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
  });
  const proxy = await proxyTo(upstream.url);
  const request =
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n';
  expect(await rawClient(proxy.port, request)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*ok$/);
  expect(upstream.received).toEqual([request]);
});

test('67: events reach the client one by one as the app sends them, the head before the first of them', async () => {
  let stream: ServerResponse | null = null;
  const proxy = await proxyTo(
    await app((_, response) => {
      stream = response;
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
    }),
  );
  const client = clientOf(proxy);
  let received = '';
  client.setEncoding('latin1').on('data', (chunk: string) => {
    received += chunk;
  });
  client.write('GET /events HTTP/1.1\r\nHost: a\r\n\r\n');
  await eventually(() => expect(received).toMatch(/\r\n\r\n$/));
  for (const event of ['one', 'two', 'three']) {
    (stream as ServerResponse | null)?.write(`data: ${event}\n\n`);
    await eventually(() => expect(received).toContain(`data: ${event}\n\n`));
  }
  expect(proxy.records).toHaveLength(0);
  client.destroy();
  expect(await proxy.recorded(1)).toMatchObject([{ url: '/events', status: 200, isAborted: true }]);
});

test('a cookie of an answer that is still under way is one that the client has', async () => {
  const streams: ServerResponse[] = [];
  const proxy = await proxyTo(
    await app((request, response) => {
      if (request.url !== '/stream') return void response.end('ok');
      streams.push(response);
      response.writeHead(200, { 'Set-Cookie': 'sid=streamed-1; Path=/', 'Content-Length': 4 });
      response.write('ab');
    }),
  );
  const first = await fetch(`${proxy.url}/stream`);
  await (await fetch(`${proxy.url}/next`, { headers: { cookie: 'sid=streamed-1' } })).text();
  for (const stream of streams) stream.end('cd');
  await first.text();
  const [streamed, next] = await proxy.recorded(2);
  expect(next?.expectedCookies).toEqual([{ name: 'sid', came: true, why: null, rule: null, decidedBy: streamed?.id }]);
});

test('67: a large body passes in both directions at once', async () => {
  const size = 96 * 1024 * 1024;
  const proxy = await proxyTo(
    await app((request, response) => {
      response.writeHead(200, { 'Content-Length': String(size) });
      request.pipe(response);
    }),
  );
  const chunk = Buffer.alloc(64 * 1024, 'x');
  let [sent, received] = [0, 0];
  await new Promise<void>((resolve, reject) => {
    const upload = startRequest(
      { port: proxy.port, host: '127.0.0.1', method: 'POST', headers: { 'Content-Length': size } },
      (response) => {
        response.on('data', (part: Buffer) => {
          received += part.length;
        });
        response.once('end', resolve).once('error', reject);
      },
    );
    upload.once('error', reject);
    const write = () => {
      while (sent < size) {
        sent += chunk.length;
        if (!upload.write(chunk)) return void upload.once('drain', write);
      }
      upload.end();
    };
    write();
  });
  expect([sent, received]).toEqual([size, size]);
  const [record] = await proxy.recorded(1);
  expect(record).toMatchObject({ responseBodyBytes: size, isAborted: false });
});

test('67: bodies are not stored: if one side does not read, the other cannot continue to write', async () => {
  const chunk = Buffer.alloc(64 * 1024);
  let written = 0;
  const proxy = await proxyTo(
    await app((request, response) => {
      // The app does not read the body of the request.
      request.pause();
      response.writeHead(200, { 'Content-Type': 'application/octet-stream' });
      const write = () => {
        do written += chunk.length;
        while (response.write(chunk));
        response.once('drain', write);
      };
      write();
    }),
  );
  const client = clientOf(proxy);
  client.on('error', () => {});
  client.pause();
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\n');
  let uploaded = 0;
  const upload = () => {
    do uploaded += chunk.length;
    while (client.write(chunk));
    client.once('drain', upload);
  };
  upload();
  // Each side comes to a stop, with what the buffers of three connections hold.
  let before = [-1, -1];
  await eventually(async () => {
    const now = [written, uploaded];
    const isStill = now.every((bytes, place) => bytes === before[place]);
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(isStill).toBe(true);
  });
  expect(written).toBeLessThan(64 * 1024 * 1024);
  expect(uploaded).toBeLessThan(64 * 1024 * 1024);
});

test('67: 100 Continue comes from the app, and so does its refusal', async () => {
  const upstream = await rawUpstream((received, socket) => {
    if (received.startsWith('POST /no') && received.includes('\r\n\r\n')) {
      socket.end('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n');
    } else if (received.endsWith('\r\n\r\n')) socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    else if (received.endsWith('body')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  });
  const proxy = await proxyTo(upstream.url);
  const head = (path: string) =>
    `POST ${path} HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n`;
  const client = clientOf(proxy);
  let received = '';
  client.setEncoding('latin1').on('data', (part: string) => {
    received += part;
    if (received === 'HTTP/1.1 100 Continue\r\n\r\n') client.write('body');
  });
  client.write(head('/yes'));
  await new Promise((resolve) => client.once('close', resolve));
  expect(received).toBe('HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
  expect(upstream.received[0]).toBe(`${head('/yes')}body`);
  expect(await rawClient(proxy.port, head('/no'))).toBe('HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n');
});

test('a redirect to the address of the app stays with the proxy, and the record has both', async () => {
  const upstream = await rawUpstream((received, socket) => {
    if (!received.endsWith('\r\n\r\n')) return;
    const to = `http://127.0.0.1:${(socket.address() as { port: number }).port}/next`;
    socket.end(`HTTP/1.1 302 Found\r\nLocation: ${to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
  const proxy = await proxyTo(upstream.url);
  const host = `localhost:${proxy.port}`;
  const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`;
  expect(await rawClient(proxy.port, request)).toContain(`\r\nLocation: http://${host}/next\r\n`);
  const [record] = await proxy.recorded(1);
  expect(record?.responseHeaders).toContainEqual(['Location', `${upstream.url}/next`]);
  expect(record?.upstream?.changes).toEqual([
    { what: 'location', from: `${upstream.url}/next`, to: `http://${host}/next` },
  ]);
  const plain = await proxyTo(upstream.url, { rewritesLocation: false });
  expect(await rawClient(plain.port, request)).toContain(`\r\nLocation: ${upstream.url}/next\r\n`);
});
