import type { Request } from 'express';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { sign } from '../../server/cookie/express-signature.ts';
import { byPath, expressSite, stores } from '../support/express-site.ts';
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

// The arithmetic of cookies, through the real middleware: the statements S30 to S39 of the Store contract.
describe.each(stores)('cookies of express-session with %s', (_, makeStore) => {
  const site = (options: Parameters<typeof expressSite>[1]) => expressSite(makeStore(), options, byPath(acts));

  test('originalMaxAge is the configured one on every later request', async () => {
    const { visitor } = await site({ cookie: { maxAge: minute } });
    await visitor.get('/change');
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime(minute / 2);
      expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({ originalMaxAge: minute, maxAge: minute / 2 });
    }
  });

  test('a session in use does not expire, one that is left alone does', async () => {
    const { visitor } = await site({ cookie: { maxAge: minute } });
    await visitor.get('/change');
    for (let n = 0; n < 5; n++) {
      vi.advanceTimersByTime(minute - 1);
      expect(JSON.parse((await visitor.get('/ages')).body).maxAge).toBe(1);
    }
    vi.advanceTimersByTime(minute);
    expect(JSON.parse((await visitor.get('/ages')).body).maxAge).toBe(minute);
  });

  test('setting maxAge or expires on one session holds for that session from then on', async () => {
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

  test('a maxAge beyond what a timer can count works', async () => {
    const { visitor } = await site({ cookie: { maxAge: 3_000_000_000 } });
    await visitor.get('/change');
    vi.advanceTimersByTime(2_900_000_000);
    expect(JSON.parse((await visitor.get('/ages')).body)).toEqual({
      originalMaxAge: 3_000_000_000,
      maxAge: 100_000_000,
    });
  });

  test('a maxAge of 0 makes a new session with every request', async () => {
    const { visitor, calls } = await site({ cookie: { maxAge: 0 } });
    await visitor.get('/change');
    const first = visitor.cookieHeader;
    await visitor.get('/change');
    expect(visitor.cookieHeader).not.toBe(first);
    expect(calls()).toBe('set get set');
  });

  test('an expiry that is no date is an error of the request', async () => {
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
    await vi.waitUntil(() => errors.length > 0);
    expect(errors[0]).toMatchObject({ message: 'option expires is invalid' });
  });

  test('a cookie of the browser session has no expiry, in the header and in the store', async () => {
    const store = makeStore();
    const { visitor } = await expressSite(store, { genid: () => 'fixed' }, byPath(acts));
    const [line] = (await visitor.get('/change')).setCookies;
    expect(line).toMatch(/^connect\.sid=[^;]+; Path=\/; HttpOnly$/);
    expect((await promised(store).get('fixed'))?.cookie).toMatchObject({ expires: null, originalMaxAge: null });
  });

  test('a secure cookie is not sent over plain HTTP, yet the session is saved', async () => {
    const { visitor, calls } = await site({ cookie: { secure: true } });
    expect((await visitor.get('/change')).setCookies).toEqual([]);
    expect(calls()).toBe('set');
  });

  test('behind a trusted proxy that speaks HTTPS it is sent', async () => {
    const { visitor } = await site({ proxy: true, cookie: { secure: true } });
    const headers = { 'X-Forwarded-Proto': 'https, http' };
    expect((await visitor.send('GET', '/change', { headers })).setCookies[0]).toContain('; Secure');
  });

  test('sameSite auto follows the connection', async () => {
    const { visitor } = await site({ proxy: true, cookie: { secure: 'auto', sameSite: 'auto' as never } });
    expect((await visitor.get('/change')).setCookies[0]).toContain('SameSite=Lax');
    const secure = await new Visitor(
      (await site({ proxy: true, cookie: { secure: 'auto', sameSite: 'auto' as never } })).url,
    ).send('GET', '/change', { headers: { 'X-Forwarded-Proto': 'https' } });
    expect(secure.setCookies[0]).toContain('Secure; SameSite=None');
  });

  test('outside of the path of the cookie there is no session; the path is a plain prefix', async () => {
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

  test('several secrets: the first signs, all verify; a Buffer will do', async () => {
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
});

test('originalMaxAge and the expiry survive a restart of the store', async () => {
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
