import type { Express, Request } from 'express';
import { expect, test } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import { defaultServerSideOptions } from '../../server/contract/engine-options.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import type { SessionEngine } from '../../server/engines/engine.ts';
import { createServerSideEngine } from '../../server/engines/server-side-engine.ts';
import { send } from '../support/http.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { cookieName, type ObservedSite, type SessionSiteOptions, sessionSite } from '../support/observed-site.ts';
import { promised } from '../support/promised-store.ts';
import { aSession } from '../support/session-store-contract.ts';
import { storeOnDisk } from '../support/sqlite-store.ts';
import { Visitor } from '../support/visitor.ts';

/** Routes that do what their path says: `/set/name/"Admin"`. */
function addRoutes(app: Express, engine: SessionEngine): void {
  app.get('/set/:key/:json', (req, res) => {
    engine.sessionOf(req).set(req.params.key, JSON.parse(req.params.json));
    res.send('set');
  });
  app.get('/get/:key', (req, res) => void res.json(engine.sessionOf(req).get(req.params.key) ?? 'absent'));
  app.get('/pop/:key', (req, res) => void res.json(engine.sessionOf(req).pop(req.params.key) ?? 'absent'));
  app.get('/list', (req, res) => void res.json(engine.sessionOf(req).list()));
  app.get('/clear', (req, res) => {
    engine.sessionOf(req).clear();
    res.send('cleared');
  });
  app.get('/regenerate', async (req, res) => {
    await engine.sessionOf(req).regenerate();
    res.send('regenerated');
  });
  app.get('/destroy', async (req, res) => {
    await engine.sessionOf(req).destroy();
    res.send('destroyed');
  });
  app.get('/destroy-and-get', async (req, res) => {
    await engine.sessionOf(req).destroy();
    res.json(engine.sessionOf(req).get('name'));
  });
  app.get('/', (_req, res) => void res.send('hello'));
}

interface Visited extends ObservedSite {
  readonly visitor: Visitor;
  /** Visits these paths one after another; the record of the last visit. */
  visit(...paths: string[]): Promise<RequestRecord>;
}

async function visited(options: SessionSiteOptions = {}): Promise<Visited> {
  const site = await sessionSite(addRoutes, options);
  const visitor = new Visitor(site.url);
  let count = 0;
  const visit = async (...paths: string[]) => {
    for (const path of paths) {
      expect((await visitor.get(path)).status).toBe(200);
      await site.recorded(++count);
    }
    return site.records.at(-1) as RequestRecord;
  };
  return { ...site, visitor, visit };
}

async function recordOf(site: ObservedSite, cookie: string): Promise<RequestRecord> {
  await send(site.url, '/', { headers: { Cookie: cookie } });
  return (await site.recorded(1))[0] as RequestRecord;
}

function cookieFor(sid: string, secret: string): string {
  return `${cookieName}=${encodeURIComponent(`s:${sign(sid, secret)}`)}`;
}

test.each([
  ['no cookie at all', 'other=1', { kind: 'none' }, null],
  ['a cookie without the mark of a signed one', `${cookieName}=abc`, { kind: 'malformed', reason: 'no-prefix' }, 'abc'],
  ['a cookie without a signature', `${cookieName}=s%3Aabc`, { kind: 'malformed', reason: 'no-signature' }, 's%3Aabc'],
  ['a cookie with a broken escape', `${cookieName}=%zz`, { kind: 'malformed', reason: 'bad-encoding' }, '%zz'],
  [
    'a cookie with an empty sid',
    cookieFor('', 'secret'),
    { kind: 'malformed', reason: 'empty-sid' },
    cookieFor('', 'secret').slice(cookieName.length + 1),
  ],
  [
    'a forged cookie',
    `${cookieName}=s:stolen.AAAA`,
    { kind: 'bad-signature', sid: 'stolen', secretsTried: 1 },
    's:stolen.AAAA',
  ],
  [
    'a sid that the store does not know',
    cookieFor('stranger', 'secret'),
    { kind: 'unknown-sid', sid: 'stranger', secretNumber: 1 },
    cookieFor('stranger', 'secret').slice(cookieName.length + 1),
  ],
])('verdict on %s', async (_, cookie, verdict, cookieValue) => {
  const record = await recordOf(await sessionSite(addRoutes), cookie);
  expect(record).toMatchObject({ verdict, cookieValue, cookieName, sidBefore: null, sessionBefore: null });
});

test('the store is queried only for a genuine cookie', async () => {
  const site = await sessionSite(addRoutes);
  for (const cookie of ['other=1', `${cookieName}=abc`, `${cookieName}=s:stolen.AAAA`]) {
    await send(site.url, '/', { headers: { Cookie: cookie } });
  }
  expect((await site.recorded(3)).map((record) => record.storeOperations)).toEqual([[], [], []]);
});

