import type { Request, Response } from 'express';
import session from 'express-session';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sign } from '../../server/cookie/express-signature.ts';
import { sweepExpired } from '../../server/storage/sessions/sweep.ts';
import { eventually } from '../support/eventually.ts';
import { byPath, cookiesOverTls, expressSite, storeBefore, stores } from '../support/express-site.ts';
import { send } from '../support/http.ts';
import { promised } from '../support/promised-store.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';
import { Visitor } from '../support/visitor.ts';

const minute = 60_000;
const change = (req: Request) => Object.assign(req.session, { n: Math.random() });
const acts = {
  '/change': change,
  '/ages': (req: Request, res: { json(value: unknown): void }) =>
    res.json({ originalMaxAge: req.session.cookie.originalMaxAge, maxAge: req.session.cookie.maxAge }),
};

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) }));
afterEach(() => void vi.useRealTimers());

// The arithmetic of cookies, through the real middleware: the statements S30 to S37, S39, S46 and S49 of the Store
// contract.
describe.each(stores)('cookies of express-session with %s', (_, makeStore) => {
  const site = (options: Parameters<typeof expressSite>[1]) => expressSite(makeStore(), options, byPath(acts));

  test('S30: originalMaxAge is the configured one on every later request', async () => {
    const { visitor } = await site({ cookie: { maxAge: minute } });
    await visitor.get('/change');
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(minute / 2);
      expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({ originalMaxAge: minute, maxAge: minute / 2 });
    }
  });

  test('S31: a session in use does not expire, one that is left alone does', async () => {
    const { visitor } = await site({ cookie: { maxAge: minute } });
    await visitor.get('/change');
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(minute - 1);
      expect(JSON.parse((await visitor.get('/ages')).body).maxAge).toBe(1);
    }
    vi.advanceTimersByTime(minute);
    expect(JSON.parse((await visitor.get('/ages')).body).maxAge).toBe(minute);
  });

  test('S32: a maxAge or expires that is set on one session applies to that session from then on', async () => {
    const { visitor } = await expressSite(
      makeStore(),
      { cookie: { maxAge: minute } },
      byPath({
        ...acts,
        '/remember': (req) => {
          change(req);
          req.session.cookie.maxAge = 100 * minute;
        },
        '/until': (req) => {
          change(req);
          req.session.cookie.expires = new Date(Date.now() + 10 * minute);
        },
      }),
    );
    await visitor.get('/change');
    await visitor.get('/remember');
    vi.advanceTimersByTime(50 * minute);
    expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({
      originalMaxAge: 100 * minute,
      maxAge: 50 * minute,
    });
    await visitor.get('/until');
    vi.advanceTimersByTime(5 * minute);
    expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({ originalMaxAge: 10 * minute, maxAge: 5 * minute });
  });

  test('S33: a maxAge beyond what a timer can count works', async () => {
    const { visitor } = await site({ cookie: { maxAge: 3_000_000_000 } });
    await visitor.get('/change');
    vi.advanceTimersByTime(2_900_000_000);
    expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({
      originalMaxAge: 3_000_000_000,
      maxAge: 100_000_000,
    });
  });

  test('S33: a maxAge of 0 makes a new session with every request', async () => {
    const { visitor, calls } = await site({ cookie: { maxAge: 0 } });
    await visitor.get('/change');
    const first = visitor.cookieHeader;
    await visitor.get('/change');
    expect(visitor.cookieHeader).not.toBe(first);
    expect(calls()).toBe('set get set');
  });

  test('S33: an expiry that is not a date is an error of the request', async () => {
    const { visitor, errors } = await expressSite(
      makeStore(),
      {},
      byPath({
        '/bad': (req) => {
          change(req);
          req.session.cookie.expires = new Date(Number.NaN);
        },
      }),
    );
    await visitor.get('/bad').catch(() => {});
    await eventually(() => expect(errors.length > 0).toBe(true));
    expect(errors[0]).toMatchObject({ message: 'option expires is invalid' });
  });

  test('S34: a cookie of the browser session has no expiry, in the header and in the store', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { genid: () => 'fixed' }, byPath(acts));
    const [line] = (await visitor.get('/change')).setCookies;
    expect(line).toMatch(/^connect\.sid=[^;]+; Path=\/; HttpOnly$/);
    expect((await promised(store).get('fixed'))?.cookie).toMatchObject({ expires: null, originalMaxAge: null });
  });

  test('S35: a secure cookie is not sent over plain HTTP, yet the session is saved', async () => {
    const { visitor, calls } = await site({ cookie: { secure: true } });
    expect((await visitor.get('/change')).setCookies).toEqual([]);
    expect(calls()).toBe('set');
  });

  test('S37: behind a trusted proxy that speaks HTTPS it is sent', async () => {
    const { visitor } = await site({ proxy: true, cookie: { secure: true } });
    const headers = { 'X-Forwarded-Proto': 'https, http' };
    expect((await visitor.send('GET', '/change', { headers })).setCookies[0]).toContain('; Secure');
  });

  test('S46: sameSite auto follows the connection', async () => {
    const { visitor } = await site({ proxy: true, cookie: { secure: 'auto', sameSite: 'auto' as never } });
    expect((await visitor.get('/change')).setCookies[0]).toContain('SameSite=Lax');
    const secure = await new Visitor(
      (await site({ proxy: true, cookie: { secure: 'auto', sameSite: 'auto' as never } })).url,
    ).send('GET', '/change', { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(secure.setCookies[0]).toContain('Secure; SameSite=None');
  });

  test('S36: outside of the path of the cookie there is no session; the path is a plain prefix', async () => {
    const { url, calls } = await expressSite(
      makeStore(),
      { cookie: { path: '/shop' } },
      (req, res) => void res.json(req.session !== undefined),
    );
    const has = async (path: string) => (await send(url, path)).body;
    expect([await has('/shop'), await has('/shop/cart'), await has('/shopping'), await has('/')]).toEqual([
      'true',
      'true',
      'true',
      'false',
    ]);
    expect(calls()).toBe('');
  });

  test('S39: several secrets: the first signs, all verify; a Buffer will do', async () => {
    const store = makeStore();
    await expressSite(store, {}, byPath(acts));
    const { url, calls } = await expressSite(
      store,
      { secret: [Buffer.from('new'), 'old'], genid: () => 'fixed' },
      byPath(acts),
    );
    const [line = ''] = (await send(url, '/change')).setCookies;
    expect(decodeURIComponent(line)).toContain(`connect.sid=s:${sign('fixed', 'new')};`);
    calls();
    for (const secret of ['new', 'old', 'older']) {
      await send(url, '/', { headers: { Cookie: `connect.sid=s%3A${encodeURIComponent(sign('fixed', secret))}` } });
    }
    expect(
      calls()
        .split(' ')
        .filter((call) => call === 'get'),
    ).toHaveLength(2);
  });

  test.each([
    ['text', (at: Date) => at.toISOString()],
    ['a Date', (at: Date) => at],
  ])(
    'S30: originalMaxAge is the configured one also when the store gives the expiry back as %s',
    async (_name, form) => {
      const inner = makeStore();
      const store = storeBefore(inner, {
        get: (sid, done) =>
          inner.get(sid, (error, found) => {
            const expires = form(new Date(found?.cookie.expires as Date));
            done(error, { ...found, cookie: { ...found?.cookie, expires } } as never);
          }),
      });
      const { visitor } = await expressSite(store, { cookie: { maxAge: minute } }, byPath(acts));
      await visitor.get('/change');
      for (let n = 0; n < 3; n++) {
        vi.advanceTimersByTime(minute / 2);
        expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({ originalMaxAge: minute, maxAge: minute / 2 });
      }
    },
  );

  test('S31: touch sets maxAge back, and the stored expiry moves although nothing has changed', async () => {
    const store = makeStore();
    const look = (req: Request, res: Response) => {
      const before = req.session.cookie.maxAge;
      req.session.touch();
      res.json([before, req.session.cookie.maxAge]);
    };
    const options = { genid: () => 'fixed', cookie: { maxAge: minute } };
    const { visitor } = await expressSite(store, options, byPath({ ...acts, '/touch': look }));
    const storedExpiry = async () => new Date((await promised(store).get('fixed'))?.cookie.expires as string).getTime();
    await visitor.get('/change');
    const first = await storedExpiry();
    vi.advanceTimersByTime(minute / 4);
    expect((await visitor.get('/touch')).body).toBe(JSON.stringify([(minute * 3) / 4, minute]));
    vi.advanceTimersByTime(minute / 4);
    await visitor.get('/');
    expect((await storedExpiry()) - first).toBe(minute / 2);
  });

  test('S33: sessions with a maxAge of 0 are not counted, and never found', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { cookie: { maxAge: 0 } }, byPath(acts));
    for (let n = 0; n < 5; n++) await visitor.get('/change');
    expect([await promised(store).length(), await promised(store).all()]).toEqual([0, {}]);
  });

  test('S33: a maxAge that is not a number is an error of the request', async () => {
    const { visitor, calls, errors } = await site({ cookie: { maxAge: '60000' as never } });
    // The half-made session keeps even the answer of the error handler from being sent.
    void visitor.get('/change').catch(() => {});
    await eventually(() => expect(errors.length > 0).toBe(true));
    expect(errors[0]).toMatchObject({ message: 'maxAge must be a number or Date' });
    expect(calls()).toBe('');
  });

  test.each([null, false])('S34: expires %s is a cookie of the browser session, for every answer', async (expires) => {
    const store = makeStore();
    const options = { genid: () => 'fixed', rolling: true, cookie: { expires: expires as never } };
    const { visitor } = await expressSite(store, options, byPath(acts));
    for (const path of ['/change', '/', '/change']) {
      expect((await visitor.get(path)).setCookies).toEqual([expect.stringMatching(/; Path=\/; HttpOnly$/)]);
    }
    expect((await promised(store).get('fixed'))?.cookie).toMatchObject({ expires, originalMaxAge: expires });
  });

  test('S35: a secure cookie over plain HTTP leaves one more session in the store with every request', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { cookie: { secure: true } }, byPath(acts));
    for (let n = 0; n < 5; n++) expect((await visitor.get('/change')).setCookies).toEqual([]);
    expect(await promised(store).length()).toBe(5);
  });

  test('S35: secure auto follows the connection', async () => {
    const plain = await site({ cookie: { secure: 'auto' } });
    expect((await plain.visitor.get('/change')).setCookies[0]).not.toContain('Secure');
    const tls = await expressSite(makeStore(), { cookie: { secure: 'auto' } }, byPath(acts), { overTls: true });
    expect((await cookiesOverTls(tls.url, '/change'))[0]).toContain('; Secure');
  });

  test('S35: secure auto from a function is not resolved: no cookie over plain HTTP', async () => {
    const { visitor, calls } = await site({ cookie: () => ({ secure: 'auto' }) });
    expect((await visitor.get('/change')).setCookies).toEqual([]);
    expect(calls()).toBe('set');
  });

  test('S36: outside of the path the store is not asked for a known session', async () => {
    const { visitor, calls } = await expressSite(
      makeStore(),
      { cookie: { path: '/shop' } },
      (req, res) => void res.json(req.session ? typeof change(req) : 'no session'),
    );
    await visitor.get('/shop');
    calls();
    expect(await visitor.get('/')).toMatchObject({ body: '"no session"', setCookies: [] });
    expect(calls()).toBe('');
  });

  // What each proxy setting makes of a header and of Express's own trust: is the connection taken for a secure one?
  const connections: [proxy: boolean | undefined, header: string | null, isTrusted: boolean, isSecure: boolean][] = [
    [true, 'https', false, true],
    [true, 'HTTPS', false, true],
    [true, 'https, http', false, true],
    [true, 'http, https', false, false],
    [true, 'http', true, false],
    [true, null, true, false],
    [false, 'https', false, false],
    [false, 'https', true, false],
    [undefined, 'https', false, false],
    [undefined, 'https', true, true],
    [undefined, 'http', true, false],
    [undefined, null, true, false],
  ];
  const behindProxy = async ([proxy, header, isTrusted]: (typeof connections)[number], cookie: object) => {
    const { visitor } = await expressSite(makeStore(), { proxy, cookie }, byPath(acts), {
      before: (req, _res, next) => next(void req.app.set('trust proxy', isTrusted)),
    });
    const headers = header === null ? {} : { 'X-Forwarded-Proto': header };
    return (await visitor.send('GET', '/change', { headers })).setCookies[0] ?? 'none';
  };

  test.each(connections)('S37: proxy %s, X-Forwarded-Proto %s, trusted by Express %s: secure %s', async (...given) => {
    expect((await behindProxy(given, { secure: true })) !== 'none').toBe(given[3]);
  });

  test('S37: over TLS the connection is secure, whatever proxy says', async () => {
    for (const proxy of [true, false, undefined]) {
      const { url } = await expressSite(makeStore(), { proxy, cookie: { secure: true } }, byPath(acts), {
        overTls: true,
      });
      expect(await cookiesOverTls(url, '/change')).toEqual([expect.stringContaining('; Secure')]);
    }
  });

  test('S46: the cookie option may be a function of the request', async () => {
    const cookie = (req: Request) => ({ maxAge: Number(req.get('X-Minutes')) * minute, path: req.path });
    const { visitor } = await site({ cookie });
    const [line] = (await visitor.send('GET', '/change', { headers: { 'X-Minutes': '3' } })).setCookies;
    const expires = new Date(Date.now() + 3 * minute).toUTCString();
    expect(line).toContain(`; Path=/change; Expires=${expires}; HttpOnly`);
  });

  test.each(connections)(
    'S46: sameSite auto with proxy %s, X-Forwarded-Proto %s, trusted by Express %s: secure %s',
    async (...given) => {
      const [, , , isSecure] = given;
      const expected = isSecure ? 'SameSite=None' : 'SameSite=Lax';
      const attributes = async (secure: object) =>
        (await behindProxy(given, { sameSite: 'auto', ...secure })).split('; ').slice(2).join('; ');
      expect(await attributes({})).toBe(`HttpOnly; ${expected}`);
      expect(await attributes({ secure: false })).toBe(`HttpOnly; ${expected}`);
      expect(await attributes({ secure: 'auto' })).toBe(`HttpOnly; ${isSecure ? 'Secure; ' : ''}${expected}`);
      // Not sent at all where it is not secure.
      expect(await attributes({ secure: true })).toBe(isSecure ? `HttpOnly; Secure; ${expected}` : '');
    },
  );

  test.each([true, false, undefined])('S46: sameSite auto over TLS is None, with proxy %s', async (proxy) => {
    const cookie = { sameSite: 'auto' as never };
    const { url } = await expressSite(makeStore(), { proxy, cookie }, byPath(acts), { overTls: true });
    expect(await cookiesOverTls(url, '/change')).toEqual([expect.stringMatching(/; HttpOnly; SameSite=None$/)]);
  });

  test('S49: a cookie with nothing configured: path "/", httpOnly, no expiry, no partitioned, no priority', async () => {
    const { visitor } = await site({});
    expect((await visitor.get('/change')).setCookies).toEqual([
      expect.stringMatching(/^connect\.sid=[^;]+; Path=\/; HttpOnly$/),
    ]);
  });

  test('S49: partitioned and priority are sent, and kept by the store', async () => {
    const { visitor } = await site({ rolling: true, cookie: { partitioned: true, priority: 'high' } });
    for (const path of ['/change', '/', '/']) {
      const [line] = (await visitor.get(path)).setCookies;
      expect(line?.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Partitioned', 'Path=/', 'Priority=High']);
    }
  });
});

