/** The Sessions view of an app with session-inspector/express: the store in its process, listed by the app itself. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RedisStore } from 'connect-redis';
import express, { type Express } from 'express';
import session, { type Store } from 'express-session';
import memorystore from 'memorystore';
import { expect, onTestFinished, test } from 'vitest';
import type { StorePage, StoreRow } from '../../server/contract/store-list.ts';
import type { WatchedApp } from '../../server/contract/watch.ts';
import { inspect } from '../../server/express/inspect.ts';
import { eventually } from '../support/eventually.ts';
import { promised } from '../support/promised-store.ts';
import { redisClient, redisServer } from '../support/redis-server.ts';
import { inspectorForTest } from '../support/running-inspector.ts';
import { aSession } from '../support/session-store-contract.ts';
import { Visitor } from '../support/visitor.ts';
import { ask, tell, watch } from '../support/watched.ts';
import { needs, where } from '../support/where.ts';

type Page = Extract<StorePage, { readonly state: 'page' }>;
const hour = 3_600_000;

/** A watched app that keeps its sessions in `store`, and what the window asks about it. */
async function watched(makeStore: () => Store | Promise<Store>) {
  const { inspector, dataDir } = await inspectorForTest();
  const inspected = inspect(session, { dataDir });
  const store = await makeStore();
  const app = express().disable('etag');
  app.use(
    inspected({ secret: 'keyboard cat', resave: false, saveUninitialized: false, store, cookie: { maxAge: hour } }),
  );
  counter(app);
  const server = createServer(app).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { id, open } = await watch(inspector, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await eventually(async () => {
    const [one] = await ask<WatchedApp[]>(inspector, 'watch.list');
    expect(one?.telling).not.toBeNull();
  });
  const page = (query: object = {}) => tell<StorePage>(inspector, 'store.page', query, id);
  return {
    store,
    newVisitor: () => new Visitor(open ?? ''),
    page,
    row: (key: string) => tell<StoreRow | null>(inspector, 'store.find', { key }, id),
    /** The page, once it fulfils the check. */
    pageWith: (check: (page: Page) => void, query: object = {}) =>
      eventually(async () => {
        const answer = await page(query);
        if (answer.state !== 'page') throw new Error(`the answer is ${JSON.stringify(answer)}`);
        check(answer);
        return answer;
      }),
  };
}

async function redisStore(): Promise<Store> {
  const { url } = await redisServer();
  return new RedisStore({ client: await redisClient(url) });
}

function counter(app: Express): void {
  app.get('/count', (request, response) => {
    const data = request.session as unknown as { count?: number };
    data.count = (data.count ?? 0) + 1;
    response.json({ sid: request.sessionID, count: data.count });
  });
  app.get('/logout', (request, response) => request.session.destroy(() => response.send('out')));
}

const sidOf = ({ body }: { readonly body: string }) => (JSON.parse(body) as { readonly sid: string }).sid;

const stores: readonly (readonly [string, () => Store])[] = [
  ['MemoryStore of express-session', () => new session.MemoryStore()],
  ['memorystore', () => new (memorystore(session))({ checkPeriod: 0 as unknown as number })],
];

test.each(stores)('%s: its rows are listed with their content, and change as the app changes them', async (_, make) => {
  const { store, newVisitor, page, pageWith, row } = await watched(make);
  const visitor = newVisitor();
  await promised(store).set('before-the-first-request', aSession({ user: 'Bob' }, { maxAge: hour }));
  const sid = sidOf(await visitor.get('/count'));
  const { census, rows, mapping } = await pageWith(({ rows }) => expect(rows).toHaveLength(2));
  expect([mapping, census.news, census.rows, census.fault]).toEqual(['MemoryStore', 'app', 2, null]);
  expect(rows.find(({ key }) => key === sid)).toMatchObject({
    sid,
    state: 'live',
    value: { state: 'read', keys: ['count'] },
    last: { entryId: 1 },
  });
  expect(rows.find(({ key }) => key !== sid)).toMatchObject({ sid: 'before-the-first-request', last: null });
  expect(await row(sid)).toMatchObject({
    sid,
    mapping: 'MemoryStore',
    clock: 'value',
    now: {
      state: 'present',
      value: { data: { count: 1 } },
      expiresAtMs: expect.any(Number),
      cookieExpiresAtMs: null,
    },
    browserCookie: { entryId: 1 },
  });
  // A change outside of any request, and one by a request.
  await promised(store).destroy('before-the-first-request');
  await pageWith(({ rows }) => expect(rows.map(({ key }) => key)).toEqual([sid]));
  await visitor.get('/count');
  expect((await row(sid))?.now).toMatchObject({ value: { data: { count: 2 } } });
  await visitor.get('/logout');
  await pageWith(({ rows }) => expect(rows).toMatchObject([{ key: sid, state: 'gone' }]));
  expect(await row(sid)).toMatchObject({ now: { state: 'absent' }, lastKnown: { data: { count: 2 } } });
  expect(await page({ text: 'nothing like it' })).toMatchObject({ matching: 0 });
});

test('a whole cookie leads to its row', async () => {
  const { newVisitor, pageWith } = await watched(() => new session.MemoryStore());
  const answer = await newVisitor().get('/count');
  const [cookie = ''] = answer.setCookies;
  await newVisitor().get('/count');
  await pageWith(({ rows, matching }) => expect([matching, rows[0]?.key]).toEqual([1, sidOf(answer)]), {
    text: cookie.split(';')[0],
  });
});

test('a session that has expired is listed until the app removes it, which a list does not do', async () => {
  const { store, pageWith, row } = await watched(() => new session.MemoryStore());
  await promised(store).set('over', aSession({ user: 'Bob' }, { expires: new Date(Date.now() - hour) }));
  await pageWith(({ rows }) => expect(rows).toMatchObject([{ key: 'over', state: 'expired' }]));
  expect((await row('over'))?.now).toMatchObject({ value: { data: { user: 'Bob' } } });
  expect(Object.keys((store as unknown as { sessions: object }).sessions)).toEqual(['over']);
  await promised(store).get('over');
  expect((await row('over'))?.now).toEqual({ state: 'absent' });
});

test('of more than 10,000 sessions the rest is said to be left out', async () => {
  const { store, pageWith } = await watched(() => new session.MemoryStore());
  const one = aSession({ n: 1 }, { maxAge: hour });
  for (let n = 0; n < 10_050; n++) store.set(`session-${n}`, one as never);
  const { census } = await pageWith(({ census }) => expect(census).toMatchObject({ phase: 'complete', rows: 10_000 }));
  expect(census).toMatchObject({ isFull: true, mostRows: 10_000, about: 10_050 });
});

test('clear() of the store empties the list', async () => {
  const { store, pageWith } = await watched(() => new session.MemoryStore());
  for (const sid of ['a', 'b']) await promised(store).set(sid, aSession({}, { maxAge: hour }));
  await pageWith(({ rows }) => expect(rows).toHaveLength(2));
  await promised(store).clear();
  await pageWith(({ census, rows }) => expect([census.rows, rows]).toEqual([0, []]));
});

test('a session of more than 256 KiB is listed by its size', async () => {
  const { store, pageWith, row } = await watched(() => new session.MemoryStore());
  await promised(store).set('large', aSession({ text: 'x'.repeat(300_000) }, { maxAge: hour }));
  const { rows } = await pageWith(({ rows }) => expect(rows).toHaveLength(1));
  expect(rows[0]).toMatchObject({ value: { state: 'not-read' }, bytes: expect.any(Number), expiresAtMs: null });
  expect((await row('large'))?.now).toMatchObject({
    state: 'out-of-reach',
    why: { reason: 'row-too-large', about: expect.stringMatching(/^\d{6}$/) },
  });
});

where(needs.redis)('connect-redis: listed up to 1000 sessions, and refused with the reason above', async () => {
  const { store, newVisitor, page, pageWith } = await watched(redisStore);
  const sid = sidOf(await newVisitor().get('/count'));
  const { rows, mapping } = await pageWith(({ rows }) => expect(rows).toHaveLength(1));
  expect([mapping, rows[0]]).toMatchObject(['RedisStore', { key: sid, value: { keys: ['count'] } }]);
  const one = aSession({ n: 1 }, { maxAge: hour });
  await Promise.all(Array.from({ length: 1_000 }, (_, n) => promised(store).set(`session-${n}`, one)));
  // Each write was named, and the list reads the named rows again.
  const answer = await eventually(async () => {
    const found = await page();
    expect(found).toMatchObject({ state: 'no-list' });
    return found;
  });
  expect(answer).toMatchObject({ store: { state: 'fault', detail: expect.stringContaining('1001 sessions') } });
});

test('a store that cannot list its sessions leaves the view to the log', async () => {
  const { page } = await watched(() => {
    const store = new session.MemoryStore();
    // As a store that keeps them elsewhere.
    return Object.assign(new (session.Store as unknown as new () => Store)(), {
      get: store.get.bind(store),
      set: store.set.bind(store),
      destroy: store.destroy.bind(store),
    });
  });
  expect(await page()).toEqual({ state: 'no-list', store: null });
});