test('verdict on a known session: accepted, with the number of the secret that matched', async () => {
  const { store } = storeOnDisk();
  await promised(store).set('abc', aSession({ name: 'Admin' }));
  const site = await sessionSite(addRoutes, { store, secrets: ['new', 'old'] });
  await send(site.url, '/', { headers: { Cookie: cookieFor('abc', 'new') } });
  await send(site.url, '/', { headers: { Cookie: cookieFor('abc', 'old') } });
  await send(site.url, '/', { headers: { Cookie: cookieFor('abc', 'older') } });
  expect((await site.recorded(3)).map((record) => record.verdict)).toEqual([
    { kind: 'accepted', sid: 'abc', secretNumber: 1 },
    { kind: 'accepted', sid: 'abc', secretNumber: 2 },
    { kind: 'bad-signature', sid: 'abc', secretsTried: 2 },
  ]);
});

test('verdict on an expired session: since when; once its row is gone, the sid is unknown', async () => {
  const clock = new ManualClock();
  const { store } = storeOnDisk({ clock, idleLimitMs: () => 60_000 });
  await promised(store).set('abc', aSession({ name: 'Admin' }));
  const expiredAtMs = clock.now() + 60_000;
  clock.advance(90_000);
  const site = await sessionSite(addRoutes, { store, clock });
  for (let n = 0; n < 2; n++) await send(site.url, '/', { headers: { Cookie: cookieFor('abc', 'secret') } });
  expect((await site.recorded(2)).map(({ verdict, sidBefore }) => ({ verdict, sidBefore }))).toEqual([
    { verdict: { kind: 'expired', sid: 'abc', secretNumber: 1, expiredAtMs }, sidBefore: null },
    { verdict: { kind: 'unknown-sid', sid: 'abc', secretNumber: 1 }, sidBefore: null },
  ]);
});

test('the verdict of a failing store is unchecked, and the request fails with its error', async () => {
  const { store, database } = storeOnDisk();
  const site = await sessionSite(addRoutes, { store });
  database.close();
  const reply = await send(site.url, '/', { headers: { Cookie: cookieFor('abc', 'secret') } });
  expect(reply.status).toBe(500);
  const [record] = await site.recorded(1);
  expect(record).toMatchObject({
    status: 500,
    verdict: { kind: 'unchecked', sid: 'abc', secretNumber: 1 },
    storeOperations: [{ op: 'get', sid: 'abc', outcome: 'failed', error: expect.stringContaining('not open') }],
    errors: [{ where: 'store', message: expect.stringContaining('get failed') }],
    sidBefore: null,
    sidAfter: null,
  });
});

test('the first cookie of the name counts, as it does for express-session', async () => {
  const { store } = storeOnDisk();
  await promised(store).set('abc', aSession());
  const site = await sessionSite(addRoutes, { store });
  await send(site.url, '/', { headers: { Cookie: `${cookieName}=first; ${cookieFor('abc', 'secret')}` } });
  await send(site.url, '/', { headers: { Cookie: `${cookieFor('abc', 'secret')}; ${cookieName}=second` } });
  expect((await site.recorded(2)).map((record) => record.verdict.kind)).toEqual(['malformed', 'accepted']);
});

test('a new session that stays empty leaves no trace: no store call, no cookie, no sid', async () => {
  const { visit } = await visited();
  for (const path of ['/', '/get/name', '/pop/name', '/list', '/clear']) {
    expect(await visit(path)).toMatchObject({
      storeOperations: [],
      setCookie: null,
      sidBefore: null,
      sidAfter: null,
      sessionBefore: null,
      sessionAfter: null,
    });
  }
});

test('the first value creates a session: it is saved, and its cookie is sent', async () => {
  const { visit, visitor } = await visited();
  const record = await visit('/set/name/"Admin"');
  const sid = record.sidAfter ?? '';
  expect(record).toMatchObject({
    sidBefore: null,
    sessionBefore: null,
    sessionAfter: { name: 'Admin' },
    operations: [{ op: 'set', key: 'name', after: 'Admin' }],
    storeOperations: [{ op: 'set', sid, outcome: 'ok' }],
    verdict: { kind: 'none' },
    errors: [],
  });
  expect(sid).toMatch(/^[\w-]{32}$/);
  expect(record.setCookie).toBe(`${visitor.cookieHeader}; Path=/; HttpOnly; SameSite=Lax`);
  expect(decodeURIComponent(visitor.cookieHeader)).toBe(`${cookieName}=s:${sign(sid, 'secret')}`);
});

test('a session that is only read is touched, not saved, and its cookie is not sent again', async () => {
  const { visit } = await visited();
  const first = await visit('/set/name/"Admin"');
  expect(await visit('/get/name')).toMatchObject({
    verdict: { kind: 'accepted', sid: first.sidAfter, secretNumber: 1 },
    sidBefore: first.sidAfter,
    sidAfter: first.sidAfter,
    sessionBefore: { name: 'Admin' },
    sessionAfter: { name: 'Admin' },
    operations: [{ op: 'get', key: 'name', before: 'Admin', after: 'Admin' }],
    storeOperations: [
      { op: 'get', sid: first.sidAfter, outcome: 'ok' },
      { op: 'touch', sid: first.sidAfter, outcome: 'ok' },
    ],
    setCookie: null,
  });
});

