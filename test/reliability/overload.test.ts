import { execFileSync, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { clientLimits } from '../../server/base/client-limits.ts';
import { listenOnLocalhost } from '../../server/targets/listen.ts';
import { serve } from '../support/command.ts';
import { accessBy } from '../support/door-token.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { tempDir } from '../support/temp-dir.ts';
import { needs, where } from '../support/where.ts';

/** A client that sends a header a second, or nothing at all. Resolves with the final answer. */
function drip(port: number, head: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let received = '';
    let timer: NodeJS.Timeout | undefined;
    socket.setEncoding('latin1').on('data', (chunk) => {
      received += chunk;
    });
    socket.on('connect', () => {
      if (head === '') return;
      socket.write(head);
      timer = setInterval(() => socket.write('X-Drip: drop\r\n'), 1_000);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
    });
    socket.on('close', () => {
      clearInterval(timer);
      resolve(received);
    });
  });
}

function residentBytes(pid: number): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
}

const head = 'GET / HTTP/1.1\r\nHost: localhost\r\n';

test('29: a thousand dripping clients at each door are cut off with 408, and others are served meanwhile', async () => {
  const running = await inspectorForTest();
  const door = await running.inspector.openDoor(0);
  const doorPort = Number(new URL(door.origin).port);
  const { token } = await accessBy(door.newLink());
  const many = Array.from({ length: 1_000 }, (_, n) => n);
  const onSite = many.map((n) => drip(running.port, n % 5 === 0 ? '' : head));
  const onDoor = many.map((n) => drip(doorPort, n % 5 === 0 ? '' : head));
  let isOver = false;
  const all = Promise.all([...onSite, ...onDoor]).finally(() => {
    isOver = true;
  });
  let served = 0;
  for (; !isOver; served++) {
    expect((await send(running.siteUrl, '/getsession')).body).toBe('Welcome Anonymous');
    const page = await send(`http://127.0.0.1:${doorPort}`, '/trpc/log.page?input={"limit":1}', {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(page.status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(new Set((await all).map(statusOf))).toEqual(new Set([408]));
  // The first are cut off after ten seconds.
  expect(served).toBeGreaterThan(3);
  expect(running.lines).toEqual([]);
});

test.each([
  ['a header of 20 kB', `${head}X-Long: ${'x'.repeat(20_000)}\r\n\r\n`],
  ['three thousand headers', `${head}${'A: b\r\n'.repeat(3_000)}\r\n`],
])('30: the inspector’s door refuses %s, and goes on', async (_, bytes) => {
  const running = await inspectorForTest();
  const door = await running.inspector.openDoor(0);
  const port = Number(new URL(door.origin).port);
  expect(statusOf(await exchange(port, bytes))).toBe(431);
  expect((await send(`http://127.0.0.1:${port}`, '/')).status).toBe(200);
});

const upload = 'POST /session/keys/a HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';

test('30: a body that is announced as too big is refused before it is sent, with its connection', async () => {
  const running = await inspectorForTest();
  const answers = Array.from({ length: 100 }, () =>
    exchange(running.port, `${upload}Content-Length: 50000000\r\n\r\n1`),
  );
  expect(new Set((await Promise.all(answers)).map(statusOf))).toEqual(new Set([413]));
});

test('30: bodies that turn out to be too big are not kept: 400 MB of them cost the server little', async () => {
  const running = await serve(join(tempDir(), 'data'));
  const { port } = new URL(running.ready.site);
  const chunk = `40000\r\n${'1'.repeat(0x40000)}\r\n`;
  const body = `Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n${chunk.repeat(16)}0\r\n\r\n`;
  const before = residentBytes(running.ready.pid);
  for (let n = 0; n < 100; n++) expect(statusOf(await exchange(Number(port), upload + body))).toBe(413);
  expect(residentBytes(running.ready.pid) - before).toBeLessThan(200 * 1024 * 1024);
});

where(needs.linux)(
  '31: thousands of silent connections shut neither door: a visitor and the window are served at once',
  async () => {
    const running = await serve(join(tempDir(), 'data'));
    const { origin, token } = await accessBy(running.ready.inspector);
    const ports = [running.ready.site, origin].map((address) => Number(new URL(address).port));
    // Another process, since this one may not have as many open files.
    const flood = `
      const { connect } = require('node:net');
      for (const port of ${JSON.stringify(ports)}) {
        for (let n = 0; n < 5000; n++) connect(port, '127.0.0.1').on('error', () => {});
      }
      setTimeout(() => process.stdout.write('flooded'), 100);
      setInterval(() => {}, 1000);`;
    const child = spawn('bash', ['-c', 'ulimit -n 20000 && exec "$0" -e "$1"', process.execPath, flood], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    for (let n = 0; n < 50; n++) {
      expect((await send(running.ready.site.replace('localhost', '127.0.0.1'), '/getsession')).status).toBe(200);
      const page = await send(origin, '/trpc/log.page?input={"limit":1}', {
        headers: { Authorization: `Bearer ${token}` },
      });
      expect(page.status).toBe(200);
    }
  },
);

test('31: pipelined requests whose answers are not read cost as much as a few requests', async () => {
  const running = await serve(join(tempDir(), 'data'));
  const port = Number(new URL(running.ready.site).port);
  const before = residentBytes(running.ready.pid);
  const requests = 'GET /getsession HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(20_000);
  const sockets = Array.from({ length: 20 }, () => connect(port, '127.0.0.1').on('error', () => {}));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  const ended = sockets.map((socket) => {
    socket.pause().write(requests);
    return new Promise((resolve) => socket.once('close', resolve));
  });
  for (let n = 0; n < 20; n++) expect((await send(running.ready.site, '/getsession')).body).toBe('Welcome Anonymous');
  // Only a reader hears that the other end has closed the connection.
  for (const socket of sockets) socket.resume();
  await Promise.all(ended);
  expect(residentBytes(running.ready.pid) - before).toBeLessThan(400 * 1024 * 1024);
});

test('31: when every connection is in use, further ones are closed, and when others end there is room again', async () => {
  const listening = await listenOnLocalhost((_req, res) => res.end('ours'), 0, { ...clientLimits, maxConnections: 20 });
  onTestFinished(() => listening.close(0));
  const sockets: Socket[] = [];
  let closed = 0;
  for (let n = 0; n < 60; n++) {
    const socket = connect(listening.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.on('close', () => closed++);
    socket.resume();
    sockets.push(socket);
  }
  await eventually(() => expect(closed).toBe(40));
  for (const socket of sockets) socket.destroy();
  await eventually(async () => expect((await send(`http://127.0.0.1:${listening.port}`, '/')).body).toBe('ours'));
});

where(needs.linux)('31: hundreds of hoarded connections leave no file open behind them', async () => {
  const openFiles = () => readdirSync('/proc/self/fd').length;
  const running = await inspectorForTest();
  const before = openFiles();
  const sockets = await Promise.all(
    Array.from(
      { length: 400 },
      () =>
        new Promise<Socket>((resolve) => {
          const socket = connect(running.port, '127.0.0.1', () => {
            socket.write('GET /getsession HTTP/1.1\r\nHost: localhost\r\n\r\n');
            socket.once('data', () => resolve(socket));
          });
          socket.on('error', () => {});
        }),
    ),
  );
  expect(openFiles()).toBeGreaterThan(before + 400);
  expect((await send(running.siteUrl, '/getsession')).body).toBe('Welcome Anonymous');
  for (const socket of sockets) socket.destroy();
  await eventually(() => expect(openFiles()).toBeLessThanOrEqual(before + 5));
});

test('31: thousands of quick requests that would share a connection are given a new one now and then', async () => {
  const sockets = new Set<Socket>();
  const listening = await listenOnLocalhost((req, res) => {
    sockets.add(req.socket);
    res.end('ours');
  }, 0);
  onTestFinished(() => listening.close(0));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const bodies = new Set<string>();
  for (let n = 0; n < 2_000; n++) bodies.add((await send(`http://127.0.0.1:${listening.port}`, '/', { agent })).body);
  expect([...bodies]).toEqual(['ours']);
  expect(sockets.size).toBe(2_000 / clientLimits.maxRequestsPerSocket);
});
