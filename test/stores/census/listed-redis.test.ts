import { RedisStore } from 'connect-redis';
import { describe, expect } from 'vitest';
import type { StorePage, StorePageQuery, StoreRow } from '../../../server/contract/store-list.ts';
import type { Inspector } from '../../../server/index.ts';
import { eventually } from '../../support/eventually.ts';
import { redisClient, redisServer } from '../../support/redis-server.ts';
import { inspectorForTest, waitsForStores } from '../../support/running-inspector.ts';
import { storedExpress } from '../../support/stored-express.ts';
import { Visitor } from '../../support/visitor.ts';
import { recorded, tell, watch, watchStore } from '../../support/watched.ts';
import { needs, where } from '../../support/where.ts';

type Page = Extract<StorePage, { readonly state: 'page' }>;

async function pageOf(inspector: Inspector, id: string, query: Partial<StorePageQuery> = {}): Promise<Page> {
  const page = await tell<StorePage>(inspector, 'store.page', query, id);
  if (page.state !== 'page') throw new Error(`No list: ${JSON.stringify(page)}`);
  return page;
}

describe('the sessions of a watched app, listed from Redis', () => {
  where(needs.redis)('rows with what the log knows of each, live, and what is gone', async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const app = await storedExpress(new RedisStore({ client: client as never }));
    await client.set('other', 'not a session');
    const stranger = JSON.stringify({ cookie: { expires: new Date(Date.now() + 60_000) }, user: 'Mallory' });
    await client.set('sess:stranger', stranger, { expiration: { type: 'PX', value: 60_000 } });
    const { inspector } = await inspectorForTest();
    const { id, open } = await watch(inspector, app.origin, { store: redis.url });
    const visitor = new Visitor(open ?? '');
    // On a busy machine the store may not answer within the time that a request waits for it.
    let visits = 0;
    await eventually(async () => {
      await visitor.get('/set?key=user&value=Alice&n=0');
      const records = await recorded(inspector, id, ++visits);
      expect(records.map(({ evidence }) => evidence?.store?.after.state)).toContain('present');
    });

    const page = await eventually(async () => {
      const found = await pageOf(inspector, id);
      expect(found.census.phase).toBe('complete');
      expect(found.matching).toBe(2);
      return found;
    });
    expect(page.census).toMatchObject({ rows: 2, gone: 0, news: 'told', newsFault: null, fault: null });
    const alice = page.rows.find(({ last }) => last !== null);
    expect(alice).toMatchObject({
      key: expect.stringMatching(/^sess:/),
      sid: visitor.cookie('connect.sid').slice(4, 36),
      state: 'live',
      value: { state: 'read', keys: ['user'], keyCount: 1 },
    });
    expect(page.rows.find(({ key }) => key === 'sess:stranger')).toMatchObject({ sid: 'stranger', last: null });

    const keys = async (query: Partial<StorePageQuery>) =>
      (await pageOf(inspector, id, query)).rows.map(({ key }) => key);
    // The thread of the list learns from the log a little later than the page.
    await eventually(async () => expect(await keys({ state: 'unlogged' })).toEqual(['sess:stranger']));
    expect(await keys({ state: 'logged' })).toEqual([alice?.key]);
    expect(await keys({ text: 'STRANG' })).toEqual(['sess:stranger']);
    // A pasted cookie leads to its row.
    expect(await keys({ text: `connect.sid=${visitor.cookie('connect.sid')}` })).toEqual([alice?.key]);
    expect(await keys({ sort: 'expires', isDescending: false })).toEqual(['sess:stranger', alice?.key]);

    // Redis reports a change by another program.
    await client.set('sess:stranger', stranger.replace('Mallory', 'Bob'), { expiration: 'KEEPTTL' });
    await client.set('sess:third', '{"cookie":{},"cart":1}');
    await eventually(async () => {
      const { rows } = await pageOf(inspector, id);
      expect(rows.map(({ key }) => key)).toContain('sess:third');
      expect(rows.find(({ key }) => key === 'sess:stranger')?.changedAtMs).not.toBeNull();
    });
    const row = await tell<StoreRow>(inspector, 'store.find', { key: 'sess:stranger' }, id);
    expect(row).toMatchObject({
      clock: 'ttl',
      now: { state: 'present', value: { data: { user: 'Bob' }, encoding: 'json' } },
    });

    await visitor.get('/logout?n=1');
    await client.del('sess:stranger');
    await eventually(async () => {
      const { rows, census } = await pageOf(inspector, id);
      expect(census).toMatchObject({ rows: 1, gone: 1 });
      expect(rows.map(({ key, state }) => [key, state])).toEqual([
        [alice?.key, 'gone'],
        ['sess:third', 'live'],
      ]);
    });
    const ended = await tell<StoreRow>(inspector, 'store.find', { key: alice?.key }, id);
    expect(ended).toMatchObject({ now: { state: 'absent' }, lastKnown: { data: { user: 'Alice' } } });
  });
});

