import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { clientLimits } from '../../server/base/client-limits.ts';
import { NoFreePort } from '../../server/base/errors.ts';
import { type ListeningSite, listenOnLocalhost } from '../../server/targets/listen.ts';
import { keepAlive, send } from '../support/http.ts';
import { exchange, statusOf } from '../support/raw-socket.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { needs, where } from '../support/where.ts';

const hasIpv6 = needs.ipv6.isMet;

/** A site that answers with its own name. */
async function site(wantedPort: number, name = 'ours'): Promise<ListeningSite> {
  const listening = await listenOnLocalhost((_req, res) => res.end(name), wantedPort);
  onTestFinished(() => listening.close(0));
  return listening;
}

/** A stranger's server on one address; resolves with its port. */
async function stranger(host: string, port = 0): Promise<number> {
  const server = createServer((_req, res) => res.writeHead(403).end('a stranger'));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, ipv6Only: host === '::1' }, resolve);
  });
  onTestFinished(() => closed(server));
  return (server.address() as AddressInfo).port;
}

function closed(server: Server | TcpServer): Promise<void> {
  return new Promise((resolve) => void server.close(() => resolve()));
}

const bodyAt = async (host: string, port: number) => (await send(`http://${host}:${port}`, '/')).body;

/** Why a connection was refused, null if it was not. */
function refusalAt(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 2_000 });
    socket.once('connect', () => {
      socket.destroy();
      resolve(null);
    });
    socket.once('timeout', () => {
      socket.destroy();
      resolve('no answer');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}

describe('where the site can be reached', () => {
  test('on 127.0.0.1 and on localhost', async () => {
    const { port } = await site(0);
    expect(await bodyAt('127.0.0.1', port)).toBe('ours');
    expect(await bodyAt('localhost', port)).toBe('ours');
  });

  where(needs.ipv6)('on ::1, at the same port', async () => {
    const { port } = await site(0);
    expect(await bodyAt('[::1]', port)).toBe('ours');
  });

  test('on no other address of this machine', async () => {
    const { port } = await site(0);
    const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
    const others = addresses.filter(({ internal, scopeid }) => !internal && !scopeid).map(({ address }) => address);
    if (process.platform === 'linux') others.push('127.0.0.2');
    for (const address of others) expect([address, await refusalAt(address, port)]).not.toEqual([address, null]);
  });
});

describe('when the port is taken, the next free one is used, and never a stranger shown as ours', () => {
  const families = [
    ['on IPv4', ['127.0.0.1']],
    ['on every IPv4 address', ['0.0.0.0']],
    ...(hasIpv6
      ? ([
          ['on IPv6', ['::1']],
          ['on both', ['127.0.0.1', '::1']],
          ['on every address', ['::']],
        ] as const)
      : []),
  ] as const;

  test.each(families)('taken %s', async (_name, [first = '', second]) => {
    const taken = await stranger(first);
    if (second !== undefined) await stranger(second, taken);
    const { port } = await site(taken);
    expect(port).toBeGreaterThan(taken);
    expect(port).toBeLessThanOrEqual(taken + 50);
    expect(await bodyAt('127.0.0.1', port)).toBe('ours');
    if (hasIpv6) expect(await bodyAt('[::1]', port)).toBe('ours');
    expect(await bodyAt(first === '::1' || first === '::' ? '[::1]' : '127.0.0.1', taken)).toBe('a stranger');
  });

  test('two sites that want one port get two', async () => {
    const first = await site(0, 'first');
    const second = await site(first.port, 'second');
    expect(await bodyAt('localhost', first.port)).toBe('first');
    expect(await bodyAt('localhost', second.port)).toBe('second');
  });

  test('a port that was refused is let go on both families', async () => {
    const taken = await stranger(hasIpv6 ? '::1' : '127.0.0.1');
    await site(taken, 'the site of this test');
    // Another program may have taken the port on IPv4 by now.
    const answer = hasIpv6 ? await bodyAt('127.0.0.1', taken).catch(({ code }) => code) : null;
    expect(answer).not.toBe('the site of this test');
  });

  test('without a free port above it, the error names the port and the next step', async () => {
    const blocker = createTcpServer();
    const isOurs = await new Promise<boolean>((resolve) => {
      blocker.once('error', () => resolve(false));
      blocker.listen(65_535, '127.0.0.1', () => resolve(true));
    });
    if (isOurs) onTestFinished(() => closed(blocker));
    const refused = site(65_535);
    await expect(refused).rejects.toThrow(NoFreePort);
    await expect(refused).rejects.toThrow(/65535.*--port 0/);
  });
});

describe('the inspector and its port', () => {
  test('says in the log, on the terminal and in the window that the port was taken', async () => {
    const taken = await stranger('127.0.0.1');
    const { inspector, lines, log, port } = await inspectorForTest({ port: taken });
    expect(inspector.site).toMatchObject({ wantedPort: taken, port, url: `http://localhost:${port}` });
    expect(port).not.toBe(taken);
    expect(lines).toEqual([`Port ${taken} is taken by another program, so the site listens on ${port}.`]);
    await expect
      .poll(log)
      .toMatchObject([{ kind: 'notice', notice: { code: 'port-taken', wanted: taken, got: port } }]);
  });

  test('writes no notice if it got its port, or could take any', async () => {
    const first = await inspectorForTest({ port: 0 });
    const { port } = first;
    expect([first.lines, await first.log()]).toEqual([[], []]);
    await first.inspector.close();
    const second = await inspectorForTest({ port });
    expect([second.port, second.lines, await second.log()]).toEqual([port, [], []]);
  });

  test('a start without a free port closes everything: the folder can be used again immediately', async () => {
    const { dataDir, inspector } = await inspectorForTest();
    await inspector.close();
    const blocker = createTcpServer();
    await new Promise<void>((resolve) => {
      blocker.once('error', () => resolve());
      blocker.listen(65_535, '127.0.0.1', resolve);
    });
    onTestFinished(() => closed(blocker));
    await expect(inspectorForTest({ dataDir, port: 65_535 })).rejects.toThrow(NoFreePort);
    expect((await inspectorForTest({ dataDir })).port).toBeGreaterThan(0);
  });
});

describe('slow clients', () => {
  test('the limits are tighter than Node’s own', () => {
    const node = createServer();
    expect(clientLimits.headersTimeout).toBeLessThan(node.headersTimeout);
    expect(clientLimits.requestTimeout).toBeLessThan(node.requestTimeout);
    expect(clientLimits.connectionsCheckingInterval).toBeLessThan(30_000);
  });

  const short = {
    ...clientLimits,
    // Long enough for the quick client of a busy machine.
    headersTimeout: 2_000,
    requestTimeout: 2_000,
    connectionsCheckingInterval: 50,
    keepAliveTimeout: 50,
  };

  test.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: localhost\r\nX: '],
    ['a body', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\na'],
  ])('two hundred that never finish %s are cut off, while others are served', async (_name, bytes) => {
    const listening = await listenOnLocalhost((req, res) => req.on('end', () => res.end('ours')).resume(), 0, short);
    onTestFinished(() => listening.close(0));
    const slow = Array.from({ length: 200 }, () => exchange(listening.port, bytes));
    expect(await bodyAt('127.0.0.1', listening.port)).toBe('ours');
    expect(new Set((await Promise.all(slow)).map(statusOf))).toEqual(new Set([408]));
  });

  test('an idle connection is closed', async () => {
    const listening = await listenOnLocalhost((_req, res) => res.end('ours'), 0, short);
    onTestFinished(() => listening.close(0));
    expect(await exchange(listening.port, 'GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')).toMatch(/ours$/);
  });
});

