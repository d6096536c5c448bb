/** session-inspector/express over the stores that people use: each keeps its behaviour, and its calls are told. */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { RedisStore } from 'connect-redis';
import express from 'express';
import session, { type Store } from 'express-session';
import memorystore from 'memorystore';
import { expect, onTestFinished, test } from 'vitest';
import { inspect } from '../../server/express/inspect.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { tempDir } from '../support/temp-dir.ts';
import { toldLines } from '../support/told-lines.ts';
import { Visitor } from '../support/visitor.ts';

type Module = typeof session;
/** The package has no types. */
type FileStoreMaker = (module: Module) => new (options: object) => Store;

const stores: readonly (readonly [string, (module: Module) => Store | Promise<Store>])[] = [
  ['MemoryStore', (module) => new module.MemoryStore()],
  [
    'MemoryStore',
    (module) => {
      const MemoryStore = memorystore(module);
      return new MemoryStore({ checkPeriod: 0 as unknown as number });
    },
  ],
  ['RedisStore', redisStore],
  [
    'FileStore',
    (module) => {
      const FileStore = (createRequire(import.meta.url)('session-file-store') as FileStoreMaker)(module);
      return new FileStore({ path: tempDir(), logFn: () => {}, reapInterval: -1 });
    },
  ],
];

async function redisStore(): Promise<Store> {
  const { url } = await redisServer();
  return new RedisStore({ client: await redisClient(url) });
}

async function site(module: Module, store: Store) {
  const app = express().disable('etag');
  app.use(module({ store, secret: 'keyboard cat', resave: false, saveUninitialized: false }));
  app.get('/count', (request, response) => {
    const data = request.session as unknown as { count?: number };
    data.count = (data.count ?? 0) + 1;
    response.json(data.count);
  });
  app.get('/look', (_, response) => void response.send('seen'));
  app.get('/login', (request, response, next) => {
    request.session.regenerate((error) => {
      if (error) return next(error);
      Object.assign(request.session, { user: 'Alice' });
      response.send('in');
    });
  });
  app.get('/logout', (request, response, next) => {
    request.session.destroy((error) => (error ? next(error) : void response.send('out')));
  });
  app.get('/same-store', (request, response) => void response.json(request.sessionStore === store));
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return new Visitor(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

const walk = ['/count', '/count', '/look', '/login', '/count', '/logout', '/count', '/same-store'];

test.each(stores.map(([name, make], place) => ({ name, make, place })))(
  '$name ($place): the walk has the same answers, and each call is told with its outcome',
  async ({ name, make }) => {
    const told = toldLines();
    onTestFinished(() => told.close());
    await told.listen();
    const inspected = inspect(session, { dataDir: told.dataDir });
    await told.connected();
    const answers = async (visitor: Visitor) => {
      const all: unknown[] = [];
      for (const path of walk) {
        const { status, body, setCookies } = await visitor.get(path);
        all.push([path, status, body, setCookies.length]);
      }
      return all;
    };
    expect(await answers(await site(inspected, await make(inspected)))).toEqual(
      await answers(await site(session, await make(session))),
    );
    const requests = await told.requests(walk.length);
    expect(
      requests.map(({ url, storeOperations }) => [url, storeOperations.map(({ op, outcome }) => `${op} ${outcome}`)]),
    ).toEqual([
      ['/count', ['set ok']],
      ['/count', ['get ok', 'set ok']],
      ['/look', ['get ok', 'touch ok']],
      ['/login', ['get ok', 'destroy ok', 'set ok']],
      ['/count', ['get ok', 'set ok']],
      ['/logout', ['get ok', 'destroy ok']],
      ['/count', ['get not-found', 'set ok']],
      ['/same-store', ['get ok', 'touch ok']],
    ]);
    expect(requests.every(({ store }) => store === name)).toBe(true);
    expect(requests.map(({ operations }) => operations.map(({ op }) => op).join())).toEqual([
      '',
      '',
      '',
      'regenerate',
      '',
      'destroy',
      '',
      '',
    ]);
  },
);

test('overlapping requests of one session are told apart, in a store that answers late', async () => {
  const told = toldLines();
  onTestFinished(() => told.close());
  await told.listen();
  const inspected = inspect(session, { dataDir: told.dataDir });
  await told.connected();
  const visitor = await site(inspected, await redisStore());
  await visitor.get('/count');
  const paths = Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? '/look' : '/count'));
  await Promise.all(paths.map((path) => visitor.get(path)));
  const requests = (await told.requests(41)).slice(1);
  const calls = (path: string) =>
    new Set(
      requests
        .filter(({ url }) => url === path)
        .map(({ storeOperations }) => storeOperations.map(({ op }) => op).join()),
    );
  expect([...calls('/look')]).toEqual(['get,touch']);
  expect([...calls('/count')]).toEqual(['get,set']);
});