where(needs.redis)('a request whose record has no key of the store counts for the row that it names', async () => {
  const redis = await redisServer();
  const client = await redisClient(redis.url);
  const app = await storedExpress(new RedisStore({ client: client as never }));
  const { inspector } = await inspectorForTest();
  const { id, open } = await watch(inspector, app.origin);
  const visitor = new Visitor(open ?? '');
  await visitor.get('/set?key=user&value=Alice&n=0');
  const [first] = await recorded(inspector, id, 1);
  expect(first?.evidence?.store).toBeUndefined();
  await tell(inspector, 'watch.change', { id, store: redis.url });
  // Until the store is recognised, and then until its list is complete.
  await eventually(() => pageOf(inspector, id));
  await eventually(async () => expect((await pageOf(inspector, id)).census.phase).toBe('complete'));
  await eventually(async () => {
    const { rows } = await pageOf(inspector, id, { state: 'logged' });
    expect(rows).toMatchObject([{ sid: first?.sidAfter, last: { entryId: first?.id } }]);
  });
  expect((await pageOf(inspector, id, { state: 'unlogged' })).rows).toEqual([]);
});

where(needs.redis)(
  'a cookie that a login replaced, or that a logout deleted, has ended in the details of the row',
  async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    const app = await storedExpress(new RedisStore({ client: client as never }), undefined, {
      routes: (routes) =>
        void routes.get('/leave', (request, response) => {
          request.session.destroy(() => response.clearCookie('connect.sid').send('left'));
        }),
    });
    const { inspector } = await inspectorForTest(waitsForStores);
    const { id, open } = await watchStore(inspector, app.origin, redis.url);
    const visitor = new Visitor(open ?? '');
    for (const path of ['/set?key=cart&value=1&n=0', '/login?n=1', '/leave?n=2']) await visitor.get(path);
    const [set, login, leave] = await recorded(inspector, id, 3);
    const cookieOf = async (sid: string | null | undefined) =>
      (await tell<StoreRow>(inspector, 'store.find', { key: `sess:${sid}` }, id)).browserCookie;
    const endedBy = (request: typeof login) => ({
      endsAtMs: request?.arrivedAtMs,
      setAtMs: request?.arrivedAtMs,
      entryId: request?.id,
    });
    expect(await cookieOf(set?.sidAfter)).toEqual(endedBy(login));
    expect(await cookieOf(login?.sidAfter)).toEqual(endedBy(leave));
  },
);

