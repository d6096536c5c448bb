import type { Request } from 'express';
import session, { type Store } from 'express-session';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { byPath, expressSite, storeBefore, stores } from '../support/express-site.ts';
import { send } from '../support/http.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

const minute = 60_000;
const change = (req: Request) => Object.assign(req.session, { n: Math.random() });
const acts: Parameters<typeof byPath>[0] = {
  '/change': change,
  '/has': (req, res) => res.json(req.session !== undefined),
  '/n': (req, res) => res.json((req.session as { n?: number }).n ?? null),
  '/unset': (req) => {
    req.session = null as never;
  },
};
const failure = new Error('the store failed');
type Done = (error?: unknown) => void;

beforeEach((context) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  context.onTestFinished(() => void vi.useRealTimers());
});

// What the middleware expects a store to be, and what its answers lead to.
describe.each(stores)('express-session adds to a store: %s', (_, makeStore) => {
  test('S2: while the store is away there is no session, no cookie and no call; then sessions are back', async () => {
    const store = makeStore();
    const { visitor, calls } = await expressSite(store, { saveUninitialized: true, rolling: true }, byPath(acts));
    await visitor.get('/has');
    calls();
    store.emit('disconnect');
    expect(await visitor.get('/has')).toMatchObject({ status: 200, body: 'false', setCookies: [] });
    expect(calls()).toBe('');
    store.emit('connect');
    expect(await visitor.get('/has')).toMatchObject({ body: 'true', setCookies: [expect.any(String)] });
    expect(calls()).toBe('get touch');
  });

  test('S3: whether a store can touch is asked once, when the middleware is made', async () => {
    const store = makeStore();
    const touch = store.touch?.bind(store);
    Object.assign(store, { touch: undefined });
    const { visitor, calls } = await expressSite(store, {}, byPath(acts));
    const asked: string[] = [];
    Object.assign(store, {
      touch: (...given: Parameters<NonNullable<Store['touch']>>) => {
        asked.push('touch');
        touch?.(...given);
      },
    });
    await visitor.get('/change');
    await visitor.get('/n');
    expect([calls(), asked]).toEqual(['set get', []]);
  });

  test('S3: of two middlewares with one store, the later one says how cookies are made', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { cookie: { maxAge: minute } }, byPath(acts));
    session({ secret: 'other', resave: false, saveUninitialized: false, store, cookie: { sameSite: 'strict' } });
    const [line] = (await visitor.get('/change')).setCookies;
    expect(line).toContain('SameSite=Strict');
    expect(line).not.toContain('Expires');
  });

  test('S4: an error with the code ENOENT means not found, any other is an error of the request', async () => {
    let error: Error = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    const store = storeBefore(makeStore(), { get: (_sid, done) => done(error) });
    const { visitor, calls, errors } = await expressSite(store, {}, byPath(acts));
    await visitor.get('/change');
    const first = visitor.cookieHeader;
    expect((await visitor.get('/change')).status).toBe(200);
    expect(visitor.cookieHeader).not.toBe(first);
    expect(calls()).toBe('set get set');
    error = failure;
    expect(await visitor.get('/change')).toMatchObject({ status: 500, body: failure.message, setCookies: [] });
    expect([calls(), errors]).toEqual(['get', [failure]]);
  });

  test.each([null, undefined])('S4: a store that answers %s does not know the session', async (answer) => {
    const store = storeBefore(makeStore(), { get: (_sid, done) => done(null, answer) });
    const { visitor, calls } = await expressSite(store, {}, byPath(acts));
    await visitor.get('/change');
    expect(await visitor.get('/change')).toMatchObject({ status: 200, setCookies: [expect.any(String)] });
    expect(calls()).toBe('set get set');
  });

  test('S6: at the millisecond of its expiry the session is gone, and its visitor gets a new sid', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { cookie: { maxAge: minute } }, byPath(acts));
    await visitor.get('/change');
    const [sid] = Object.keys(await promised(store).all());
    vi.advanceTimersByTime(minute);
    expect((await visitor.get('/n')).body).toBe('null');
    expect((await visitor.get('/change')).setCookies).toHaveLength(1);
    const sids = Object.keys(await promised(store).all());
    expect(sids).toHaveLength(1);
    expect(sids).not.toEqual([sid]);
  });

  test.each([
    ['text', (at: number) => new Date(at).toISOString(), 'Date'],
    ['a Date', (at: number) => new Date(at), 'Date'],
    ['a number', (at: number) => at, 'Number'],
  ])('S7: an expiry given back as %s: text becomes a Date, originalMaxAge stays', async (_name, form, expected) => {
    const store = makeStore();
    const at = Date.now() + minute;
    const front = storeBefore(store, {
      get: (sid, done) =>
        store.get(sid, (error, found) =>
          done(error, found && ({ ...found, cookie: { ...found.cookie, expires: form(at) } } as never)),
        ),
    });
    const seen: unknown[] = [];
    const { visitor } = await expressSite(
      front,
      { genid: () => 'fixed', cookie: { maxAge: 7 * minute } },
      byPath({
        '/change': change,
        '/look': (req) => {
          const { expires, originalMaxAge } = req.session.cookie;
          seen.push([Object(expires).constructor.name, new Date(expires as Date).getTime(), originalMaxAge]);
        },
      }),
    );
    await visitor.get('/change');
    await visitor.get('/look');
    expect(seen).toEqual([[expected, at, 7 * minute]]);
  });

  test('S8: the store gets the data and the configured cookie, and nothing of the request', async () => {
    const store = makeStore();
    const cookie = {
      maxAge: minute,
      domain: 'localhost',
      sameSite: 'lax',
      priority: 'high',
      partitioned: true,
    } as const;
    const { visitor } = await expressSite(store, { genid: () => 'fixed', cookie }, byPath(acts));
    await visitor.get('/change');
    const saved = await promised(store).get('fixed');
    expect(Object.keys(saved ?? {}).sort()).toEqual(['cookie', 'n']);
    const { maxAge, ...attributes } = cookie;
    expect({ ...saved?.cookie, expires: new Date(saved?.cookie.expires as string) }).toEqual({
      ...attributes,
      originalMaxAge: maxAge,
      expires: new Date(Date.now() + maxAge),
      httpOnly: true,
      path: '/',
    });
  });

  test('S11: a session whose cookie ends with the browser is touched too', async () => {
    const store = makeStore();
    const touched: unknown[] = [];
    const front = storeBefore(store, {
      touch: (sid, { cookie }, done) => {
        touched.push([sid, cookie.expires]);
        store.touch?.(sid, { cookie }, done);
      },
    });
    const { visitor } = await expressSite(front, { genid: () => 'fixed' }, byPath(acts));
    await visitor.get('/change');
    await visitor.get('/n');
    expect(touched).toEqual([['fixed', null]]);
  });

  test('S12: destroy without a callback, and of a session that was never saved', async () => {
    const store = makeStore();
    const logout = { '/logout': (req: Request) => void req.session.destroy(undefined as never) };
    const { visitor, calls, url } = await expressSite(store, { unset: 'destroy' }, byPath({ ...acts, ...logout }));
    await visitor.get('/change');
    expect(await visitor.get('/logout')).toMatchObject({ status: 200, body: 'done' });
    // The second one is that of unset: a session that is gone counts as one that was set to null.
    expect(calls()).toBe('set get destroy destroy');
    expect(await send(url, '/unset')).toMatchObject({ status: 200, body: 'done', setCookies: [] });
    expect(calls()).toBe('destroy');
    expect(await promised(store).length()).toBe(0);
  });

  test('S13: whatever a visit does, the middleware never asks for all, length or clear', async () => {
    const walk = {
      ...acts,
      '/renew': (req: Request) => new Promise<unknown>((done) => req.session.regenerate(done)),
      '/reload': (req: Request) => new Promise<unknown>((done) => req.session.reload(done)),
      '/logout': (req: Request) => new Promise<unknown>((done) => req.session.destroy(done)),
    };
    const options = { resave: true, saveUninitialized: true, rolling: true, unset: 'destroy' } as const;
    const { visitor, calls } = await expressSite(makeStore(), options, byPath(walk));
    for (const path of ['/change', '/n', '/renew', '/reload', '/unset', '/change', '/logout']) await visitor.get(path);
    expect(new Set(calls().split(' '))).toEqual(new Set(['get', 'set', 'destroy']));
  });

  test.each(['at once', 'later'])('S14: a store may answer %s', async (when) => {
    const inner = makeStore();
    // Calls back synchronously from a copy, as a store in the memory of the process may.
    const kept = new Map<string, string>();
    const atOnce: Partial<Store> = {
      get: (sid, done) => done(null, JSON.parse(kept.get(sid) ?? 'null')),
      set: (sid, data, done) => {
        kept.set(sid, JSON.stringify(data));
        done?.();
      },
      touch: (_sid, _data, done) => done?.(),
      destroy: (sid, done) => {
        kept.delete(sid);
        done?.();
      },
    };
    const { visitor, calls } = await expressSite(
      when === 'at once' ? storeBefore(inner, atOnce) : inner,
      { unset: 'destroy' },
      byPath(acts),
    );
    await visitor.get('/change');
    expect(Number((await visitor.get('/n')).body)).toBeGreaterThan(0);
    expect((await visitor.get('/unset')).body).toBe('done');
    expect((await visitor.get('/n')).body).toBe('null');
    expect(calls()).toBe('set get touch get destroy get');
  });

  test('S15: a get that throws is an error of the request', async () => {
    const store = storeBefore(makeStore(), {
      get: () => {
        throw failure;
      },
    });
    const { visitor } = await expressSite(store, {}, byPath(acts));
    await visitor.get('/change');
    expect(await visitor.get('/n')).toMatchObject({ status: 500, body: failure.message });
  });

  test('S15: a set that throws leaves the answer open for ever', async () => {
    const store = storeBefore(makeStore(), {
      set: () => {
        throw failure;
      },
    });
    const answered: boolean[] = [];
    const { url, errors } = await expressSite(store, {}, (req, res) => {
      change(req);
      try {
        res.end('saved');
      } catch (error) {
        // The middleware takes the answer as ended already: nothing can end it any more.
        answered.push(Boolean(res.end()), res.writableEnded);
        res.destroy();
        throw error;
      }
    });
    await expect(send(url, '/')).rejects.toThrow('socket hang up');
    expect(answered).toEqual([false, false]);
    expect(errors).toEqual([failure]);
  });

  test.each([
    ['set', '/change'],
    ['touch', '/n'],
    ['destroy', '/unset'],
  ] as const)(
    'S16: an error of %s at the end reaches the app, and the visitor sees a success',
    async (method, path) => {
      let fails = false;
      const inner = makeStore();
      const call = inner[method]?.bind(inner) as (...given: unknown[]) => void;
      const failing = (...given: unknown[]) => (fails ? (given.at(-1) as Done)(failure) : call(...given));
      const store = storeBefore(inner, { [method]: failing });
      const { visitor, errors } = await expressSite(store, { unset: 'destroy' }, byPath(acts));
      await visitor.get('/change');
      fails = true;
      expect((await visitor.get(path)).status).toBe(200);
      await eventually(() => expect(errors.length > 0).toBe(true));
      expect(errors).toEqual([failure]);
    },
  );

  test.each([
    ['the end of the answer', undefined, 'all of it'],
    ['its last byte, when its length is told', 9, 'all of i'],
  ])('S17: %s waits for the store', async (_name, length, early) => {
    const asked = Promise.withResolvers<() => void>();
    const inner = makeStore();
    const store = storeBefore(inner, {
      set: (sid, data, done) => asked.resolve(() => inner.set(sid, data, done)),
    });
    const { url } = await expressSite(store, {}, (req, res) => {
      change(req);
      if (length !== undefined) res.setHeader('Content-Length', length);
      res.end('all of it');
    });
    const response = await fetch(url);
    const reader = (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
    let body = '';
    while (body.length < early.length) body += (await reader.read()).value ?? '';
    let isOver = false;
    const rest = (async () => {
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) body += piece.value;
      isOver = true;
    })();
    const save = await asked.promise;
    expect([body, isOver]).toEqual([early, false]);
    save();
    await rest;
    expect(body).toBe('all of it');
  });
});

