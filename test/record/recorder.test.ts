import { once } from 'node:events';
import express from 'express';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { keepAlive, send } from '../support/http.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { recordedSite, sessionSite } from '../support/observed-site.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';
import { Visitor } from '../support/visitor.ts';

test('one request, one complete record', async () => {
  const clock = new ManualClock();
  const site = await recordedSite((_, res) => {
    clock.advance(12.5);
    res.end('hello');
  }, clock);
  const arrivedAtMs = clock.now();
  await send(site.url, '/a?b=c', { headers: { 'User-Agent': 'curl/8.5.0' } });
  const [record] = await site.recorded(1);
  expect(record).toEqual({
    kind: 'request',
    id: 1,
    arrivedAtMs,
    durationMs: 12.5,
    actor: { id: 'outside:curl', name: 'curl', kind: 'outside' },
    engine: 'server-side',
    method: 'GET',
    url: '/a?b=c',
    httpVersion: '1.1',
    status: 200,
    statusText: 'OK',
    requestHeaders: expect.arrayContaining([['User-Agent', 'curl/8.5.0']]),
    responseHeaders: expect.arrayContaining([['Content-Length', '5']]),
    responseBodyBytes: 5,
    cookieName: 'test.sid',
    cookieValue: null,
    receivedCookies: [],
    verdict: { kind: 'none' },
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    operations: [],
    storeOperations: [],
    decision: [],
    headSentAtMs: null,
    setCookie: null,
    errors: [],
    findings: [],
    isAborted: false,
    expectedCookies: [],
  });
});

test('the target is as it came, also when a mounted router answers later', async () => {
  const app = express();
  const router = express.Router();
  router.get('/inner', (req, res) => {
    setTimeout(() => res.send(req.url), 1);
  });
  app.use('/outer', router);
  const site = await recordedSite(app);
  expect((await send(site.url, '/outer/inner?x=1')).body).toBe('/inner?x=1');
  expect((await site.recorded(1))[0]?.url).toBe('/outer/inner?x=1');
});

test.each([
  ['a path that no route has', '/nowhere', 404],
  ['a handler that throws', '/throws', 500],
  ['a handler whose promise is rejected', '/rejects', 500],
  ['a path that cannot be decoded', '/keys/%zz', 400],
])('%s is recorded with its answer', async (_, path, status) => {
  const app = express();
  app.get('/throws', () => {
    throw new Error('thrown');
  });
  app.get('/rejects', async () => {
    throw new Error('rejected');
  });
  app.get('/keys/:key', (_req, res) => void res.send('found'));
  app.use(
    ((_error, _req, res, _next) => void res.status(_error.status ?? 500).send('error')) as express.ErrorRequestHandler,
  );
  const site = await recordedSite(app);
  await send(site.url, path);
  expect((await site.recorded(1))[0]).toMatchObject({ url: path, status, isAborted: false });
});

test('while recording is paused, no record is made and no id is used', async () => {
  const site = await sessionSite((app) => {
    app.get('/', (req, res) => {
      Object.assign(req.session, { visits: 1 });
      res.send('hello');
    });
  });
  const visitor = new Visitor(site.url);
  await visitor.get('/');
  await site.recorded(1);
  site.isRecording = false;
  await visitor.get('/');
  await visitor.get('/');
  site.isRecording = true;
  await visitor.get('/');
  expect((await site.recorded(2)).map(({ id, storeOperations }) => [id, storeOperations.length])).toEqual([
    [1, 1],
    [2, 2],
  ]);
});

test('a request that arrived while recording was on is recorded, even if recording is switched off meanwhile', async () => {
  const site = await recordedSite((_, res) => {
    site.isRecording = false;
    res.end();
  });
  await send(site.url, '/');
  expect(await site.recorded(1)).toHaveLength(1);
});