describe('a list over a Redis that is busy, stalls or is gone', () => {
  where(needs.redis)('is completed while an app changes its sessions without a pause', async () => {
    const redis = await redisServer();
    const client = await redisClient(redis.url);
    for (let n = 0; n < 6_000; n++) void client.set(`sess:${n}-xxxxxxxxxxxxxxxxxxxxxx`, '{"cookie":{}}');
    let isOver = false;
    const busy = (async () => {
      for (let n = 0; !isOver; n = (n + 1) % 50)
        await client.set(`sess:${n}-xxxxxxxxxxxxxxxxxxxxxx`, '{"cookie":{},"n":1}');
    })();
    const app = await storedExpress(new RedisStore({ client: client as never }));
    const { inspector } = await inspectorForTest();
    const { id } = await watch(inspector, app.origin, { store: redis.url });
    const { census } = await eventually(async () => {
      const page = await pageOf(inspector, id);
      expect(page.census.phase).toBe('complete');
      return page;
    });
    expect(census.rows).toBe(6_000);
    isOver = true;
    await busy;
  });

  where(needs.redis)(
    'keeps its rows with the time when the store is gone, and is current when it is back',
    async () => {
      const redis = await redisServer();
      const client = await redisClient(redis.url);
      await client.set('sess:first', '{"cookie":{"originalMaxAge":null},"n":1}');
      const app = await storedExpress(new RedisStore({ client: client as never }));
      const { inspector } = await inspectorForTest();
      const { id } = await watch(inspector, app.origin, { store: redis.url });
      await eventually(async () => expect((await pageOf(inspector, id)).census.phase).toBe('complete'));
      await redis.kill();
      const lost = await eventually(async () => {
        const page = await pageOf(inspector, id);
        expect(page.census.fault).not.toBeNull();
        return page;
      });
      expect(lost.census.fault).toMatchObject({
        why: { place: expect.stringContaining('127.0.0.1') },
        sinceMs: expect.any(Number),
      });
      expect(lost.rows).toMatchObject([{ key: 'sess:first', state: 'live' }]);
      await redis.start();
      const other = await redisClient(redis.url);
      await other.set('sess:second', '{"cookie":{},"n":2}');
      await eventually(async () => {
        const { rows, census } = await pageOf(inspector, id);
        expect(census).toMatchObject({ fault: null, news: 'told' });
        expect(rows.map(({ key }) => key)).toEqual(['sess:second']);
      });
      redis.pause();
      await eventually(async () => {
        const { fault } = (await pageOf(inspector, id)).census;
        expect(fault).toMatchObject({ why: { reason: expect.stringMatching(/^no-answer/) } });
      });
      redis.resume();
      await eventually(async () => expect((await pageOf(inspector, id)).census.fault).toBeNull());
    },
  );

  where(needs.redis)(
    'sends commands that read alone, and follows by further walks where it may not be told',
    async () => {
      const redis = await redisServer();
      const client = await redisClient(redis.url);
      await client.sendCommand(
        'ACL SETUSER reader on >word ~sess:* +getrange +pttl +strlen +type +scan +dbsize +hlen +hgetall +select'.split(
          ' ',
        ),
      );
      await client.set('sess:first', '{"cookie":{"originalMaxAge":null},"n":1}');
      const app = await storedExpress(new RedisStore({ client: client as never }));
      const { inspector } = await inspectorForTest();
      const url = redis.url.replace('redis://', 'redis://reader:word@');
      const { id } = await watch(inspector, app.origin, { store: url });
      await eventually(async () => {
        const { census } = await pageOf(inspector, id);
        const newsFault = { reason: 'redis-rights', quote: expect.stringContaining('client|tracking') };
        expect(census).toMatchObject({ phase: 'complete', rows: 1, news: 'polled', newsFault });
      });
      await client.set('sess:second', '{"cookie":{},"n":2}');
      await eventually(async () => expect((await pageOf(inspector, id)).census.rows).toBe(2));
      const stats = String(await client.sendCommand(['INFO', 'commandstats']));
      const used = [...stats.matchAll(/cmdstat_([^:]+):calls=\d+/g)].map(([, name]) => name);
      const ofTheTest = ['acl|setuser', 'set', 'info'];
      const reading = [
        'getrange',
        'pttl',
        'strlen',
        'scan',
        'dbsize',
        'hello',
        'client|setname',
        'client|setinfo',
        // Refused, and tried once for each connection.
        'client|tracking',
        'auth',
      ];
      expect(used.filter((name) => !ofTheTest.includes(name ?? '') && !reading.includes(name ?? ''))).toEqual([]);
    },
  );
});