test('S4, S15: a database that is gone is an error of the request, and no new session', async () => {
  const { store, database } = storeOnDisk();
  const { visitor, errors } = await expressSite(store, {}, byPath(acts));
  await visitor.get('/change');
  database.close();
  expect(await visitor.get('/change')).toMatchObject({ status: 500, setCookies: [] });
  expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('not open') })]);
});

test.each(['/change', '/n', '/unset'])(
  'S16: a database that goes during %s: the app hears it, the answer ends',
  async (path) => {
    const { store, database, queue } = storeOnDisk();
    const { visitor, errors } = await expressSite(
      store,
      { unset: 'destroy' },
      byPath({
        ...acts,
        [path]: (req, res, next) => {
          queue.drain();
          if (visitor.cookieHeader !== '') database.close();
          return acts[path]?.(req, res, next);
        },
      }),
    );
    await visitor.get('/change');
    if (database.open) await visitor.get(path);
    await eventually(() => expect(errors.length > 0).toBe(true));
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('not open') })]);
  },
);

test('S1: the base methods of express-session work on ours: load, createSession, regenerate', async () => {
  const { store } = storeOnDisk();
  session({ secret: 'secret', resave: false, saveUninitialized: false, store });
  await promised(store).set('a', aSession({ n: 1 }, { maxAge: minute }));
  const req = { sessionID: 'a', sessionStore: store } as unknown as Request;
  store.createSession(req, (await promised(store).get('a')) as never);
  expect(req.session).toBeInstanceOf(session.Session);
  expect(req.session.cookie.originalMaxAge).toBe(minute);
  await new Promise<unknown>((done) => store.regenerate(req, done));
  expect(req.sessionID).not.toBe('a');
  expect(await promised(store).get('a')).toBeNull();
});