test('on one connection, recorded and unrecorded requests do not mix', async () => {
  const site = await sessionSite((app) => {
    app.get('/:n', (req, res) => {
      Object.assign(req.session, { n: req.params.n });
      setTimeout(() => res.send('ok'), 1);
    });
  });
  const agent = keepAlive();
  agent.maxSockets = 1;
  const connections = new Set<unknown>();
  agent.on('free', (socket) => connections.add(socket));
  for (const n of [1, 2, 3, 4, 5]) {
    site.isRecording = n % 2 === 1;
    await send(site.url, `/${n}`, { agent });
  }
  const records = await site.recorded(3);
  agent.destroy();
  expect(connections.size).toBe(1);
  expect(records.map(({ url, sessionAfter, storeOperations }) => [url, sessionAfter, storeOperations.length])).toEqual([
    ['/1', { n: '1' }, 1],
    ['/3', { n: '3' }, 1],
    ['/5', { n: '5' }, 1],
  ]);
});

test('of many requests at the same time, each record has its own session and store calls', async () => {
  const site = await sessionSite((app) => {
    app.get('/:n', (req, res, next) => {
      // In callbacks, as people write it: what happens in one of them still belongs to its own request.
      req.session.regenerate((error) => {
        if (error) return next(error);
        Object.assign(req.session, { n: req.params.n });
        req.session.save((failed) => (failed ? next(failed) : res.send('ok')));
      });
    });
  });
  await Promise.all(Array.from({ length: 40 }, (_, n) => send(site.url, `/${n}`)));
  for (const { url, sessionAfter, sidAfter, storeOperations } of await site.recorded(40)) {
    expect(sessionAfter).toEqual({ n: url.slice(1) });
    // express-session saves once more after regenerate and save (expressjs/session#935).
    expect(storeOperations.map(({ op, sid }) => (sid === sidAfter ? op : `${op} of the old one`))).toEqual([
      'destroy of the old one',
      'set',
      'set',
    ]);
  }
});

test('a session that is saved and reloaded by its own request was not there before it', async () => {
  const site = await sessionSite((app) => {
    app.get('/', (req, res, next) => {
      Object.assign(req.session, { n: 1 });
      req.session.save(() => req.session.reload((error) => (error ? next(error) : res.send('ok'))));
    });
  });
  expect((await send(site.url, '/')).status).toBe(200);
  const [record] = await site.recorded(1);
  expect(record).toMatchObject({ sidBefore: null, sessionBefore: null, sessionAfter: { n: 1 } });
  expect(record?.storeOperations.map(({ op, outcome }) => [op, outcome])).toEqual([
    ['set', 'ok'],
    ['get', 'ok'],
  ]);
});

test('a session that JSON cannot carry is an error in the record, not the end of the process', async () => {
  const site = await sessionSite((app) => {
    app.get('/', (req, res) => {
      Object.assign(req.session, { big: 1n });
      res.socket?.destroy();
    });
  });
  await expect(send(site.url, '/')).rejects.toThrow();
  expect((await site.recorded(1))[0]).toMatchObject({
    isAborted: true,
    sidAfter: null,
    errors: [{ where: 'session', message: expect.stringContaining('BigInt') }],
  });
});

test('a closed record does not change, whatever its handler still does', async () => {
  const gate = Promise.withResolvers<void>();
  const isDone = Promise.withResolvers<void>();
  const site = await sessionSite((app, engine) => {
    app.get('/', async (req, res) => {
      engine.sessionOf(req).set('n', 1);
      res.send('ok');
      await gate.promise;
      engine.sessionOf(req).set('n', 2);
      req.session.save(() => isDone.resolve());
    });
  });
  await send(site.url, '/');
  const [record] = await site.recorded(1);
  const before = JSON.stringify(record);
  gate.resolve();
  await isDone.promise;
  expect(JSON.stringify(record)).toBe(before);
});

