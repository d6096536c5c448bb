import { RedisStore } from 'connect-redis';
import { describe, expect } from 'vitest';
import type { WatchedApp } from '../../server/contract/watch.ts';
import type { InspectorOptions } from '../../server/index.ts';
import { eventually } from '../support/eventually.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../support/running-inspector.ts';
import { storedExpress } from '../support/stored-express.ts';
import { Visitor } from '../support/visitor.ts';
import { recorded, tell, watch, watchStore } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

/** A watched Express app on connect-redis, with its store attached. */
async function watchedShop(options: Partial<InspectorOptions> = waitsForStores) {
  const redis = await redisServer();
  const client = await redisClient(redis.url);
  const app = await storedExpress(new RedisStore({ client: client as never }));
  const { inspector } = await inspectorForTest(options);
  const { id, open } = await watchStore(inspector, app.origin, redis.url);
  const state = (): WatchedApp | undefined => inspector.watching.find((one) => one.id === id);
  const visitor = new Visitor(open ?? '');
  return { redis, client, app, inspector, id, state, visitor, open: open ?? '' };
}

describe('a watched Express app whose sessions are in Redis', () => {
  where(needs.redis)('each request shows what the session held before and after, as the app itself says', async () => {
    const { inspector, id, visitor, app, state } = await watchedShop();
    await eventually(() => expect(state()?.store).toMatchObject({ state: expect.stringMatching(/reading|fault/) }));
    const paths = [
      '/get',
      '/set?key=cart&value=3',
      '/set?key=user&value=Bob',
      '/get',
      '/pop?key=cart',
      '/login',
      '/get',
      '/logout',
    ];
    for (const [place, path] of paths.entries())
      await visitor.get(`${path}${path.includes('?') ? '&' : '?'}n=${place}`);
    const records = await recorded(inspector, id, paths.length);
    expect(
      records.map(({ url, sessionBefore, sessionAfter, evidence }) => [
        url.replace(/[?&]n=.*/, ''),
        sessionBefore,
        sessionAfter,
        evidence?.store?.attribution,
      ]),
    ).toEqual([
      ['/get', null, null, 'alone'],
      ['/set?key=cart&value=3', null, { cart: '3' }, 'alone'],
      ['/set?key=user&value=Bob', { cart: '3' }, { cart: '3', user: 'Bob' }, 'alone'],
      ['/get', { cart: '3', user: 'Bob' }, { cart: '3', user: 'Bob' }, 'alone'],
      ['/pop?key=cart', { cart: '3', user: 'Bob' }, { user: 'Bob' }, 'alone'],
      ['/login', { user: 'Bob' }, { user: 'Alice' }, 'alone'],
      ['/get', { user: 'Alice' }, { user: 'Alice' }, 'alone'],
      ['/logout', { user: 'Alice' }, null, 'alone'],
    ]);
    for (const record of records) {
      const trace = app.traces.get(/[?&]n=(\d+)/.exec(record.url)?.[1] ?? '');
      expect(record.sessionBefore ?? {}).toEqual(trace?.before);
      expect(record.sessionAfter ?? {}).toEqual(trace?.after ?? {});
    }
    const [, set, , , , login, , logout] = records;
    expect(set?.evidence).toMatchObject({
      before: 'no-cookie',
      after: 'stored',
      store: { mapping: 'connect-redis' },
    });
    expect(set?.evidence?.store?.after).toMatchObject({
      state: 'present',
      key: expect.stringMatching(/^sess:[\w-]{32}$/),
      encoding: 'json',
    });
    expect(login?.evidence?.store?.oldRow).toBe('gone');
    expect(logout?.evidence?.store?.after).toMatchObject({ state: 'absent' });
    expect(state()?.store).toMatchObject({
      state: 'reading',
      mapping: 'connect-redis',
      framework: 'Express',
      confidence: 'seen',
    });
  });

  where(needs.redis)('requests that overlap are shared, and a change by another program is from outside', async () => {
    const { inspector, id, visitor, client, app } = await watchedShop();
    await visitor.get('/set?key=a&value=1&n=0');
    await Promise.all([visitor.get('/slow?ms=150&key=b&value=2&n=1'), visitor.get('/slow?ms=200&key=c&value=3&n=2')]);
    await visitor.get('/get?n=3');
    const [key = ''] = await client.keys('sess:*');
    const value = JSON.parse((await client.get(key)) ?? '{}');
    await client.set(key, JSON.stringify({ ...value, planted: true }), { expiration: 'KEEPTTL' });
    await visitor.get('/get?n=4');
    const records = await recorded(inspector, id, 5);
    const stores = records.map(({ evidence }) => evidence?.store);
    expect(stores.map((store) => store?.attribution)).toEqual(['alone', 'shared', 'shared', 'alone', 'outside']);
    expect(stores[1]?.sharedWith).toEqual([records[2]?.id]);
    expect(records[4]?.sessionBefore).toMatchObject({ planted: true });
    expect(app.traces.get('4')?.before).toMatchObject({ planted: true });
  });

  where(needs.redis)('the request to which a login redirects has its own side of each row', async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const app = await storedExpress(new RedisStore({ client: client as never }), undefined, {
      routes: (routes) =>
        void routes.get('/enter', (request, response, next) => {
          request.session.regenerate((error) => {
            if (error) return next(error);
            Object.assign(request.session, { user: 'Alice' });
            response.redirect('/set?key=seen&value=1&n=2');
          });
        }),
    });
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, redis.url);
    const visitor = new Visitor(open ?? '');
    await visitor.get('/set?key=cart&value=1&n=0');
    const { status } = await visitor.get('/enter?n=1');
    expect(status).toBe(302);
    await visitor.get('/set?key=seen&value=1&n=2');
    const records = (await recorded(inspector, id, 3)).slice(1);
    const told = records.map(({ evidence, sessionAfter }) => [
      evidence?.store?.attribution,
      evidence?.store?.sharedBecause,
      sessionAfter,
    ]);
    expect(told).toEqual([
      ['alone', undefined, { user: 'Alice' }],
      ['alone', undefined, { user: 'Alice', seen: '1' }],
    ]);
  });

  where(needs.redis)(
    'a store that stalls or is gone holds a request up by 50 ms at most, and the record says so',
    async () => {
      const { inspector, id, visitor, redis, open, app } = await watchedShop({});
      await visitor.get('/set?key=a&value=1&n=0');
      await recorded(inspector, id, 1);
      redis.pause();
      // The app itself waits for its store too, so the request is one that its store is not asked for.
      const stranger = new Visitor(open);
      stranger.plant('connect.sid', visitor.cookie('connect.sid'));
      const waiting = stranger.get('/get?n=1');
      await app.reached(1);
      redis.resume();
      await waiting;
      const [, stalled] = await recorded(inspector, id, 2);
      expect(stalled?.evidence?.store).toMatchObject({ attribution: 'not-in-time', before: { state: 'not-in-time' } });
      await redis.kill();
      await visitor.get('/get?n=2').catch(() => {});
      const gone = (await recorded(inspector, id, 3))[2];
      expect(gone?.evidence?.store).toMatchObject({
        attribution: 'unreadable',
        before: { state: 'out-of-reach', detail: expect.stringContaining('127.0.0.1') },
      });
      await redis.start();
    },
  );

  where(needs.redis)('nothing but commands that read reaches the store, and no key changes', async () => {
    const { inspector, id, visitor, client, redis } = await watchedShop();
    await visitor.get('/set?key=a&value=1&n=0');
    await recorded(inspector, id, 1);
    const monitor = await redisClient(redis.url);
    const seen: string[] = [];
    await monitor.monitor((line) => void seen.push(String(line)));
    const before = await client.get((await client.keys('sess:*'))[0] ?? '');
    for (let n = 1; n <= 20; n++) await visitor.get(`/get?n=${n}`);
    await recorded(inspector, id, 21);
    const names = new Set(seen.map((line) => /"([A-Za-z]+)"/.exec(line)?.[1]?.toUpperCase()));
    // GET and EXPIRE are the app's own, by connect-redis. DBSIZE asks whether the store is there.
    names.delete('DBSIZE');
    expect([...names].toSorted()).toEqual(['EXPIRE', 'GET', 'GETRANGE', 'KEYS', 'PTTL']);
    expect(await client.get((await client.keys('sess:*'))[0] ?? '')).toBe(before);
  });

  where(needs.redis)('a Redis user that may only read is enough, and Redis has refused nothing', async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const rights = '+getrange +pttl +type +strlen +hlen +hgetall +scan +dbsize +ping +info +select +hello +auth';
    const user = `ACL SETUSER inspector on >secret resetkeys %R~* resetchannels nocommands ${rights}`;
    await client.sendCommand([...user.split(' '), '+client|tracking', '+client|setname']);
    const app = await storedExpress(new RedisStore({ client: client as never }));
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watch(inspector, app.origin, {
      store: redis.url.replace('//', '//inspector:secret@'),
    });
    const visitor = new Visitor(open ?? '');
    await visitor.get('/set?key=a&value=1&n=0');
    await visitor.get('/get?n=1');
    await tell(inspector, 'store.page', {}, id);
    const [, second] = await recorded(inspector, id, 2);
    expect(second).toMatchObject({ sessionBefore: { a: '1' }, sessionAfter: { a: '1' } });
    expect(await client.sendCommand(['ACL', 'LOG'])).toEqual([]);
  });

  where(needs.redis)('a wrong password and a port where nothing listens are said with what to do', async () => {
    const redis = await redisServer('--requirepass', 'right');
    const { inspector } = await inspectorForTest(waitsForStores);
    const app = await storedExpress(new (await import('express-session')).default.MemoryStore());
    const url = (password: string) => redis.url.replace('redis://', `redis://:${password}@`);
    const { id } = await watchStore(inspector, app.origin, url('wrong'));
    const store = () => inspector.watching.find((one) => one.id === id)?.store;
    await eventually(() => expect(store()).toMatchObject({ state: 'fault', code: 'wrong-password' }));
    expect(JSON.stringify(store())).not.toContain('wrong@');
    expect(store()).toMatchObject({ isTriedAgain: false, lastReadMs: null, retried: null });
    const again = () => tell(inspector, 'watch.change', { id, triesStoreAgain: true });
    const atMs = expect.any(Number);
    await again();
    await eventually(() =>
      expect(store()).toMatchObject({ code: 'wrong-password', retried: { atMs, isSame: true }, isTriedAgain: false }),
    );
    await redis.kill();
    await again();
    await eventually(() =>
      expect(store()).toMatchObject({
        state: 'fault',
        code: 'refused',
        detail: expect.stringContaining('Nothing listens'),
        retried: { atMs, isSame: false },
      }),
    );
  });

  where(needs.redis)('a kind that cannot be that of the store is refused once, and no connection stays', async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const app = await storedExpress(new RedisStore({ client: client as never }));
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id } = await watch(inspector, app.origin, { store: `${redis.url}?kind=nonsense` });
    const faultOf = async (why: string) => {
      const detail = expect.stringContaining(`${why} There are: connect-redis`);
      const fault = { state: 'fault', code: 'not-a-store', detail };
      await eventually(() => expect(inspector.watching.find((one) => one.id === id)?.store).toMatchObject(fault));
    };
    await faultOf('No kind of store is called nonsense.');
    await tell(inspector, 'watch.change', { id, store: `${redis.url}?kind=django-db-sqlite` });
    await faultOf('django-db-sqlite is not kept in redis.');
    expect(
      String(await client.sendCommand(['CLIENT', 'LIST']))
        .trim()
        .split('\n'),
    ).toHaveLength(1);
  });
});
