import { createServer, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { sessionSite } from '../support/observed-site.ts';
import { postgresServer } from '../support/postgres-server.ts';
import { redisServer } from '../support/redis-server.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { placeAt, sharedKinds, sharedStore } from '../support/shared-stores.ts';
import { where } from '../support/where.ts';

test.each([
  ['without a cookie', false],
  ['with a session for each visitor', true],
])('a store that was never reached gives 503 and no cookie: a request %s', async (_what, saveUninitialized) => {
  const { store } = sharedStore(placeAt('redis', 'redis://127.0.0.1:1', 'away:'));
  await store.opened;
  const site = await sessionSite(
    (app, engine) => {
      app.get('/setsession', (req, res) => {
        engine.sessionOf(req).set('Username', 'Admin');
        res.end('set');
      });
    },
    { store, options: { saveUninitialized } },
  );
  const response = await fetch(`${site.url}/setsession`);
  expect([response.status, response.headers.get('set-cookie')]).toEqual([503, null]);
});

/** A server in the place of Redis, which does this with each connection. Returns its port and when each one came. */
async function inPlaceOfRedis(receive: (socket: Socket) => void) {
  const times: number[] = [];
  const server = createServer((socket) => {
    times.push(performance.now());
    socket.on('error', () => {});
    receive(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { times, port: (server.address() as { port: number }).port };
}

test('a store that ends each connection is tried again after growing pauses', async () => {
  const { times, port } = await inPlaceOfRedis((socket) => socket.destroy());
  const { store } = sharedStore(placeAt('redis', `redis://127.0.0.1:${port}`, 'away:'));
  await eventually(() => expect(times.length).toBeGreaterThanOrEqual(5));
  const pauses = times.slice(1, 5).map((time, place) => time - (times[place] ?? 0));
  for (const [place, pause] of pauses.entries()) expect(pause).toBeGreaterThan(190 * 2 ** place);
  expect(store.state).toMatchObject({ state: 'away', code: 'gone', isTriedAgain: true });
});

test('a refused password is tried again only when somebody asks for it', async () => {
  const { times, port } = await inPlaceOfRedis((socket) =>
    socket.on('data', () => socket.write('-WRONGPASS invalid username-password pair or user is disabled.\r\n')),
  );
  const { store } = sharedStore(placeAt('redis', `redis://127.0.0.1:${port}`, 'away:', 'wrong'));
  await store.opened;
  expect(store.state).toMatchObject({ state: 'away', code: 'wrong-password', isTriedAgain: false });
  // Longer than the first three pauses of a fault that can pass.
  await wait(1_600);
  expect(times).toHaveLength(1);
  store.connectNow();
  await eventually(() => expect(times).toHaveLength(2));
});

describe.each(sharedKinds)('a %s that has stopped answering', (kind, need) => {
  where(need)('holds up neither the start nor the window, and is used as soon as it answers', async () => {
    const server = await (kind === 'redis' ? redisServer() : postgresServer());
    server.pause();
    onTestFinished(() => server.resume());
    const { inspector, siteUrl } = await inspectorForTest({ store: server.url });
    const api = await apiClient(inspector);
    expect((await fetch(`${siteUrl}/setsession`)).status).toBe(503);
    server.resume();
    await eventually(async () => {
      await api.tell('data.connectStore');
      expect((await fetch(`${siteUrl}/setsession`)).status).toBe(200);
    });
  });
});
