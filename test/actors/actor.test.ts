import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Actor } from '../../server/actors/actor.ts';
import { Cast } from '../../server/actors/cast.ts';
import { createExactClient } from '../../server/actors/exact-client.ts';
import { createHttpClient } from '../../server/actors/http-client.ts';
import { Senders } from '../../server/actors/senders.ts';
import { CommitQueue } from '../../server/storage/database/commit-queue.ts';
import { openDatabase } from '../../server/storage/database/database.ts';
import { createActorJars } from '../../server/storage/sessions/actor-jars.ts';
import { send } from '../support/http.ts';
import { needs, where } from '../support/where.ts';

const hasIpv6 = needs.ipv6.isMet;

/** A stranger's site, with whatever manners. Resolves with its address. */
async function stranger(answer: RequestListener, { host = '127.0.0.1', port = 0 } = {}): Promise<string> {
  const server = createServer(answer);
  server.listen(port, host);
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  const address = server.address() as AddressInfo;
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
}

/** The same site on both families, at a port that is free on both. Without IPv6, `ipv6` is null. */
async function strangersOnOnePort(answer: RequestListener): Promise<{ ipv4: string; ipv6: string | null }> {
  for (;;) {
    const ipv4 = await stranger(answer);
    if (!hasIpv6) return { ipv4, ipv6: null };
    try {
      return { ipv4, ipv6: await stranger(answer, { host: '::1', port: Number(new URL(ipv4).port) }) };
    } catch (error) {
      // Another program has this port on ::1: the next attempt takes another one.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    }
  }
}

/** The same on the level of bytes. */
async function strangerOfBytes(answer: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => void server.close(() => resolve()));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An actor who believes that site to be ours. */
function actorAt(site: string | (() => string)) {
  const saved: unknown[] = [];
  const actor = new Actor({
    ref: { id: 'alice', name: 'Alice', kind: 'simulated' },
    cookieName: () => 'inspector.sid',
    otherCookieName: () => 'session',
    siteUrl: typeof site === 'string' ? () => site : site,
    client: createHttpClient('Alice/1.0', () => {}),
    exactClient: createExactClient(() => {}),
    savedJar: null,
    saveJar: (jar) => saved.push(jar),
    now: Date.now,
    onChange: () => {},
  });
  onTestFinished(() => actor.close());
  return { actor, saved };
}

describe('a site that is not there', () => {
  test.each(['127.0.0.1', 'localhost'])('on %s is said to be, with the reason', async (host) => {
    // Port 1 (tcpmux) is taken nowhere any more.
    const { actor } = actorAt(`http://${host}:1`);
    expect(await actor.act({ type: 'list' })).toMatchObject({
      lastAnswer: { status: null, ok: false, text: expect.stringMatching(/^The site did not answer: .*ECONNREFUSED/) },
    });
  });

  test('and then comes back answers again', async () => {
    const address = new URL(await strangerOfBytes((socket) => socket.destroy()));
    const sites = ['http://127.0.0.1:1', address.origin, await stranger((_req, res) => res.end('here'))];
    let site = '';
    const { actor } = actorAt(() => site);
    const answers = [];
    for (site of sites) answers.push((await actor.act({ type: 'list' })).lastAnswer?.ok);
    expect(answers).toEqual([false, false, true]);
  });
});

describe('a response that no client should accept', () => {
  test.each<[string, RequestListener, object]>([
    [
      'JSON that is none',
      (_req, res) => res.setHeader('Content-Type', 'application/json').end('{"a":'),
      { status: 200, text: '{"a":' },
    ],
    [
      'JSON without the expected members',
      (_req, res) => res.writeHead(500, { 'Content-Type': 'application/json' }).end('null'),
      { status: 500, text: '500', ok: false },
    ],
    [
      'a title that is no text',
      (_req, res) => res.writeHead(400, { 'Content-Type': 'application/json' }).end('{"title":{}}'),
      { status: 400, text: '400' },
    ],
    [
      'a page with a script',
      (_req, res) => res.setHeader('Content-Type', 'text/html').end('<script>alert(1)</script>'),
      { text: '<script>alert(1)</script>' },
    ],
    [
      'a page with a heading',
      (_req, res) => res.setHeader('Content-Type', 'text/html').end('<p>a<h1>It &lt;broke&gt;</h1>'),
      { text: 'It <broke>' },
    ],
    [
      'a redirect',
      (_req, res) => res.writeHead(302, { Location: 'http://evil.example/' }).end(),
      { status: 302, text: '', ok: true },
    ],
    ['no type at all', (_req, res) => res.end(Buffer.from([0xff, 0xfe, 0x00])), { status: 200, ok: true }],
    ['a long line', (_req, res) => res.end('x'.repeat(5_000)), { text: `${'x'.repeat(200)}…` }],
  ])('%s is shown as it is', async (_name, answer, expected) => {
    const { actor } = actorAt(await stranger(answer));
    expect((await actor.act({ type: 'get', key: 'a' })).lastAnswer).toMatchObject(expected);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['no HTTP', (socket) => socket.end('hello\r\n\r\n')],
    ['nothing', (socket) => socket.end()],
    ['half an answer', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc')],
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['headers without end', (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`)],
  ])('%s counts as none', async (_name, answer) => {
    const { actor } = actorAt(await strangerOfBytes(answer));
    expect((await actor.act({ type: 'list' })).lastAnswer).toMatchObject({
      status: null,
      ok: false,
      text: expect.stringMatching(/^The site did not answer: .+/),
    });
  });

  test('one without end is left after its first part', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    const left = Promise.withResolvers<void>();
    const { actor } = actorAt(
      await stranger((_req, res) => {
        const pour = () => {
          while (!res.destroyed && res.write(chunk));
        };
        res.on('drain', pour).on('close', left.resolve);
        pour();
      }),
    );
    expect((await actor.act({ type: 'list' })).lastAnswer).toMatchObject({ status: 200, text: `${'x'.repeat(200)}…` });
    await left.promise;
  });

  test('stores cookies that follow the rules, and no others', async () => {
    const { actor, saved } = actorAt(
      await stranger((_req, res) =>
        res
          .setHeader('Set-Cookie', [
            'good=1; Path=/',
            'inspector.sid=s%3Aabc.def; HttpOnly',
            'foreign=1; Domain=evil.example',
            // Loopback counts as secure, in browsers too.
            'secure=1; Secure',
            '__Host-x=1',
            '=',
            ';;;',
            'elsewhere=1; Path=/elsewhere',
            'old=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT',
          ])
          .end(),
      ),
    );
    const state = await actor.act({ type: 'list' });
    expect(state).toMatchObject({ sid: 'abc', cookieValue: 's%3Aabc.def', cookieCount: 3 });
    expect(saved).toHaveLength(1);
  });

  test('stores the jar even if the response text makes no sense', async () => {
    const { actor, saved } = actorAt(
      await stranger((_req, res) =>
        res.writeHead(200, { 'Content-Type': 'application/json', 'Set-Cookie': 'inspector.sid=s%3Aabc.def' }).end('{'),
      ),
    );
    await actor.act({ type: 'list' });
    expect(saved).toHaveLength(1);
  });
});

describe('the sender of a request', () => {
  /** A cast, and sites on both families that ask it who came. */
  async function castWithSites() {
    const { database } = openDatabase(':memory:');
    onTestFinished(() => void database.close());
    const registry = new Senders();
    const senders: { id: string | undefined; port: number | undefined }[] = [];
    const note: RequestListener = (req: IncomingMessage, res) => {
      senders.push({ id: registry.of(req)?.ref?.id, port: req.socket.remotePort });
      res.end('noted');
    };
    const { ipv4, ipv6 } = await strangersOnOnePort(note);
    const cast: Cast = new Cast({
      senders: registry,
      cookieName: () => 'inspector.sid',
      otherCookieName: () => 'session',
      siteUrl: () => ipv4,
      judge: () => ({ verdict: { kind: 'none' }, changesAtMs: null }),
      jars: createActorJars({
        database,
        queue: new CommitQueue(database),
        onError: (error) => {
          throw error;
        },
        onUnreadable: () => {},
        onSaved: () => {},
      }),
      now: () => 0,
      onChange: () => {},
    });
    onTestFinished(() => cast.close());
    return { cast, ipv4, ipv6, senders };
  }

  test('is recognised by its connection, new or reused', async () => {
    const { cast, ipv4, senders } = await castWithSites();
    await cast.act('alice', { type: 'list' });
    await cast.act('bob', { type: 'list' });
    await send(ipv4, '/session');
    await cast.act('alice', { type: 'list' });
    await Promise.all([1, 2, 3].map(() => cast.act('mallory', { type: 'list' })));
    expect(senders.map(({ id }) => id)).toEqual(['alice', 'bob', undefined, 'alice', 'mallory', 'mallory', 'mallory']);
  });

  where(needs.ipv6)(
    'is not recognised by the port alone, which another program may have on the other IP family',
    async () => {
      const { cast, ipv6, senders } = await castWithSites();
      await cast.act('alice', { type: 'list' });
      const port = senders[0]?.port ?? 0;
      await send(ipv6 ?? '', '/session', { localAddress: '::1', localPort: port });
      expect(senders).toEqual([
        { id: 'alice', port },
        { id: undefined, port },
      ]);
    },
  );
});
