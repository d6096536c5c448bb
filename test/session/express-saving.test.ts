import type { Request, Response } from 'express';
import { describe, expect, test, vi } from 'vitest';
import { byPath, expressSite, stores } from '../support/express-site.ts';
import { send } from '../support/http.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';

const change = (req: Request) => Object.assign(req.session, { n: Math.random() });
const viaCallback = (ask: (done: (error?: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));

// What the middleware does with a store: the statements S18 to S29 of the Store contract.
describe.each(stores)('express-session with %s', (_, makeStore) => {
  const site = (options: Parameters<typeof expressSite>[1], acts: Parameters<typeof byPath>[0] = {}) =>
    expressSite(makeStore(), options, byPath({ '/change': change, ...acts }));

  test('asks the store for no cookie that it did not sign', async () => {
    const { url, calls } = await site({});
    for (const cookie of ['', 'connect.sid=abc', 'connect.sid=s%3Aabc', 'connect.sid=s%3Aabc.AAAA']) {
      await send(url, '/', { headers: { Cookie: cookie } });
    }
    expect(calls()).toBe('');
  });

  test('never adopts the sid of a session that the store does not have', async () => {
    const store = makeStore();
    const { visitor, calls } = await expressSite(store, {}, byPath({ '/change': change }));
    await visitor.get('/change');
    const before = visitor.cookieHeader;
    await promised(store).clear();
    calls();
    await visitor.get('/change');
    expect(visitor.cookieHeader).not.toBe(before);
    expect(calls()).toBe('get set');
  });

  test('resave: every request of a loaded session saves it, and none touches it', async () => {
    const { visitor, calls } = await site({ resave: true });
    await visitor.get('/change');
    await visitor.get('/');
    await visitor.get('/change');
    expect(calls()).toBe('set get set get set');
  });

  test('no resave: an unchanged session is touched, a changed one saved', async () => {
    const { visitor, calls } = await site({});
    await visitor.get('/change');
    await visitor.get('/');
    await visitor.get('/change');
    expect(calls()).toBe('set get touch get set');
  });

  test('changed is what changes the JSON: the order of keys does, an edit of the cookie does not', async () => {
    const { visitor, calls } = await site(
      {},
      {
        '/two': (req) => Object.assign(req.session, { a: 1, b: 2 }),
        '/same': (req) => Object.assign(req.session, { b: 2, a: 1 }),
        '/swap': (req) => {
          const data = req.session as unknown as Record<string, unknown>;
          delete data.a;
          data.a = 1;
        },
        '/nested': (req) => Object.assign(req.session, { a: { cookie: 1 } }),
        '/cookie': (req) => Object.assign(req.session.cookie, { path: '/' }),
      },
    );
    await visitor.get('/two');
    calls();
    const saved: Record<string, string> = {};
    for (const path of ['/same', '/swap', '/nested', '/cookie']) {
      await visitor.get(path);
      saved[path] = calls();
    }
    expect(saved).toEqual({ '/same': 'get touch', '/swap': 'get set', '/nested': 'get set', '/cookie': 'get touch' });
  });

  test('a new session that stays empty: neither saved nor sent, unless saveUninitialized', async () => {
    const quiet = await site({});
    expect((await quiet.visitor.get('/')).setCookies).toEqual([]);
    expect(quiet.calls()).toBe('');
    const eager = await site({ saveUninitialized: true });
    expect((await eager.visitor.get('/')).setCookies).toHaveLength(1);
    expect(eager.calls()).toBe('set');
  });

  test('rolling: the cookie comes with every answer of a loaded session, and the store is still only touched', async () => {
    const { visitor, calls } = await site({ rolling: true, cookie: { maxAge: 60_000 } });
    expect((await visitor.get('/')).setCookies).toEqual([]);
    await visitor.get('/change');
    calls();
    expect((await visitor.get('/')).setCookies).toHaveLength(1);
    expect(calls()).toBe('get touch');
  });

  test.each([
    ['of the browser session is sent once', {}, [1, 0, 0]],
    ['with an expiry is sent again with every change', { cookie: { maxAge: 60_000 } }, [1, 0, 1]],
  ])('not rolling: a cookie %s', async (_name, options, expected) => {
    const { visitor } = await site(options);
    const counts: number[] = [];
    for (const path of ['/change', '/', '/change']) counts.push((await visitor.get(path)).setCookies.length);
    expect(counts).toEqual(expected);
  });

  test.each([
    ['keep', 'get', true],
    ['destroy', 'get destroy', false],
  ] as const)('unset %s: setting req.session to null', async (unset, expected, isKept) => {
    const { visitor, calls } = await site(
      { unset },
      {
        '/unset': (req) => {
          change(req);
          req.session = null as never;
        },
        '/n': (req, res) => res.json((req.session as { n?: number }).n ?? null),
      },
    );
    await visitor.get('/change');
    const before = (await visitor.get('/n')).body;
    calls();
    expect((await visitor.get('/unset')).setCookies).toEqual([]);
    expect(calls()).toBe(expected);
    expect((await visitor.get('/n')).body).toBe(isKept ? before : 'null');
  });

  test('after destroy nothing is saved, touched or sent any more', async () => {
    const { visitor, calls } = await site(
      { rolling: true, resave: true },
      { '/destroy': (req) => viaCallback((done) => req.session.destroy(done)) },
    );
    await visitor.get('/change');
    calls();
    expect((await visitor.get('/destroy')).setCookies).toEqual([]);
    expect(calls()).toBe('get destroy');
  });

  test('regenerate destroys the old session and makes a new one under a new sid', async () => {
    const { visitor, calls } = await site(
      {},
      {
        '/renew': async (req) => {
          await viaCallback((done) => req.session.regenerate(done));
          change(req);
        },
      },
    );
    await visitor.get('/change');
    const before = visitor.cookieHeader;
    calls();
    await visitor.get('/renew');
    expect(calls()).toBe('get destroy set');
    expect(visitor.cookieHeader).not.toBe(before);
  });

  test('reload takes back what the request changed; without a stored session it is an error', async () => {
    const { visitor, url, calls } = await site(
      {},
      {
        '/reload': async (req, res) => {
          change(req);
          for (let n = 0; n < 20; n++) await viaCallback((done) => req.session.reload(done));
          res.json((req.session as { n?: number }).n);
        },
        '/n': (req, res) => res.json((req.session as { n?: number }).n),
      },
    );
    await visitor.get('/change');
    const stored = (await visitor.get('/n')).body;
    calls();
    expect((await visitor.get('/reload')).body).toBe(stored);
    expect(calls()).toBe(`get ${'get '.repeat(20)}touch`);
    expect(await send(url, '/reload')).toMatchObject({ status: 500, body: 'failed to load session' });
  });

  test('save writes at once; at the end it is written again only if it has changed since', async () => {
    const { visitor, calls } = await site(
      {},
      {
        '/save': async (req) => {
          change(req);
          await viaCallback((done) => req.session.save(done));
        },
        '/save-and-change': async (req) => {
          change(req);
          await viaCallback((done) => req.session.save(done));
          change(req);
        },
      },
    );
    await visitor.get('/save');
    expect(calls()).toBe('set');
    await visitor.get('/save');
    expect(calls()).toBe('get set touch');
    await visitor.get('/save-and-change');
    expect(calls()).toBe('get set set');
  });

  test('a sid that is no text is neither saved nor sent', async () => {
    const { visitor, calls } = await site({ genid: () => 7 as never });
    expect(await visitor.get('/change')).toMatchObject({ status: 200, setCookies: [] });
    expect(calls()).toBe('');
  });

  test('a stored session without a cookie is an error of the request, not a crash', async () => {
    const store = makeStore();
    const { visitor, errors } = await expressSite(store, {}, byPath({ '/change': change }));
    await visitor.get('/change');
    store.get = (_sid, done) => done(null, { n: 1 } as never);
    expect((await visitor.get('/')).status).toBe(500);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  test('stored keys with the names of methods leave the methods as they are', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(
      store,
      { genid: () => 'fixed' },
      byPath({
        '/change': change,
        '/look': (req, res) =>
          res.json([
            typeof req.session.save,
            typeof req.session.touch,
            req.session.id,
            Object.keys(req.session).sort(),
          ]),
      }),
    );
    await visitor.get('/change');
    await promised(store).set('fixed', aSession({ save: 1, touch: 2, id: 'other', req: 3, own: 4 }));
    const [save, touch, id, keys] = JSON.parse((await visitor.get('/look')).body);
    expect([save, touch, id]).toEqual(['function', 'function', 'fixed']);
    expect(keys).toEqual(['cookie', 'own']);
  });

  test.each([
    ['end without a body', (res: Response) => void res.end(), ''],
    ['end(null)', (res: Response) => void res.end(null), ''],
    [
      'end twice',
      (res: Response) => {
        res.end('once');
        res.end('twice');
      },
      'once',
    ],
  ])('the session is saved and the body intact, for %s', async (_name, end, body) => {
    const { visitor, calls } = await site(
      {},
      {
        '/end': (req, res) => {
          change(req);
          end(res);
        },
      },
    );
    expect(await visitor.get('/end')).toMatchObject({ status: 200, body });
    expect(calls()).toBe('set');
  });

  test('the session is saved before the answer is complete, also when it is written in pieces', async () => {
    const { visitor } = await site(
      {},
      {
        '/pieces': (req, res) => {
          change(req);
          res.setHeader('Content-Length', 9);
          res.write('one');
          res.write('two');
          res.end('six');
        },
        '/n': (req, res) => res.json(typeof (req.session as { n?: number }).n),
      },
    );
    expect((await visitor.get('/pieces')).body).toBe('onetwosix');
    expect((await visitor.get('/n')).body).toBe('"number"');
  });

  test('cookies that the handler sets are kept beside the session cookie', async () => {
    const { visitor } = await site(
      {},
      {
        '/cookies': (req, res) => {
          change(req);
          res.cookie('mine', '1');
          res.writeHead(200, { 'X-Other': 'kept' }).end();
        },
      },
    );
    const reply = await visitor.get('/cookies');
    expect(reply.setCookies.map((line) => line.split('=')[0])).toEqual(['mine', 'connect.sid']);
  });

  test('of two requests at once, the last save wins as a whole: the key of the other one is lost', async () => {
    const gate = Promise.withResolvers<void>();
    const arrived = vi.fn();
    const { visitor } = await site(
      {},
      {
        '/slow': async (req) => {
          arrived();
          await gate.promise;
          Object.assign(req.session, { slow: 1 });
        },
        '/quick': (req) => Object.assign(req.session, { quick: 1 }),
        '/keys': (req, res) => res.json(Object.keys(req.session)),
      },
    );
    await visitor.get('/change');
    const slow = visitor.get('/slow');
    await vi.waitUntil(() => arrived.mock.calls.length > 0);
    await visitor.get('/quick');
    gate.resolve();
    await slow;
    expect(JSON.parse((await visitor.get('/keys')).body)).toEqual(['cookie', 'n', 'slow']);
  });

  test.each([
    ['that changed nothing does not revive the session', '/look', false],
    ['that changed it saves it anew, as express-session does with any store (#632)', '/edit', true],
  ])('logout while a slow request is under way: one %s', async (_name, path, isRevived) => {
    const gate = Promise.withResolvers<void>();
    const arrived = vi.fn();
    const store = makeStore();
    const { visitor } = await expressSite(
      store,
      {},
      byPath({
        '/change': change,
        '/look': async () => {
          arrived();
          await gate.promise;
        },
        '/edit': async (req) => {
          arrived();
          await gate.promise;
          change(req);
        },
        '/logout': (req) => viaCallback((done) => req.session.destroy(done)),
      }),
    );
    await visitor.get('/change');
    const slow = visitor.get(path);
    await vi.waitUntil(() => arrived.mock.calls.length > 0);
    await visitor.get('/logout');
    gate.resolve();
    await slow;
    expect(await promised(store).length()).toBe(isRevived ? 1 : 0);
  });
});