test('a record has the state of its moment: before and after differ by the changes of the handler', async () => {
  const { visit } = await visited();
  const record = await visit('/set/list/[1]', '/set/list/[1,2]');
  expect(record).toMatchObject({
    sessionBefore: { list: [1] },
    sessionAfter: { list: [1, 2] },
    operations: [{ op: 'set', key: 'list', before: [1], after: [1, 2] }],
  });
});

test('an absent key and one that holds null are different things', async () => {
  const { visit } = await visited();
  await visit('/set/other/1');
  const operationsOf = async (path: string) =>
    (await visit(path)).operations.map(({ atMs: _, ...operation }) => operation);
  expect(await operationsOf('/get/name')).toEqual([{ op: 'get', key: 'name' }]);
  expect(await operationsOf('/pop/name')).toEqual([{ op: 'pop', key: 'name' }]);
  expect(await operationsOf('/set/name/null')).toEqual([{ op: 'set', key: 'name', after: null }]);
  expect(await operationsOf('/get/name')).toEqual([{ op: 'get', key: 'name', before: null, after: null }]);
  expect(await operationsOf('/pop/name')).toEqual([{ op: 'pop', key: 'name', before: null }]);
});

test("express-session's own member cookie is not session data", async () => {
  const { visit, visitor } = await visited();
  await visit('/set/name/1');
  expect((await visitor.get('/get/cookie')).body).toBe('"absent"');
  expect((await visitor.get('/pop/cookie')).body).toBe('"absent"');
  expect((await visitor.get('/list')).body).toBe('{"name":1}');
});

test('clear removes every key and keeps the session', async () => {
  const { visit } = await visited();
  const first = await visit('/set/a/1');
  const record = await visit('/set/b/2', '/clear');
  expect(record).toMatchObject({
    sidBefore: first.sidAfter,
    sidAfter: first.sidAfter,
    sessionAfter: {},
    operations: [{ op: 'clear', before: { a: 1, b: 2 } }],
    storeOperations: [{ op: 'get' }, { op: 'set', outcome: 'ok' }],
  });
});

test('regenerate carries the data over to a new sid, and the old one is dead', async () => {
  const { visit, visitor, url } = await visited();
  const first = await visit('/set/name/"Admin"');
  const oldCookie = visitor.cookieHeader;
  const record = await visit('/regenerate');
  expect(record).toMatchObject({
    sidBefore: first.sidAfter,
    sessionBefore: { name: 'Admin' },
    sessionAfter: { name: 'Admin' },
    operations: [{ op: 'regenerate' }],
    storeOperations: [
      { op: 'get', sid: first.sidAfter, outcome: 'ok' },
      { op: 'destroy', sid: first.sidAfter, outcome: 'ok' },
      { op: 'set', sid: record.sidAfter, outcome: 'ok' },
    ],
  });
  expect(record.sidAfter).not.toBe(record.sidBefore);
  expect(record.setCookie).toContain(encodeURIComponent(record.sidAfter ?? 'none'));
  expect((await send(url, '/list', { headers: { Cookie: oldCookie } })).body).toBe('{}');
  expect((await visitor.get('/list')).body).toBe('{"name":"Admin"}');
});

test('destroy ends the session, and the remaining cookie is not accepted', async () => {
  const { visit } = await visited();
  const first = await visit('/set/name/"Admin"');
  expect(await visit('/destroy')).toMatchObject({
    sidBefore: first.sidAfter,
    sidAfter: null,
    sessionBefore: { name: 'Admin' },
    sessionAfter: null,
    operations: [{ op: 'destroy', before: { name: 'Admin' } }],
    storeOperations: [{ op: 'get' }, { op: 'destroy', outcome: 'ok' }],
    setCookie: null,
  });
  expect(await visit('/get/name')).toMatchObject({ verdict: { kind: 'unknown-sid', sid: first.sidAfter } });
});

test('a session that was destroyed cannot be used by the same request any more', async () => {
  const site = await visited();
  await site.visit('/set/name/1');
  expect((await site.visitor.get('/destroy-and-get')).status).toBe(500);
});

test('while the store is away, requests are served without a session; then sessions are back', async () => {
  const { store } = storeOnDisk();
  const site = await sessionSite(
    (app, engine) => {
      app.get('/', (req, res) => void res.json(req.session !== undefined));
      app.get('/list', (req, res) => void res.json(engine.sessionOf(req).list()));
    },
    { store },
  );
  const ask = async (path: string) => (await send(site.url, path)).body;
  store.emit('disconnect');
  expect(await ask('/')).toBe('false');
  expect(await ask('/list')).toContain('This request has no session: its store is away');
  store.emit('connect');
  expect([await ask('/'), await ask('/list')]).toEqual(['true', '{}']);
});

test('a route without the engine gets an error that says so', () => {
  const engine = createServerSideEngine({
    store: storeOnDisk().store,
    secrets: () => ['s'],
    cookieName: () => cookieName,
    clock: systemClock,
    options: () => defaultServerSideOptions,
  });
  expect(() => engine.sessionOf({} as Request)).toThrow('the engine is not attached to its route');
});