describe('the Cookie class of express-session', () => {
  const Cookie = session.Cookie as unknown as new (options?: unknown) => session.Cookie & { data: object };

  test('S49: its defaults', () => {
    const cookie = new Cookie();
    expect(cookie).toMatchObject({ path: '/', httpOnly: true, expires: null, maxAge: null, originalMaxAge: null });
    for (const name of ['partitioned', 'priority', 'domain', 'secure', 'sameSite']) {
      expect(cookie).not.toHaveProperty(name);
    }
  });

  test.each(['text', 42, true, () => ({})])('S49: options that are no object throw: %s', (options) => {
    expect(() => new Cookie(options)).toThrow('argument options must be a object');
  });

  test('S49: a key "data" is ignored', () => {
    const cookie = new Cookie({ data: { foo: 'bar' }, path: '/shop' });
    expect(cookie.data).toMatchObject({ path: '/shop' });
    expect(cookie.data).not.toHaveProperty('foo');
  });

  test('S49: expires and maxAge are one thing, seen from two sides', () => {
    const cookie = new Cookie({ maxAge: minute });
    expect(cookie.expires).toEqual(new Date(Date.now() + minute));
    cookie.expires = new Date(Date.now() + 2 * minute);
    expect([cookie.maxAge, cookie.originalMaxAge]).toEqual([2 * minute, 2 * minute]);
    vi.advanceTimersByTime(minute);
    expect([cookie.maxAge, cookie.originalMaxAge]).toEqual([minute, 2 * minute]);
    cookie.maxAge = 5 * minute;
    expect(cookie.expires).toEqual(new Date(Date.now() + 5 * minute));
    cookie.expires = null;
    expect([cookie.maxAge, cookie.originalMaxAge]).toEqual([null, null]);
  });

  test.each(['60000', {}, [], true])('S49: a maxAge that is not a number throws: %j', (maxAge) => {
    expect(() => new Cookie({ maxAge })).toThrow('maxAge must be a number or Date');
  });
});

test('S30: originalMaxAge and the expiry survive a restart of the store', async () => {
  const first = storeOnDisk();
  const { visitor } = await expressSite(first.store, { cookie: { maxAge: minute } }, byPath(acts));
  await visitor.get('/change');
  const cookie = visitor.cookieHeader;
  first.close();
  vi.advanceTimersByTime(minute / 2);
  const second = storeOnDisk({ path: first.path });
  const { url } = await expressSite(second.store, { cookie: { maxAge: minute } }, byPath(acts));
  const reply = await send(url, '/ages', { headers: { Cookie: cookie } });
  expect(JSON.parse(reply.body)).toEqual({ originalMaxAge: minute, maxAge: minute / 2 });
});

test('S33: the rows of sessions with a maxAge of 0 pile up until they are swept', async () => {
  const { store, database, queue } = storeOnDisk();
  const rows = () => database.prepare('SELECT count(*) FROM sessions').pluck().get();
  const { url } = await expressSite(store, { cookie: { maxAge: 0 } }, byPath(acts));
  for (let n = 0; n < 5; n++) await send(url, '/change');
  expect(rows()).toBe(5);
  await sweepExpired(database, queue, Date.now(), () => {});
  expect(rows()).toBe(0);
});
