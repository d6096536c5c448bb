/** session-inspector/express and its inspector: nobody there, coming and going, too slow. The app must not notice. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session, { type SessionOptions } from 'express-session';
import { expect, onTestFinished, test, vi } from 'vitest';
import { inspect } from '../../server/express/inspect.ts';
import { eventually } from '../support/eventually.ts';
import { toldLines } from '../support/told-lines.ts';
import { Visitor } from '../support/visitor.ts';

/** An app that tells, and the place where it tells. Nobody listens there yet. */
async function tellingApp(options: Partial<SessionOptions> = {}) {
  const told = toldLines();
  onTestFinished(() => told.close());
  const module = inspect(session, { dataDir: told.dataDir });
  const app = express();
  app.use(module({ secret: 'keyboard cat', resave: false, saveUninitialized: false, ...options }));
  app.get('/big', (request, response) => {
    Object.assign(request.session, { big: 'x'.repeat(Number(request.query.bytes)) });
    response.send('kept');
  });
  app.get('/', (request, response) => {
    const data = request.session as unknown as { count?: number };
    data.count = (data.count ?? 0) + 1;
    response.json(data.count);
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { told, origin, visitor: new Visitor(origin), newVisitor: () => new Visitor(origin) };
}

test('without an inspector the app answers as usual, and a later inspector gets the number of missed requests', async () => {
  const { told, visitor } = await tellingApp();
  for (const count of [1, 2, 3]) expect((await visitor.get('/')).body).toBe(String(count));
  await told.listen();
  await told.connected();
  expect(told.lines[0]).toMatchObject({
    t: 'hello',
    pid: process.pid,
    missed: 3,
    sessions: [{ cookieName: 'connect.sid', store: 'MemoryStore', isStoreSeen: true }],
  });
  expect((await visitor.get('/')).body).toBe('4');
  const [request] = await told.requests(1);
  expect([request?.before.data, request?.after]).toMatchObject([{ count: 3 }, { data: { count: 4 } }]);
});

test('after a restart the inspector receives reports again', async () => {
  const { told, visitor } = await tellingApp();
  await told.listen();
  await told.connected();
  await visitor.get('/');
  await told.requests(1);
  await told.stopListening();
  told.lines.length = 0;
  // The app notices the end of the connection by itself.
  await eventually(async () => expect((await visitor.get('/')).status).toBe(200));
  await told.listen();
  await told.connected();
  await visitor.get('/');
  const [request] = await told.requests(1);
  expect(request).toMatchObject({ before: { data: { count: expect.any(Number) } }, decision: { length: 5 } });
});

test('an inspector that reads nothing fills its connection; more is dropped, counted and said', async () => {
  const { told, newVisitor } = await tellingApp();
  await told.listen();
  await told.connected();
  told.pause();
  const visitor = newVisitor();
  const sizes = Array.from({ length: 60 }, () => 200_000);
  for (const bytes of sizes) expect((await visitor.get(`/big?bytes=${bytes}`)).body).toBe('kept');
  told.resume();
  await eventually(async () => {
    await visitor.get('/');
    const dropped = told.lines.find(({ t }) => t === 'dropped');
    expect(dropped).toMatchObject({ count: expect.any(Number) });
  });
  const count = told.lines.reduce((sum, line) => sum + (line.t === 'dropped' ? line.count : 0), 0);
  expect(count).toBeGreaterThan(0);
  expect(count).toBeLessThan(sizes.length);
});

test('for data that is too large the report contains only its size', async () => {
  const { told, visitor } = await tellingApp();
  await told.listen();
  await told.connected();
  await visitor.get('/big?bytes=300000');
  const [request] = await told.requests(1);
  expect(request?.after).toMatchObject({ data: null, tooLarge: 300_010 });
});

test('a session that is no JSON is the same error in the app with and without inspect', async () => {
  const told = toldLines();
  onTestFinished(() => told.close());
  await told.listen();
  const errorWith = async (module: typeof session) => {
    const app = express();
    app.use(module({ secret: 'keyboard cat', resave: false, saveUninitialized: false }));
    app.get('/', (request, response) => {
      Object.assign(request.session, { odd: 1n });
      response.send('sent');
    });
    // express-session has ended the response by then and lets the client wait, so the test does not.
    const failed = new Promise((resolve) => {
      app.use(((error, _request, response, _next) => {
        response.destroy();
        resolve(String(error));
      }) as express.ErrorRequestHandler);
    });
    const server = createServer(app).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    onTestFinished(() => void server.close());
    const visit = fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`).catch(() => null);
    const error = await failed;
    await visit;
    return error;
  };
  const inspected = inspect(session, { dataDir: told.dataDir });
  await told.connected();
  expect(await errorWith(inspected)).toBe(await errorWith(session));
  const [request] = await told.requests(1);
  expect(request?.errors.join()).toContain('BigInt');
});

test('in production the module is returned unchanged, unless the option enables it', () => {
  vi.stubEnv('NODE_ENV', 'production');
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(inspect(session)).toBe(session);
  const told = toldLines();
  onTestFinished(() => told.close());
  expect(inspect(session, { dataDir: told.dataDir, inProduction: true })).not.toBe(session);
});

test('a store that cannot be observed is used as it is', async () => {
  // express-session sets `generate` on its store itself.
  const store = Object.assign(new session.MemoryStore(), { generate: () => {} });
  Object.preventExtensions(store);
  const told = toldLines();
  onTestFinished(() => told.close());
  await told.listen();
  const module = inspect(session, { dataDir: told.dataDir });
  module({ secret: 's', resave: false, saveUninitialized: false, store });
  await eventually(() => {
    const sessions = told.lines.flatMap((line) =>
      line.t === 'hello' ? line.sessions : line.t === 'sessions' ? line : [],
    );
    expect(sessions).toMatchObject([{ isStoreSeen: false }]);
  });
});

test('questions of another program are not answered, and leave the app as it was', async () => {
  const { told, visitor } = await tellingApp();
  await told.listen();
  await told.connected();
  const odd = [null, -1, 1e9, 'a', [], {}];
  for (const t of ['list', 'read', 'follow', 'other'])
    for (const value of odd) told.say({ t, store: value, number: value, from: value, sids: value, isOn: value });
  for (const from of [-1e15, 0.5, 1e300]) told.say({ t: 'list', store: 0, number: 6, from });
  told.say({ t: 'list', store: 0, number: 7, from: 0 });
  told.say({ t: 'read', store: 0, number: 8, sids: ['__proto__', 'constructor', 1, null] });
  await visitor.get('/');
  await told.requests(1);
  const listed = told.lines.filter(({ t }) => t === 'listed');
  expect(listed).toMatchObject([
    { number: 7, rows: [] },
    { number: 8, rows: [] },
  ]);
});
