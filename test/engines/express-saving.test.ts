import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import { describe, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { byPath, expressSite, storeBefore, stores } from '../support/express-site.ts';
import { send } from '../support/http.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';

const change = (req: Request) => Object.assign(req.session, { n: Math.random() });
const viaCallback = (ask: (done: (error?: unknown) => void) => void) =>
  new Promise<void>((resolve, reject) => ask((error) => (error ? reject(error) : resolve())));

// What the middleware does with a store: the statements S18 to S29, S40 to S45 and S47 of the Store contract.
describe.each(stores)('express-session with %s', (_, makeStore) => {
  const site = (options: Parameters<typeof expressSite>[1], acts: Parameters<typeof byPath>[0] = {}) =>
    expressSite(makeStore(), options, byPath({ '/change': change, ...acts }));

  test('S18: does not query the store for a cookie that it did not sign', async () => {
    const { url, calls } = await site({});
    for (const cookie of ['', 'connect.sid=abc', 'connect.sid=s%3Aabc', 'connect.sid=s%3Aabc.AAAA']) {
      await send(url, '/', { headers: { Cookie: cookie } });
    }
    expect(calls()).toBe('');
  });

  test('S18: never adopts the sid of a session that the store does not have', async () => {
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

  test('S19: resave: every request of a loaded session saves it, and none touches it', async () => {
    const { visitor, calls } = await site({ resave: true });
    await visitor.get('/change');
    await visitor.get('/');
    await visitor.get('/change');
    expect(calls()).toBe('set get set get set');
  });

  test('S19: no resave: an unchanged session is touched, a changed one saved', async () => {
    const { visitor, calls } = await site({});
    await visitor.get('/change');
    await visitor.get('/');
    await visitor.get('/change');
    expect(calls()).toBe('set get touch get set');
  });

  test('S20: a session has changed if its JSON has: the order of keys counts, an edit of the cookie does not', async () => {
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

  test('S21: a new session that stays empty: neither saved nor sent, unless saveUninitialized', async () => {
    const quiet = await site({});
    expect((await quiet.visitor.get('/')).setCookies).toEqual([]);
    expect(quiet.calls()).toBe('');
    const eager = await site({ saveUninitialized: true });
    expect((await eager.visitor.get('/')).setCookies).toHaveLength(1);
    expect(eager.calls()).toBe('set');
  });

  test('S22: rolling: the cookie comes with every answer of a loaded session, and the store is still only touched', async () => {
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
  ])('S23: not rolling: a cookie %s', async (_name, options, expected) => {
    const { visitor } = await site(options);
    const counts: number[] = [];
    for (const path of ['/change', '/', '/change']) counts.push((await visitor.get(path)).setCookies.length);
    expect(counts).toEqual(expected);
  });

  test.each([
    ['keep', 'get', true],
    ['destroy', 'get destroy', false],
  ] as const)('S24: unset %s: setting req.session to null', async (unset, expected, isKept) => {
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

  test('S25: after destroy the session is not saved, touched or sent any more', async () => {
    const { visitor, calls } = await site(
      { rolling: true, resave: true },
      { '/destroy': (req) => viaCallback((done) => req.session.destroy(done)) },
    );
    await visitor.get('/change');
    calls();
    expect((await visitor.get('/destroy')).setCookies).toEqual([]);
    expect(calls()).toBe('get destroy');
  });

  test('S26: regenerate destroys the old session and makes a new one under a new sid', async () => {
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

  test('S27: reload reverts the changes of the request; without a stored session it is an error', async () => {
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

  test('S28: save writes immediately; at the end it writes again only after a further change', async () => {
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

  test('S29: a sid that is not a text is neither saved nor sent', async () => {
    const { visitor, calls } = await site({ genid: () => 7 as never });
    expect(await visitor.get('/change')).toMatchObject({ status: 200, setCookies: [] });
    expect(calls()).toBe('');
  });

  test('S5: a stored session without a cookie is an error of the request, not a crash', async () => {
    const store = makeStore();
    const { visitor, errors } = await expressSite(store, {}, byPath({ '/change': change }));
    await visitor.get('/change');
    store.get = (_sid, done) => done(null, { n: 1 } as never);
    expect((await visitor.get('/')).status).toBe(500);
    expect(errors).toEqual([expect.any(TypeError)]);
  });

  test('S42: stored keys with the names of methods leave the methods as they are', async () => {
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
  ])('S44: the session is saved and the body intact, for %s', async (_name, end, body) => {
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

  test('S17, S44: the session is saved before the answer is complete, also when it is written in pieces', async () => {
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

  test('S45: cookies that the handler sets are kept beside the session cookie', async () => {
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

  test('S40: of two requests at the same time the last save wins as a whole, and the key of the other one is lost', async () => {
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
    await eventually(() => expect(arrived.mock.calls.length > 0).toBe(true));
    await visitor.get('/quick');
    gate.resolve();
    await slow;
    expect(JSON.parse((await visitor.get('/keys')).body)).toEqual(['cookie', 'n', 'slow']);
  });

  test.each([
    ['that changed nothing does not revive the session', '/look', false],
    ['that changed it saves it anew, as express-session does with any store (#632)', '/edit', true],
  ])('S41: logout while a slow request is under way: one %s', async (_name, path, isRevived) => {
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
    await eventually(() => expect(arrived.mock.calls.length > 0).toBe(true));
    await visitor.get('/logout');
    gate.resolve();
    await slow;
    expect(await promised(store).length()).toBe(isRevived ? 1 : 0);
  });

  test('S18: an unsigned or badly signed cookie leads to a new sid, never to the one in the cookie', async () => {
    const store = makeStore();
    await promised(store).set('victim', aSession({ n: 1 }));
    const { url } = await expressSite(store, {}, byPath({ '/change': change }));
    for (const value of ['victim', 's%3Avictim', `s%3Avictim.${'A'.repeat(43)}`]) {
      const [line = ''] = (await send(url, '/change', { headers: { Cookie: `connect.sid=${value}` } })).setCookies;
      expect(line).toMatch(/^connect\.sid=s%3A(?!victim)/);
    }
    expect(await promised(store).get('victim')).toMatchObject({ n: 1 });
    expect(await promised(store).length()).toBe(4);
  });

  test('S19: a store without touch gets no calls for an unchanged session', async () => {
    const store = storeBefore(makeStore(), { touch: undefined as never });
    const { visitor, calls } = await expressSite(store, {}, byPath({ '/change': change }));
    for (const path of ['/change', '/', '/change']) await visitor.get(path);
    expect(calls()).toBe('set get get set');
  });

  test.each(['', 'Keep', 'delete', true])('S24: unset takes keep and destroy alone, so %j', (unset) => {
    const make = () => session({ secret: 's', resave: false, saveUninitialized: false, unset: unset as never });
    // What is falsy counts as not given.
    if (unset === '') expect(make).not.toThrow();
    else expect(make).toThrow('unset option must be "destroy" or "keep"');
  });

  test('S26: when regenerate cannot destroy, its callback hears it, and there is a new session all the same', async () => {
    const failure = new Error('not destroyed');
    const inner = makeStore();
    const store = storeBefore(inner, { destroy: (_sid, done) => done?.(failure) });
    const { visitor } = await expressSite(
      store,
      {},
      byPath({
        '/change': change,
        '/renew': async (req, res) => {
          const before = req.sessionID;
          const error = await viaCallback((done) => req.session.regenerate(done)).catch((reason) => reason);
          change(req);
          res.json([error.message, req.sessionID !== before]);
        },
      }),
    );
    await visitor.get('/change');
    const reply = await visitor.get('/renew');
    expect([reply.body, reply.setCookies.length]).toEqual(['["not destroyed",true]', 1]);
    expect(await promised(inner).length()).toBe(2);
  });

  test('S28: after a reload too, save writes immediately, and the end only after a further change', async () => {
    const saveAfterReload = async (req: Request) => {
      await viaCallback((done) => req.session.reload(done));
      change(req);
      await viaCallback((done) => req.session.save(done));
    };
    const { visitor, calls } = await site(
      {},
      {
        '/save': saveAfterReload,
        '/save-and-change': async (req) => {
          await saveAfterReload(req);
          change(req);
        },
      },
    );
    await visitor.get('/change');
    calls();
    await visitor.get('/save');
    expect(calls()).toBe('get get set touch');
    await visitor.get('/save-and-change');
    expect(calls()).toBe('get get set set');
  });

  test('S28: after regenerate, a save is followed by another one, as with any store (#935)', async () => {
    const renew = async (req: Request) => {
      await viaCallback((done) => req.session.regenerate(done));
      change(req);
      await viaCallback((done) => req.session.save(done));
    };
    const { visitor, calls } = await site({}, { '/renew': renew });
    await visitor.get('/change');
    calls();
    await visitor.get('/renew');
    expect(calls()).toBe('get destroy set set');
  });

  test.each([undefined, null, 7, {}])('S29: a sid that a handler makes %j is neither saved nor sent', async (sid) => {
    const edit = (req: Request) => Object.assign(change(req) && req, { sessionID: sid });
    const { visitor, calls } = await site({ saveUninitialized: true, rolling: true }, { '/edit': edit });
    expect(await visitor.get('/edit')).toMatchObject({ status: 200, setCookies: [] });
    expect(calls()).toBe('');
  });

  test('S29: a request that has a session already is left alone', async () => {
    const { visitor, calls } = await expressSite(
      makeStore(),
      { saveUninitialized: true },
      byPath({ '/look': (req, res) => res.json([req.session, req.sessionID ?? 'none', req.sessionStore ?? 'none']) }),
      { before: (req, _res, next) => next(void Object.assign(req, { session: { theirs: 1 } })) },
    );
    expect(await visitor.get('/look')).toMatchObject({ body: '[{"theirs":1},"none","none"]', setCookies: [] });
    expect(calls()).toBe('');
  });

  test('S44: a request with an empty url has a session', async () => {
    const store = makeStore();
    const attach = session({ secret: 'secret', resave: false, saveUninitialized: false, store });
    const attachWithoutUrl: RequestHandler = (req, res, next) => {
      const { url, originalUrl } = req;
      Object.assign(req, { url: '', originalUrl: '' });
      attach(req, res, (error?: unknown) => {
        Object.assign(req, { url, originalUrl });
        next(error);
      });
    };
    const { visitor, calls } = await expressSite(store, {}, byPath({ '/change': change }), {
      attach: attachWithoutUrl,
    });
    expect(await visitor.get('/change')).toMatchObject({ status: 200, body: 'done', setCookies: [expect.any(String)] });
    expect(calls()).toBe('set');
  });

  const endings: [string, (res: Response) => void, string][] = [
    ['a length of 0', (res) => void res.set('Content-Length', '0').end(), ''],
    ['a length of 0 and an empty text', (res) => void res.set('Content-Length', '0').end(''), ''],
    ['a length and one piece', (res) => void res.set('Content-Length', '5').end('hello'), 'hello'],
    ['a length and a Buffer', (res) => void res.set('Content-Length', '5').end(Buffer.from('hello')), 'hello'],
    ['an encoding', (res) => void res.set('Content-Length', '5').end('aGVsbG8=', 'base64'), 'hello'],
    [
      'no length and no chunks',
      (res) => {
        res.useChunkedEncodingByDefault = false;
        res.end('hello');
      },
      'hello',
    ],
    [
      'many pieces',
      (res) => {
        for (const letter of 'hello') res.write(letter);
        res.end();
      },
      'hello',
    ],
    [
      'pieces and a last one',
      (res) => {
        res.write('hel');
        res.end('lo');
      },
      'hello',
    ],
  ];
  const changeAndEnd = (req: Request, res: Response, end: (res: Response) => void) => {
    change(req);
    end(res);
  };
  test.each(endings)('S44: with %s the session is saved and the body intact', async (_name, end, body) => {
    const { visitor, calls } = await site({}, { '/end': (req, res) => changeAndEnd(req, res, end) });
    expect(await visitor.get('/end')).toMatchObject({ status: 200, body, setCookies: [expect.any(String)] });
    expect(calls()).toBe('set');
  });

  test.each(['before', 'after'])('S44: write and end may be replaced %s the session middleware', async (when) => {
    const upperCase: RequestHandler = (_req, res, next) => {
      const { write, end } = res;
      const loud = (chunk: unknown) => (typeof chunk === 'string' ? chunk.toUpperCase() : chunk);
      res.write = ((chunk: unknown, encoding: never) => write.call(res, loud(chunk), encoding)) as Response['write'];
      res.end = ((chunk: unknown, encoding: never) => end.call(res, loud(chunk), encoding)) as Response['end'];
      next();
    };
    const say: RequestHandler = (req, res) => {
      change(req);
      res.write('hello, ');
      res.end('world');
    };
    const { visitor, calls } = await expressSite(
      makeStore(),
      {},
      when === 'after' ? (req, res, next) => upperCase(req, res, () => say(req, res, next)) : say,
      when === 'before' ? { before: upperCase } : {},
    );
    expect(await visitor.get('/')).toMatchObject({ status: 200, body: 'HELLO, WORLD' });
    expect(calls()).toBe('set');
  });

  const errorsAfterTheEnd: [string, (res: ServerResponse) => Promise<unknown>][] = [
    [
      'a header and another end',
      async (res) => {
        res.end();
        try {
          res.setHeader('Content-Length', '3');
          return res.end('foo');
        } catch (error) {
          return error;
        }
      },
    ],
    [
      'a write',
      (res) =>
        new Promise((resolve) => {
          res.on('error', () => {});
          res.once('finish', () => res.write('more', resolve));
          res.end();
        }),
    ],
  ];
  test.each(errorsAfterTheEnd)('S44: %s after the end is the same error as with plain Node', async (_name, act) => {
    const plain = Promise.withResolvers<unknown>();
    const server = createServer((_req, res) => plain.resolve(act(res))).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    await send(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '/');
    server.close();
    const withSession = Promise.withResolvers<unknown>();
    const { visitor } = await expressSite(makeStore(), {}, (req, res) => {
      change(req);
      withSession.resolve(act(res));
    });
    expect((await visitor.get('/')).status).toBe(200);
    expect(await plain.promise).toMatchObject({ code: expect.stringMatching(/^ERR_/) });
    expect(await withSession.promise).toEqual(await plain.promise);
  });

  test.each([
    ['one text', 'mine=1', ['mine']],
    ['a list', ['mine=1', 'yours=2'], ['mine', 'yours']],
  ])('S45: Set-Cookie headers set before, and inside of writeHead, are kept: %s', async (_name, cookies, names) => {
    const { visitor } = await site(
      {},
      {
        '/before': (req, res) => {
          change(req);
          res.setHeader('Set-Cookie', cookies);
          res.end();
        },
        '/inside': (req, res) => {
          req.session.regenerate(() => {
            change(req);
            res.writeHead(200, { 'Set-Cookie': cookies }).end();
          });
          return new Promise((resolve) => res.once('finish', resolve));
        },
      },
    );
    for (const path of ['/before', '/inside']) {
      const sent = (await visitor.get(path)).setCookies.map((line) => line.split('=')[0]);
      expect(sent).toEqual([...names, 'connect.sid']);
    }
  });

  test('S47: only data and cookie of req.session are enumerable', async () => {
    const { visitor } = await site(
      {},
      {
        '/keys': (req, res) => {
          const names: string[] = [];
          for (const name in req.session) names.push(name);
          res.json([names.sort(), Object.keys(req.session).sort(), typeof req.session.save, req.session.id.length]);
        },
      },
    );
    const fresh = JSON.parse((await visitor.get('/keys')).body);
    expect(fresh).toEqual([['cookie'], ['cookie'], 'function', 32]);
    await visitor.get('/change');
    const loaded = JSON.parse((await visitor.get('/keys')).body);
    expect(loaded).toEqual([['cookie', 'n'], ['cookie', 'n'], 'function', 32]);
  });
});
