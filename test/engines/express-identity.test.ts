import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import { beforeEach, describe, expect, test } from 'vitest';
import { sign } from '../../server/cookie/express-signature.ts';
import { byPath, expressSite, stores } from '../support/express-site.ts';
import { send } from '../support/http.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { Visitor } from '../support/visitor.ts';

const acts: Parameters<typeof byPath>[0] = {
  '/change': (req) => Object.assign(req.session, { by: req.get('User-Agent') ?? 'somebody' }),
  '/who': (req, res) => res.json([req.sessionID, (req.session as { by?: string }).by ?? null]),
};
const signed = (sid: string, secret = 'secret') => `s:${sign(sid, secret)}`;
const cookieOf = (value: string) => `connect.sid=${encodeURIComponent(value)}`;

// express-session prints deprecations. They are received here, so that they do not appear on the terminal.
beforeEach((context) => {
  const hear = () => {};
  process.on('deprecation' as never, hear);
  context.onTestFinished(() => void process.off('deprecation', hear));
});

// Who a visitor is: how sids are made, signed, sent and taken back.
describe.each(stores)('identity with express-session and %s', (_, makeStore) => {
  test.each(['text', 7, {}, true])('S38: genid must be a function, so %j is refused', (genid) => {
    const make = () => session({ secret: 's', resave: false, saveUninitialized: false, genid: genid as never });
    expect(make).toThrow('genid option must be a function');
  });

  test('S38: genid is given the request, and its sid is the one that is stored and sent', async () => {
    const store = makeStore();
    const genid = (req: Request) => `${req.method}-${req.path}`;
    const { visitor } = await expressSite(store, { genid }, byPath(acts));
    await visitor.get('/change');
    expect(visitor.cookieHeader).toBe(cookieOf(signed('GET-/change')));
    expect(Object.keys(await promised(store).all())).toEqual(['GET-/change']);
  });

  test.each([
    '%',
    'a;b, c="d"',
    '日本語 😀',
    'line\r\nbreak',
    '../../etc',
    'a.b.c',
    's:x',
    "'; DROP TABLE sessions; --",
  ])('S38: unsafe characters of a sid are encoded in the cookie: %j', async (sid) => {
    const { visitor } = await expressSite(makeStore(), { genid: () => sid }, byPath(acts));
    const [line = ''] = (await visitor.get('/change')).setCookies;
    const value = /^connect\.sid=([^;]*); Path=\/; HttpOnly$/.exec(line)?.[1] ?? '';
    expect(value).toMatch(/^[\w%.!~*'()-]+$/);
    expect(decodeURIComponent(value)).toBe(signed(sid));
    expect(JSON.parse((await visitor.get('/who')).body)[0]).toBe(sid);
  });

  test('S38: a sid that was given twice is not noticed: both visitors share the session of the second', async () => {
    const store = makeStore();
    const { visitor: first, url } = await expressSite(store, { genid: () => 'same' }, byPath(acts));
    const second = new Visitor(url);
    await first.send('GET', '/change', { headers: { 'User-Agent': 'first' } });
    await second.send('GET', '/change', { headers: { 'User-Agent': 'second' } });
    for (const visitor of [first, second]) expect((await visitor.get('/who')).body).toBe('["same","second"]');
    expect(await promised(store).length()).toBe(1);
  });

  test.each([undefined, ''])('S39, S43: without a secret (%j) each request is an error', async (secret) => {
    const { visitor, calls, errors } = await expressSite(makeStore(), { secret: secret as never }, byPath(acts));
    for (let n = 1; n <= 2; n++) {
      const reply = await visitor.get('/change');
      expect(reply).toMatchObject({ status: 500, body: 'secret option required for sessions', setCookies: [] });
      expect(errors).toHaveLength(n);
    }
    expect(calls()).toBe('');
  });

  test('S39: an empty list of secrets is refused at once', () => {
    const make = () => session({ secret: [], resave: false, saveUninitialized: false, store: makeStore() });
    expect(make).toThrow('secret option array must contain one or more strings');
  });

  test('S43: the secret may come with the request', async () => {
    const { visitor, calls } = await expressSite(makeStore(), { secret: undefined as never }, byPath(acts), {
      before: (req, _res, next) => next(void Object.assign(req, { secret: 'of the request' })),
    });
    await visitor.get('/change');
    const [sid] = JSON.parse((await visitor.get('/who')).body);
    expect(visitor.cookieHeader).toBe(cookieOf(signed(sid, 'of the request')));
    expect(calls()).toBe('set get touch');
  });

  test('S43: the secret of the options has priority over the secret of the request', async () => {
    const { visitor } = await expressSite(makeStore(), { genid: () => 'a' }, byPath(acts), {
      before: (req, _res, next) => next(void Object.assign(req, { secret: 'of the request' })),
    });
    await visitor.get('/change');
    expect(visitor.cookieHeader).toBe(cookieOf(signed('a', 'secret')));
  });

  test.each([
    ['nothing', {}, 'connect.sid'],
    ['name', { name: 'mine' }, 'mine'],
    ['key', { key: 'mine' }, 'mine'],
    ['both, of which name counts', { name: 'mine', key: 'other' }, 'mine'],
    ['an empty name', { name: '' }, 'connect.sid'],
  ])('S43: the name of the cookie, given %s', async (_name, options, expected) => {
    const { visitor } = await expressSite(makeStore(), options as { name?: string }, byPath(acts));
    await visitor.get('/change');
    expect(visitor.cookieHeader.split('=')[0]).toBe(expected);
    expect(JSON.parse((await visitor.get('/who')).body)[1]).not.toBe(null);
  });

  // What cookie-parser leaves on a request, without cookie-parser: it takes the header away only here.
  const parsed =
    (members: object): RequestHandler =>
    (req, _res, next) =>
      next(void Object.assign(req, members));

  test.each([
    ['req.signedCookies', { signedCookies: { 'connect.sid': 'known' } }],
    ['req.cookies, signed', { cookies: { 'connect.sid': signed('known') } }],
    [
      'req.cookies, when req.signedCookies has none',
      { signedCookies: {}, cookies: { 'connect.sid': signed('known') } },
    ],
    [
      'req.signedCookies before req.cookies',
      { signedCookies: { 'connect.sid': 'known' }, cookies: { 'connect.sid': signed('other') } },
    ],
  ])('S48: a cookie that is not in the header is taken from %s', async (_name, members) => {
    const store = makeStore();
    await promised(store).set('known', aSession({ by: 'before' }));
    const { visitor, calls } = await expressSite(store, {}, byPath(acts), { before: parsed(members) });
    expect((await visitor.get('/who')).body).toBe('["known","before"]');
    expect(calls()).toBe('get touch');
  });

  test('S48: the Cookie header has priority over the result of a cookie parser', async () => {
    const store = makeStore();
    await promised(store).set('header', aSession({ by: 'header' }));
    const members = { signedCookies: { 'connect.sid': 'parsed' }, cookies: { 'connect.sid': signed('parsed') } };
    const { url } = await expressSite(store, {}, byPath(acts), { before: parsed(members) });
    const reply = await send(url, '/who', { headers: { Cookie: cookieOf(signed('header')) } });
    expect(reply.body).toBe('["header","header"]');
  });

  test.each([
    ['unsigned', { cookies: { 'connect.sid': 'known' } }],
    ['without a signature', { cookies: { 'connect.sid': 's:known' } }],
    ['badly signed', { cookies: { 'connect.sid': `s:known.${'A'.repeat(43)}` } }],
    ['signed with another secret', { cookies: { 'connect.sid': signed('known', 'other') } }],
    ['that the parser found badly signed', { signedCookies: { 'connect.sid': false }, cookies: {} }],
  ])('S48: a parsed cookie %s is not accepted', async (_name, members) => {
    const store = makeStore();
    await promised(store).set('known', aSession({ by: 'before' }));
    const { visitor, calls } = await expressSite(store, {}, byPath(acts), { before: parsed(members) });
    expect(JSON.parse((await visitor.get('/who')).body)).toEqual([expect.not.stringMatching(/^known$/), null]);
    expect(calls()).toBe('');
  });
});

test('S43: the constructors that a store is made with are exported', () => {
  for (const name of ['Store', 'Cookie', 'Session', 'MemoryStore'] as const) {
    expect(session[name], name).toEqual(expect.any(Function));
  }
  expect(new session.MemoryStore()).toBeInstanceOf(session.Store);
});
