/** What one client may take of a server, on real connections. */
import type { RequestListener, Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { clientLimits } from '../../server/base/client-limits.ts';
import {
  type ClosedConnection,
  type ConnectionWatch,
  createLimitedServer,
} from '../../server/base/http/limited-server.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';

interface Limited {
  readonly server: Server;
  readonly port: number;
  readonly origin: string;
}

async function limited(
  handler: RequestListener,
  limits: Partial<typeof clientLimits> = {},
  watch: ConnectionWatch = {},
): Promise<Limited> {
  const server = createLimitedServer({ ...clientLimits, ...limits }, handler, watch);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { server, port, origin: `http://127.0.0.1:${port}` };
}

/** A connection that is open until the test ends. */
async function connection(port: number, bytes = ''): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  onTestFinished(() => void socket.destroy());
  await new Promise((resolve) => socket.once('connect', resolve));
  if (bytes !== '') await new Promise((resolve) => socket.write(bytes, resolve));
  return socket;
}

const answer: RequestListener = (_request, response) => void response.end('ours');
const get = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

test('pipelined requests are handled some at a time and answered in their order', async () => {
  const waiting: { path: string; response: ServerResponse }[] = [];
  let most = 0;
  let underWay = 0;
  const { port } = await limited(
    (request, response) => {
      most = Math.max(most, ++underWay);
      response.once('finish', () => underWay--);
      waiting.push({ path: request.url ?? '', response });
      // From the last to the first.
      setImmediate(() => {
        const next = waiting.pop();
        next?.response.end(`[${next.path}]`);
      });
    },
    { maxHandled: 4, maxUnanswered: 100 },
  );
  const paths = Array.from({ length: 100 }, (_, n) => `/${n}`);
  const answered = await exchange(
    port,
    paths.map((path, n) => get(path, n === 99 ? 'Connection: close\r\n' : '')).join(''),
  );
  expect(answered.match(/\[\/\d+\]/g)).toEqual(paths.map((path) => `[${path}]`));
  expect(most).toBe(4);
});

test('a connection with more unanswered requests than there may be is closed, and others are served', async () => {
  const closed: ClosedConnection[] = [];
  let handled = 0;
  const { port, origin } = await limited(
    (request, response) => {
      if (request.url === '/held') handled++;
      else response.end('ours');
    },
    { maxHandled: 4, maxUnanswered: 10 },
    { onClosed: (why) => closed.push(why) },
  );
  const held = await connection(port, get('/held').repeat(10));
  await eventually(() => expect(handled).toBe(4));
  expect(await exchange(port, get('/held').repeat(20_000))).toBe('');
  expect([closed, handled]).toEqual([['unanswered'], 8]);
  expect(held.destroyed).toBe(false);
  expect((await send(origin, '/')).body).toBe('ours');
});

