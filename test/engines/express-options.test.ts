import type { Request, RequestHandler } from 'express';
import type { SessionOptions, Store } from 'express-session';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import { defaultServerSideOptions, type ServerSideOptions } from '../../server/contract/engine-options.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { byPath, expressSite, stores } from '../support/express-site.ts';
import { promised } from '../support/promised-store.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';

const minute = 60_000;
const change = (req: Request) => Object.assign(req.session, { n: Math.random() });
const acts: Parameters<typeof byPath>[0] = {
  '/change': change,
  '/save': async (req) => {
    change(req);
    await new Promise<unknown>((done) => req.session.save(done));
  },
  '/reload': async (req) => {
    change(req);
    await new Promise<unknown>((done) => req.session.reload(done));
  },
  '/renew': (req) => new Promise<unknown>((done) => req.session.regenerate(done)),
  '/renew-and-change': async (req) => {
    await new Promise<unknown>((done) => req.session.regenerate(done));
    change(req);
  },
  '/logout': (req) => new Promise<unknown>((done) => req.session.destroy(done)),
  '/unset': (req) => {
    change(req);
    req.session = null as never;
  },
  '/ages': (req, res) => res.json([req.session.cookie.originalMaxAge, req.session.cookie.maxAge]),
};

interface Options {
  readonly resave: boolean;
  readonly saveUninitialized: boolean;
  readonly rolling: boolean;
  readonly unset: 'keep' | 'destroy';
  readonly maxAgeMs: number | null;
}

const noOrYes = [false, true];
const combinations: Options[] = noOrYes.flatMap((resave) =>
  noOrYes.flatMap((saveUninitialized) =>
    noOrYes.flatMap((rolling) =>
      (['keep', 'destroy'] as const).flatMap((unset) =>
        [null, minute, 3_000_000_000].map((maxAgeMs) => ({ resave, saveUninitialized, rolling, unset, maxAgeMs })),
      ),
    ),
  ),
);

type Attach = (store: Store, options: Options) => { options: Partial<SessionOptions>; attach?: RequestHandler };
const plain: Attach = (_store, { maxAgeMs, ...options }) => ({
  options: { ...options, cookie: maxAgeMs === null ? {} : { maxAge: maxAgeMs } },
});
const ours: Attach = (store, { maxAgeMs, ...given }) => {
  const options: ServerSideOptions = {
    ...defaultServerSideOptions,
    ...given,
    cookie: { ...defaultServerSideOptions.cookie, maxAgeMs },
  };
  const secrets = ['secret'];
  const named = { store, secrets: () => secrets, cookieName: () => 'test.sid', clock: systemClock };
  return { options: {}, attach: createServerSideEngine({ ...named, options: () => options }).attach };
};
const variants: [string, () => Store, Attach][] = [
  ...stores.map(([name, makeStore]): [string, () => Store, Attach] => [name, makeStore, plain]),
  ['SqliteSessionStore in the server-side engine', () => storeOnDisk().store, ours],
];

beforeEach((context) => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) });
  context.onTestFinished(() => void vi.useRealTimers());
});

// What the statements say of the options, for every combination of them.
describe.each(variants)('the options of express-session with %s', (_, makeStore, attach) => {
  const name = 'resave $resave, saveUninitialized $saveUninitialized, rolling $rolling, unset $unset, maxAge $maxAgeMs';

  async function visited(given: Options) {
    const store = makeStore();
    const { options, ...extras } = attach(store, given);
    const site = await expressSite(store, options, byPath(acts), extras);
    const visit = async (path: string) => {
      site.calls();
      const { setCookies, status } = await site.visitor.get(path);
      return [status, site.calls(), setCookies.length];
    };
    return { ...site, store, visit };
  }

  test.each(combinations)(`S19, S21, S22, S23: calls and cookies of a visit with ${name}`, async (given) => {
    const { resave, saveUninitialized, rolling, maxAgeMs } = given;
    const { visit } = await visited(given);
    const cookie = (isSent: boolean) => (isSent ? 1 : 0);
    if (!saveUninitialized) expect(await visit('/')).toEqual([200, '', 0]);
    expect(await visit(saveUninitialized ? '/' : '/change')).toEqual([200, 'set', 1]);
    const unchanged = [200, resave ? 'get set' : 'get touch', cookie(rolling)];
    const changed = [200, 'get set', cookie(rolling || maxAgeMs !== null)];
    expect(await visit('/')).toEqual(unchanged);
    expect(await visit('/change')).toEqual(changed);
    expect(await visit('/')).toEqual(unchanged);
  });

  test.each(combinations)(`S24, S25, S26: unset, logout and regenerate with ${name}`, async (given) => {
    const { unset } = given;
    const { visit, store } = await visited(given);
    const asksToUnset = unset === 'destroy' ? ' destroy' : '';
    await visit('/change');
    expect(await visit('/unset')).toEqual([200, `get${asksToUnset}`, 0]);
    expect(await promised(store).length()).toBe(unset === 'destroy' ? 0 : 1);
    await visit('/change');
    expect(await visit('/renew-and-change')).toEqual([200, 'get destroy set', 1]);
    expect(await promised(store).length()).toBe(1);
    // A session that is gone counts as one that was set to null.
    expect(await visit('/logout')).toEqual([200, `get destroy${asksToUnset}`, 0]);
    expect(await promised(store).length()).toBe(0);
    await visit('/change');
    // A new session that is empty, too: a sid other than the one the request began with counts as a change.
    expect(await visit('/renew')).toEqual([200, 'get destroy set', 1]);
    expect(await promised(store).length()).toBe(1);
  });

  test.each(combinations)(`S27, S28: save and reload with ${name}`, async (given) => {
    const { resave, rolling, maxAgeMs } = given;
    const { visit } = await visited(given);
    await visit('/change');
    const [, saved] = await visit('/save');
    expect(saved).toBe('get set touch');
    expect(await visit('/reload')).toEqual([200, resave ? 'get get set' : 'get get touch', rolling ? 1 : 0]);
    expect(await visit('/change')).toEqual([200, 'get set', rolling || maxAgeMs !== null ? 1 : 0]);
  });

  test.each(combinations)(`S6, S30, S31: the life of a session with ${name}`, async (given) => {
    const { maxAgeMs } = given;
    const { visitor } = await visited(given);
    const ages = async () => JSON.parse((await visitor.get('/ages')).body);
    await visitor.get('/change');
    for (let n = 0; n < 3; n++) {
      vi.advanceTimersByTime((maxAgeMs ?? minute) - 1);
      expect(await ages()).toEqual(maxAgeMs === null ? [null, null] : [maxAgeMs, 1]);
    }
    const before = visitor.cookieHeader;
    vi.advanceTimersByTime(maxAgeMs ?? minute);
    await visitor.get('/change');
    expect(visitor.cookieHeader === before).toBe(maxAgeMs === null);
  });
});