test('a record that is made later has the session of the end of its response, and the client of its arrival', async () => {
  const waiting: (() => void)[] = [];
  const isDone = Promise.withResolvers<void>();
  const site = await sessionSite(
    (app, engine) => {
      app.get('/', async (req, res) => {
        engine.sessionOf(req).set('n', 1);
        res.send('ok');
        await once(res, 'close');
        engine.sessionOf(req).set('n', 2);
        isDone.resolve();
      });
    },
    { later: (work) => void waiting.push(work) },
  );
  const first = await send(site.url, '/');
  await isDone.promise;
  const { length } = site.records;
  for (const work of waiting.splice(0)) work();
  expect([length, site.records.length]).toEqual([0, 1]);
  expect(site.records[0]).toMatchObject({ sessionAfter: { n: 1 }, operations: [{ op: 'set', key: 'n' }] });
  const cookie = first.setCookies[0]?.split(';')[0] ?? '';
  await send(site.url, '/', { headers: { Cookie: cookie } });
  await eventually(() => expect(waiting).toHaveLength(1));
  for (const work of waiting.splice(0)) work();
  expect(site.records[1]?.expectedCookies).toEqual([
    { name: 'test.sid', came: true, why: null, rule: null, decidedBy: 1 },
  ]);
});

test('a save that fails after the answer is the error of the record; a new session was not kept', async () => {
  const { store, database } = storeOnDisk();
  const site = await sessionSite(
    (app) => {
      app.get('/', (req, res) => {
        Object.assign(req.session, { n: 1 });
        res.send('all is well');
      });
      app.use(((_error, _req, _res, _next) => {}) as express.ErrorRequestHandler);
    },
    { store },
  );
  database.exec("CREATE TRIGGER refuse BEFORE INSERT ON sessions BEGIN SELECT RAISE(ABORT, 'disk full'); END");
  const reply = await send(site.url, '/');
  // The client does not notice: express-session sends the answer and the cookie nevertheless.
  expect([reply.status, reply.body, reply.setCookies.length]).toEqual([200, 'all is well', 1]);
  const [record] = await site.recorded(1);
  expect(record).toMatchObject({
    status: 200,
    sidAfter: null,
    sessionAfter: null,
    setCookie: reply.setCookies[0],
    storeOperations: [{ op: 'set', outcome: 'failed', error: 'disk full' }],
    errors: [{ where: 'store', message: 'set failed: disk full' }],
  });
});

test.each([
  ['touch', 'UPDATE', '/read'],
  ['set', 'INSERT', '/write'],
  ['destroy', 'DELETE', '/unset'],
])(
  'a %s of a known session that fails is in the record, and the client gets its response',
  async (op, statement, path) => {
    const { store, database } = storeOnDisk();
    const site = await sessionSite(
      (app) => {
        app.get('/write', (req, res) => {
          Object.assign(req.session, { n: Math.random() });
          res.send('ok');
        });
        app.get('/read', (_req, res) => void res.send('ok'));
        app.get('/unset', (req, res) => {
          // As `unset: 'destroy'` or a logout without a callback: nobody waits for the outcome.
          req.session.destroy(undefined as never);
          res.send('ok');
        });
        app.use(((_error, _req, _res, _next) => {}) as express.ErrorRequestHandler);
      },
      { store },
    );
    const visitor = new Visitor(site.url);
    await visitor.get('/write');
    await site.recorded(1);
    database.exec(`CREATE TRIGGER refuse BEFORE ${statement} ON sessions BEGIN SELECT RAISE(ABORT, 'disk full'); END`);
    expect(await visitor.get(path)).toMatchObject({ status: 200, body: 'ok' });
    expect((await site.recorded(2))[1]).toMatchObject({
      status: 200,
      storeOperations: [
        { op: 'get', outcome: 'ok' },
        { op, outcome: 'failed', error: 'disk full' },
      ],
      errors: [{ where: 'store', message: `${op} failed: disk full` }],
    });
  },
);