test('a body that still comes when the answer has been sent is let come, up to a limit', async () => {
  const { port } = await limited(answer, { maxUnreadBytes: 1_000 });
  const post = (bytes: number) => `POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${bytes}\r\n\r\n`;
  const small = await connection(port, `${post(900)}a`);
  await new Promise((resolve) => small.once('data', resolve));
  small.write(`${'a'.repeat(899)}${get('/', 'Connection: close\r\n')}`);
  let rest = '';
  small.setEncoding('latin1').on('data', (chunk) => {
    rest += chunk;
  });
  await new Promise((resolve) => small.once('close', resolve));
  expect(statusOf(rest)).toBe(200);

  for (const head of [post(2_000_000_000), 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n']) {
    const large = await connection(port, head);
    let received = '';
    large.setEncoding('latin1').on('data', (chunk) => {
      received += chunk;
    });
    const chunk = head.includes('chunked') ? `400\r\n${'a'.repeat(0x400)}\r\n` : 'a'.repeat(0x400);
    const gone = new Promise((resolve) => large.once('close', resolve));
    await eventually(() => {
      large.write(chunk);
      expect(large.destroyed).toBe(true);
    });
    await gone;
    expect(statusOf(received)).toBe(200);
  }
});

test('at the limit, a new connection replaces the oldest one that has sent no octet', async () => {
  const closed: ClosedConnection[] = [];
  const { port, origin } = await limited(answer, { maxConnections: 5 }, { onClosed: (why) => closed.push(why) });
  const silent: Socket[] = [];
  for (let n = 0; n < 5; n++) silent.push(await connection(port));
  for (let n = 1; n <= 3; n++) {
    expect((await send(origin, '/')).body).toBe('ours');
    await eventually(() => expect(silent.map(({ destroyed }) => destroyed)).toContain(true));
  }
  await eventually(() => expect(closed.length).toBeGreaterThan(0));
  expect(new Set(closed)).toEqual(new Set(['idle']));
  expect(silent[0]?.destroyed).toBe(true);
  expect(silent[4]?.destroyed).toBe(false);
});

test('silent connections are closed first, then those with half a head, then those with an interruptible request; others stay', async () => {
  const closed: ClosedConnection[] = [];
  const kept = new WeakSet<Socket>();
  let held = 0;
  const { port } = await limited(
    (request, response) => {
      if (request.url === '/kept') kept.add(request.socket);
      if (request.url === '/') response.end();
      else held++;
    },
    { maxConnections: 4 },
    { onClosed: (why) => closed.push(why), keepsPlace: (socket) => kept.has(socket) },
  );
  const stream = await connection(port, get('/kept'));
  const dispensable = await connection(port, get('/held'));
  await eventually(() => expect(held).toBe(2));
  const half = await connection(port, 'GET / HT');
  const silent = await connection(port);
  const order: string[] = [];
  for (const [name, socket] of Object.entries({ stream, dispensable, half, silent })) {
    socket.once('close', () => order.push(name));
  }
  for (let n = 1; n <= 3; n++) {
    await connection(port, get('/kept'));
    await eventually(() => expect(held).toBe(2 + n));
  }
  expect(order).toEqual(['silent', 'half', 'dispensable']);
  expect(await exchange(port, get('/'))).toBe('');
  expect(closed).toEqual(['idle', 'idle', 'idle', 'full']);
  expect(stream.destroyed).toBe(false);
});

const refusalHeaders = { 'X-Ours': 'yes' };

test.each([
  ['a line that is no request', 'hello\r\n\r\n', 400, 'HPE_INVALID_METHOD'],
  ['a head that is too large', get('/', `X: ${'x'.repeat(3_000)}\r\n`), 431, 'HPE_HEADER_OVERFLOW'],
  ['a head that does not end', 'GET / HTTP/1.1\r\nHost: x\r\nX:', 408, 'ERR_HTTP_REQUEST_TIMEOUT'],
])('%s is answered with the given headers, and told', async (_name, bytes, status, code) => {
  const refused: [number, string, boolean][] = [];
  const limits = {
    maxHeaderSize: 2_000,
    headersTimeout: 1_000,
    requestTimeout: 1_000,
    connectionsCheckingInterval: 20,
  };
  const { port } = await limited(answer, limits, {
    refusalHeaders,
    onRefused: (refusal) => refused.push([refusal.status, refusal.code, refusal.request !== null]),
  });
  const answered = await exchange(port, bytes);
  expect(statusOf(answered)).toBe(status);
  expect(answered).toContain('\r\nX-Ours: yes\r\n');
  expect(answered).toContain('\r\nConnection: close\r\n');
  expect(refused).toEqual([[status, code, false]]);
});

test.each([
  ['a body that breaks the rules of its chunks', 'Transfer-Encoding: chunked\r\n\r\nzz\r\n', 400],
  ['a body that does not end', 'Content-Length: 10\r\n\r\na', 408],
])('%s is answered through its request, and reported', async (_name, rest, status) => {
  const refused: (string | undefined)[] = [];
  const statuses: number[] = [];
  const limits = { headersTimeout: 1_000, requestTimeout: 1_000, connectionsCheckingInterval: 20 };
  const { port } = await limited(
    (request, response) => {
      request.resume().on('error', () => {});
      response.once('finish', () => statuses.push(response.statusCode));
    },
    limits,
    { refusalHeaders, onRefused: ({ request }) => refused.push(request?.url) },
  );
  const answered = await exchange(port, `POST /slow HTTP/1.1\r\nHost: x\r\n${rest}`);
  expect([statusOf(answered), statuses, refused]).toEqual([status, [status], ['/slow']]);
  expect(answered).toContain('\r\nX-Ours: yes\r\n');
});

test('nonsense behind requests is answered after them', async () => {
  const refused: number[] = [];
  const { port } = await limited(
    (_request, response) => void setImmediate(() => response.end('ours')),
    {},
    { onRefused: ({ status }) => refused.push(status) },
  );
  const answered = await exchange(port, `${get('/')}${get('/')}nonsense\r\n\r\n`);
  expect(answered.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 400']);
  expect(refused).toEqual([400]);
});

test('a silent connection is closed without a refusal, because it made no request', async () => {
  const refused: number[] = [];
  const limits = { headersTimeout: 1_000, requestTimeout: 1_000, connectionsCheckingInterval: 10 };
  const { port } = await limited(answer, limits, { onRefused: ({ status }) => refused.push(status) });
  const socket = await connection(port);
  socket.resume();
  await new Promise((resolve) => socket.once('close', resolve));
  const reset = await connection(port, 'GET /');
  reset.resetAndDestroy();
  expect(statusOf(await exchange(port, get('/', 'Connection: close\r\n')))).toBe(200);
  expect(refused).toEqual([]);
});

test.each(['', 'Host: a\r\nHost: b\r\n', 'Host: x\r\nExpect: a-miracle\r\n'])(
  'a head that Node would answer by itself reaches the handler (%j)',
  async (lines) => {
    const { port } = await limited((request, response) => void response.end(request.rawHeaders.join('|')));
    const answered = await exchange(port, `GET / HTTP/1.1\r\n${lines}Connection: close\r\n\r\n`);
    expect(answered.trimEnd().endsWith('Connection|close')).toBe(true);
  },
);

test('no header line is dropped in silence', async () => {
  const { port } = await limited((request, response) => void response.end(String(request.rawHeaders.length / 2)));
  const answered = await exchange(port, get('/', `Connection: close\r\n${'A: b\r\n'.repeat(5_000)}`));
  expect(answered.trimEnd()).toMatch(/5002$/);
});
