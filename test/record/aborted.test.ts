import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { send } from '../support/http.ts';
import { cookieName, type ObservedSite, recordedSite, sessionSite } from '../support/observed-site.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

/** A connection that has sent these bytes. */
async function sent(site: ObservedSite, bytes: string): Promise<Socket> {
  const socket = connect(site.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(bytes);
  return socket;
}

const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`;

/** A handler that lets the test wait for each response before anything is answered. */
function heldBack(): { handle: RequestListener; next(): Promise<ServerResponse> } {
  const waiting: ((response: ServerResponse) => void)[] = [];
  const held: ServerResponse[] = [];
  return {
    handle: (_, res) => {
      const taker = waiting.shift();
      if (taker === undefined) held.push(res);
      else taker(res);
    },
    next: () =>
      new Promise((resolve) => {
        const response = held.shift();
        if (response === undefined) waiting.push(resolve);
        else resolve(response);
      }),
  };
}

test('a client that disconnects before the response: aborted, with no status, since none was sent', async () => {
  const { handle, next } = heldBack();
  const site = await recordedSite(handle);
  const socket = await sent(site, get('/'));
  await next();
  socket.destroy();
  expect((await site.recorded(1))[0]).toMatchObject({
    status: null,
    statusText: '',
    responseHeaders: [],
    responseBodyBytes: 0,
    isAborted: true,
  });
});

test('a client that has left before its request is given to the recorder: aborted, with no status', async () => {
  const arrival = Promise.withResolvers<void>();
  const site = await recordedSite(
    (_, res) => void res.end('too late'),
    systemClock,
    async (response) => {
      arrival.resolve();
      await once(response, 'close');
    },
  );
  const socket = await sent(site, get('/'));
  await arrival.promise;
  socket.destroy();
  expect((await site.recorded(1))[0]).toMatchObject({ status: null, responseBodyBytes: 0, isAborted: true });
});

test('a client that leaves while it is answered: aborted, with the status it got', async () => {
  const { handle, next } = heldBack();
  const site = await recordedSite(handle);
  const socket = await sent(site, get('/'));
  const response = await next();
  response.writeHead(200, { 'Content-Length': 1000 });
  response.write('first');
  await once(socket, 'data');
  socket.destroy();
  expect((await site.recorded(1))[0]).toMatchObject({ status: 200, responseBodyBytes: 5, isAborted: true });
});

test('a status that was made and never sent is not claimed', async () => {
  const { handle, next } = heldBack();
  const site = await recordedSite(handle);
  const socket = await sent(site, get('/'));
  (await next()).writeHead(200, { 'Content-Length': 5 });
  socket.destroy();
  expect((await site.recorded(1))[0]).toMatchObject({ status: null, responseHeaders: [], isAborted: true });
});

test('a response after the client has disconnected changes nothing, because it was not sent', async () => {
  const site = await sessionSite((app) => {
    app.get('/', (req, res) => {
      res.once('close', () => {
        Object.assign(req.session, { late: true });
        res.send('too late');
      });
      req.socket.destroy();
    });
  });
  await expect(send(site.url, '/')).rejects.toThrow();
  expect((await site.recorded(1))[0]).toMatchObject({ status: null, isAborted: true });
});

test('a client that leaves while its body comes in: aborted', async () => {
  const site = await recordedSite((req) => req.resume());
  const socket = await sent(site, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf');
  await new Promise((resolve) => setTimeout(resolve, 20));
  socket.destroy();
  expect((await site.recorded(1))[0]).toMatchObject({ method: 'POST', status: null, isAborted: true });
});

test('requests that wait behind another one on a connection that is cut have their records too', async () => {
  const { handle, next } = heldBack();
  const site = await recordedSite(handle);
  const socket = await sent(site, get('/first') + get('/second') + get('/third'));
  const first = await next();
  const second = await next();
  await next();
  second.end('answered, but held back until it is its turn');
  first.setHeader('Content-Length', 100).write('half');
  await once(socket, 'data');
  socket.destroy();
  const records = await site.recorded(3);
  expect(
    records.map(({ url, status, responseBodyBytes, isAborted }) => [url, status, responseBodyBytes, isAborted]),
  ).toEqual([
    ['/first', 200, 4, true],
    ['/second', null, 0, true],
    ['/third', null, 0, true],
  ]);
});

test('a client that disconnects during regeneration: the record contains the outcome', async () => {
  const { store, database } = storeOnDisk();
  await promised(store).set('abc', aSession({ name: 'Admin' }));
  const gate = Promise.withResolvers<void>();
  const destroy = store.destroy.bind(store);
  store.destroy = (sid, done) => void gate.promise.then(() => destroy(sid, done));
  const site = await sessionSite(
    (app, engine) => {
      app.get('/', async (req, res) => {
        res.once('close', gate.resolve);
        req.socket.destroy();
        await engine.sessionOf(req).regenerate();
        res.send('renewed');
      });
    },
    { store },
  );
  const cookie = `${cookieName}=${encodeURIComponent(`s:${sign('abc', 'secret')}`)}`;
  await expect(send(site.url, '/', { headers: { Cookie: cookie } })).rejects.toThrow();
  const [record] = await site.recorded(1);
  expect(record).toMatchObject({
    isAborted: true,
    status: null,
    sidBefore: 'abc',
    sessionAfter: { name: 'Admin' },
    operations: [{ op: 'regenerate' }],
    storeOperations: [
      { op: 'get', sid: 'abc', outcome: 'ok' },
      { op: 'destroy', sid: 'abc', outcome: 'ok' },
      { op: 'set', sid: record?.sidAfter, outcome: 'ok' },
    ],
  });
  expect(database.prepare('SELECT sid FROM sessions').pluck().all()).toEqual([record?.sidAfter]);
});

test('a thousand clients that disconnect at any time: one record each, and no listeners left on a connection', async () => {
  const listenerCounts: number[] = [];
  const site = await recordedSite((req, res) => {
    listenerCounts.push(req.socket.listenerCount('close'));
    if (req.url === '/hang') return;
    res.write('some');
    setTimeout(() => res.end(), Math.random() * 3);
  });
  let requests = 0;
  const round = async (n: number): Promise<void> => {
    const inOneGo = 1 + (n % 5);
    const paths = Array.from({ length: inOneGo }, (_, index) => (n % 3 === 0 && index > 0 ? '/hang' : '/'));
    requests += inOneGo;
    const socket = await sent(site, paths.map((path) => get(path)).join(''));
    if (n % 2 === 0) await once(socket, 'data');
    socket.destroy();
  };
  for (let from = 0; from < 1_000; from += 50) {
    await Promise.all(Array.from({ length: 50 }, (_, index) => round(from + index)));
  }
  // Bytes of a client that disconnects immediately may never be read. Each request that arrived has exactly one record.
  const arrived = await quiet(() => listenerCounts.length);
  expect(arrived).toBeGreaterThan(1_000);
  expect(arrived).toBeLessThanOrEqual(requests);
  const records = await site.recorded(arrived);
  expect(new Set(records.map(({ id }) => id)).size).toBe(arrived);
  expect(records).toHaveLength(arrived);
  expect(Math.max(...listenerCounts) - Math.min(...listenerCounts)).toBeLessThanOrEqual(3);
});

/** A number once it has stopped growing. */
async function quiet(look: () => number): Promise<number> {
  for (let last = -1; ; ) {
    const now = look();
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test('a request that waited for the recorder has the time and the duration of its arrival', async () => {
  const waitedMs = 200;
  let heldAtMs = 0;
  const site = await recordedSite(
    (_, res) => void res.end('later'),
    systemClock,
    () => {
      heldAtMs = Date.now();
      return pause(waitedMs);
    },
  );
  const socket = await sent(site, get('/'));
  const [record] = await site.recorded(1);
  socket.destroy();
  expect(record?.arrivedAtMs).toBeLessThanOrEqual(heldAtMs);
  // A timer may be a fraction of a millisecond early.
  expect(record?.durationMs).toBeGreaterThanOrEqual(waitedMs - 1);
});