describe('closing', () => {
  test('is not held up by connections that are kept', async () => {
    const agent = keepAlive();
    onTestFinished(() => agent.destroy());
    const listening = await listenOnLocalhost((_req, res) => res.end('ours'), 0);
    const { port } = listening;
    await send(`http://127.0.0.1:${port}`, '/', { agent });
    await listening.close(60_000);
    expect(await refusalAt('127.0.0.1', port)).toBe('ECONNREFUSED');
  });

  test('lets a request under way finish', async () => {
    const under = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const listening = await listenOnLocalhost((_req, res) => {
      under.resolve();
      void go.promise.then(() => res.end('finished'));
    }, 0);
    const body = bodyAt('127.0.0.1', listening.port);
    await under.promise;
    const closing = listening.close(60_000);
    go.resolve();
    expect(await body).toBe('finished');
    await closing;
  });

  test('cuts one that does not finish in time', async () => {
    const under = Promise.withResolvers<void>();
    const listening = await listenOnLocalhost(() => under.resolve(), 0);
    const body = bodyAt('127.0.0.1', listening.port);
    const cut = expect(body).rejects.toThrow('socket hang up');
    await under.promise;
    await listening.close(10);
    await cut;
  });
});

describe('while the site runs, no other program can take its port', () => {
  const addresses = ['127.0.0.1', '0.0.0.0', ...(hasIpv6 ? ['::1', '::'] : [])];
  // reusePort shares a port, but only with a server that wants to share it, too.
  const tries = addresses.flatMap((host) => [false, true].map((reusePort) => [host, reusePort] as const));

  test.each(tries)(
    'not at %s (reusePort: %s): the other program is refused, or gets no visitors of the site',
    async (host, reusePort) => {
      const { port } = await site(0);
      const thief = createServer((_req, res) => res.writeHead(403).end('a stranger'));
      const outcome = await new Promise<string>((resolve) => {
        thief.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
        thief.listen({ host, port, reusePort, exclusive: true }, () => resolve('listens'));
      });
      if (outcome === 'listens') onTestFinished(() => closed(thief));
      // Linux and Windows refuse it. Elsewhere the more exact address has the visitors, and ours is exact.
      else expect(outcome).toMatch(/^(EADDRINUSE|EACCES|ENOTSUP)$/);
      for (let visit = 0; visit < 20; visit++) {
        for (const name of ['127.0.0.1', 'localhost', ...(hasIpv6 ? ['[::1]'] : [])]) {
          expect([name, await bodyAt(name, port)]).toEqual([name, 'ours']);
        }
      }
    },
  );
});
