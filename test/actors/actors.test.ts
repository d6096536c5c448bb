import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import type { ActorAction, ActorState } from '../../server/contract/actor.ts';
import type { Json } from '../../server/contract/json.ts';
import { type ApiClient, apiClient } from '../support/api-client.ts';
import { eventually } from '../support/eventually.ts';
import { send } from '../support/http.ts';
import { inspectorForTest, type RunningInspector } from '../support/running-inspector.ts';

let running: RunningInspector;
let api: ApiClient;
beforeEach(async () => {
  running = await inspectorForTest();
  api = await apiClient(running.inspector);
});

type Name = 'alice' | 'bob' | 'mallory';
const act = (actorId: Name, action: ActorAction, by = api) => by.tell<ActorState>('actors.act', { actorId, action });
const set = (actorId: Name, key: string, value: Json, by = api) => act(actorId, { type: 'set', key, value }, by);
const get = async (actorId: Name, key: string, by = api) =>
  (await act(actorId, { type: 'get', key }, by)).lastAnswer?.text;
const forget = (actorId: Name) => api.tell<ActorState>('actors.forgetCookies', { actorId });

/** The newest record, once there are `count`. */
async function lastOf(count: number) {
  return eventually(async () => {
    const requests = await running.requests();
    expect(requests).toHaveLength(count);
    return requests.at(-1);
  });
}

describe('each button is one real request', () => {
  test.each<[ActorAction, string, string]>([
    [{ type: 'set', key: 'Username', value: 'Admin' }, 'GET', '/setsession'],
    [{ type: 'set', key: 'Username', value: 'Root' }, 'POST', '/session/keys/Username'],
    [{ type: 'set', key: 'a/b c?#%', value: [1] }, 'POST', '/session/keys/a%2Fb%20c%3F%23%25'],
    [{ type: 'set', key: '..', value: 1 }, 'POST', '/session/keys/..'],
    [{ type: 'get', key: 'Username' }, 'GET', '/getsession'],
    [{ type: 'get', key: 'color' }, 'GET', '/session/keys/color'],
    [{ type: 'get', key: '..' }, 'GET', '/session/keys/..'],
    [{ type: 'pop', key: 'Username' }, 'GET', '/popsession'],
    [{ type: 'pop', key: 'color' }, 'DELETE', '/session/keys/color'],
    [{ type: 'list' }, 'GET', '/session'],
    [{ type: 'clear' }, 'DELETE', '/session'],
    [{ type: 'regenerate' }, 'POST', '/session/regenerate'],
    [{ type: 'destroy' }, 'POST', '/session/destroy'],
  ])('%j', async (action, method, url) => {
    await act('alice', action);
    expect(await lastOf(1)).toMatchObject({ method, url, actor: { id: 'alice', name: 'Alice', kind: 'simulated' } });
  });

  test('sends nothing that identifies the actor', async () => {
    await set('alice', 'color', 'red');
    await get('alice', 'color');
    const record = await lastOf(2);
    expect(record?.requestHeaders.map(([name]) => name.toLowerCase()).sort()).toEqual(
      ['accept', 'connection', 'cookie', 'host', 'user-agent'].sort(),
    );
    expect(record?.url).toBe('/session/keys/color');
  });

  test('shows the answer of the site', async () => {
    const texts: unknown[] = [];
    const note = async (action: ActorAction) => {
      const { lastAnswer } = await act('alice', action);
      texts.push([lastAnswer?.status, lastAnswer?.text, lastAnswer?.ok]);
    };
    await note({ type: 'get', key: 'Username' });
    await note({ type: 'set', key: 'Username', value: 'Admin' });
    await note({ type: 'get', key: 'Username' });
    await note({ type: 'set', key: 'Username', value: '<i>&amp;' });
    await note({ type: 'get', key: 'Username' });
    await note({ type: 'pop', key: 'Username' });
    await note({ type: 'set', key: 'n', value: null });
    await note({ type: 'get', key: 'n' });
    await note({ type: 'list' });
    await note({ type: 'pop', key: 'n' });
    await note({ type: 'pop', key: 'n' });
    await note({ type: 'set', key: 'cookie', value: 1 });
    await note({ type: 'regenerate' });
    await note({ type: 'clear' });
    await note({ type: 'destroy' });
    expect(texts).toEqual([
      [200, 'Welcome Anonymous', true],
      [200, 'The session has been Set', true],
      [200, 'Welcome Admin', true],
      [200, 'Username has been set', true],
      [200, 'Welcome <i>&amp;', true],
      [200, 'Session Deleted', true],
      [200, 'n has been set', true],
      [200, 'null', true],
      [200, '{"n":null}', true],
      [200, 'null', true],
      [404, 'n is not in the session', false],
      [400, expect.stringContaining('“cookie” is a member'), false],
      [200, 'The session has a new id', true],
      [204, '', true],
      [200, 'The session has been destroyed', true],
    ]);
  });

  test('handles a session that is larger than the part of an answer that is read', async () => {
    for (let key = 0; key < 20; key++) await set('alice', `key${key}`, 'x'.repeat(60_000));
    const { lastAnswer } = await act('alice', { type: 'list' });
    expect(lastAnswer).toMatchObject({ status: 200, ok: true, text: expect.stringMatching(/^\{"key0":"xxx.{150,}…$/) });
  });
});

test('popping the key “..” pops that key, and not the session', async () => {
  await set('alice', 'color', 'red');
  await set('alice', '..', 'up');
  await act('alice', { type: 'pop', key: '..' });
  await act('alice', { type: 'pop', key: '.' });
  expect((await act('alice', { type: 'list' })).lastAnswer?.text).toBe('{"color":"red"}');
});

describe('each actor has a separate jar', () => {
  test('two actors never share a session', async () => {
    const alice = await set('alice', 'Username', 'Admin');
    const bob = await set('bob', 'Username', 'Bob');
    expect(alice.sid).not.toBe(bob.sid);
    expect(await get('alice', 'Username')).toBe('Welcome Admin');
    expect(await get('bob', 'Username')).toBe('Welcome Bob');
    expect(await get('mallory', 'Username')).toBe('Welcome Anonymous');
  });

  test('the jar shows the cookies that it would send', async () => {
    const before = await act('alice', { type: 'list' });
    expect(before).toMatchObject({ sid: null, cookieValue: null, cookieCount: 0 });
    const after = await set('alice', 'color', 'red');
    const record = await lastOf(2);
    expect(after).toMatchObject({ sid: record?.sidAfter, cookieCount: 1 });
    expect(record?.setCookie).toContain(`${running.cookieNames['server-side']}=${after.cookieValue}`);
    expect(after.cookieValue).toContain('%3A');
  });

  test('the jar marks a cookie that the engine in charge will ignore', async () => {
    expect(await set('alice', 'color', 'red')).toMatchObject({ hasOtherCookie: false });
    await api.tell('settings.change', { engine: 'client-side' });
    expect(await act('alice', { type: 'list' })).toMatchObject({
      cookieValue: null,
      hasOtherCookie: true,
      cookieCount: 1,
    });
    expect(await set('alice', 'color', 'red')).toMatchObject({ hasOtherCookie: true, cookieCount: 2 });
    expect((await lastOf(3))?.verdict.kind).toBe('wrong-engine');
  });

  test('which follows when the session gets a new id', async () => {
    const before = await set('alice', 'Username', 'Admin');
    const after = await act('alice', { type: 'regenerate' });
    expect(after.sid).not.toBe(before.sid);
    expect(await get('alice', 'Username')).toBe('Welcome Admin');
  });

  test('the jar keeps the cookie after the session was destroyed, although it is no longer accepted', async () => {
    const before = await set('alice', 'Username', 'Admin');
    const after = await act('alice', { type: 'destroy' });
    expect(after.cookieValue).toBe(before.cookieValue);
    expect(await get('alice', 'Username')).toBe('Welcome Anonymous');
    expect((await lastOf(3))?.verdict).toMatchObject({ kind: 'unknown-sid', sid: before.sid });
  });

  test('which is empty once cookies are forgotten, while the server keeps the session as an orphan', async () => {
    const { sid } = await set('alice', 'Username', 'Admin');
    await set('bob', 'Username', 'Bob');
    expect(await forget('alice')).toMatchObject({ sid: null, cookieValue: null, cookieCount: 0, lastAnswer: null });
    expect(await get('alice', 'Username')).toBe('Welcome Anonymous');
    expect(await get('bob', 'Username')).toBe('Welcome Bob');
    expect(await api.tell('sessions.set', { sid, key: 'a', value: 1 })).toEqual({ ok: true });
  });

  test('which is still there after a restart, forgotten cookies still forgotten', async () => {
    const alice = await set('alice', 'Username', 'Admin');
    await set('bob', 'Username', 'Bob');
    await forget('bob');
    await running.inspector.close();
    const again = await inspectorForTest({ dataDir: running.dataDir });
    const by = await apiClient(again.inspector);
    expect(await get('alice', 'Username', by)).toBe('Welcome Admin');
    expect((await act('alice', { type: 'list' }, by)).sid).toBe(alice.sid);
    expect(await get('bob', 'Username', by)).toBe('Welcome Anonymous');
  });

  test('which was kept by an earlier version with tough-cookie', async () => {
    const alice = await set('alice', 'Username', 'Admin');
    await running.inspector.close();
    const creation = new Date().toISOString();
    const own = {
      key: running.cookieNames['server-side'],
      value: alice.cookieValue,
      domain: 'localhost',
      path: '/',
      hostOnly: true,
    };
    const cookies = [
      { ...own, httpOnly: true, creation, lastAccessed: creation },
      { ...own, key: 'over', value: '1', creation, maxAge: 0 },
      { ...own, key: 'later', value: '1', creation, expires: '2999-01-01T00:00:00.000Z', sameSite: 'lax' },
    ];
    const jar = JSON.stringify({ version: 'tough-cookie@6.1.0', storeType: 'MemoryCookieStore', cookies });
    const database = new Sqlite(join(running.dataDir, 'inspector.db'));
    database.prepare('UPDATE actor_jars SET jar_json = ?').run(jar);
    database.close();
    const again = await inspectorForTest({ dataDir: running.dataDir });
    const by = await apiClient(again.inspector);
    expect(await get('alice', 'Username', by)).toBe('Welcome Admin');
    expect((await act('alice', { type: 'list' }, by)).cookieCount).toBe(2);
  });

  test.each(['{"broken', '42', '{"version":"tough-cookie@0","cookies":"none"}', '[]'])(
    'the jar starts empty if the saved one is %s',
    async (jar) => {
      await set('alice', 'Username', 'Admin');
      await running.inspector.close();
      const database = new Sqlite(join(running.dataDir, 'inspector.db'));
      database.prepare('UPDATE actor_jars SET jar_json = ?').run(jar);
      database.close();
      const again = await inspectorForTest({ dataDir: running.dataDir });
      expect(await get('alice', 'Username', await apiClient(again.inspector))).toBe('Welcome Anonymous');
    },
  );
});

describe('a cookie that a browser refuses', () => {
  test('drops a cookie with SameSite=None but without Secure, and the record says so', async () => {
    await api.tell('settings.change', { serverSide: { cookie: { sameSite: 'none' } } });
    expect(await set('bob', 'Username', 'Bob')).toMatchObject({ cookieValue: null, cookieCount: 0 });
    expect(await lastOf(1)).toMatchObject({
      setCookieFates: [
        {
          name: running.cookieNames['server-side'],
          fate: 'refused',
          why: 'none-not-secure',
          rule: 'RFC 6265bis §5.7 step 19',
          decidedBy: (await lastOf(1))?.id,
          refusals: [{ code: 'none-not-secure' }],
        },
      ],
      findings: [
        { kind: 'cookie-not-kept', name: running.cookieNames['server-side'], refusals: [{ code: 'none-not-secure' }] },
      ],
    });
    expect(await get('bob', 'Username')).toBe('Welcome Anonymous');
  });

  test('leaves the cookie from before: more than 4,096 bytes', async () => {
    await api.tell('settings.change', { engine: 'client-side' });
    await set('alice', 'big', 'small');
    const before = (await lastOf(1))?.setCookie;
    const text = Array.from({ length: 4000 }, (_, place) => ((place * 7919) % 65521).toString(36))
      .join('')
      .slice(0, 8000);
    await set('alice', 'big', text);
    const record = await lastOf(2);
    expect(record?.setCookieFates).toMatchObject([
      { name: running.cookieNames['client-side'], fate: 'refused', why: 'too-large' },
    ]);
    expect(record?.findings).toMatchObject([{ kind: 'cookie-not-kept' }]);
    await act('alice', { type: 'get', key: 'big' });
    const sent = (await lastOf(3))?.cookieValue ?? '';
    expect(before?.startsWith(`${running.cookieNames['client-side']}=${sent};`)).toBe(true);
    expect(await get('alice', 'big')).toBe('"small"');
  });
});

describe('a cookie put into a jar by hand', () => {
  const plant = (value: string) => api.mutate('actors.plantCookie', { actorId: 'mallory', value });

  test('a planted cookie is sent unchanged instead of the own one', async () => {
    await set('mallory', 'Username', 'Mallory');
    for (const value of ['forged', 's%3Asomebody.mac', '"quoted"', 'caf\u00e9', 'a,b=c\\', '']) {
      expect((await plant(value)).status).toBe(200);
      const { lastAnswer } = await act('mallory', { type: 'get', key: 'Username' });
      expect([value, lastAnswer?.text]).toEqual([value, 'Welcome Anonymous']);
    }
    await eventually(async () => {
      const sent = (await running.requests())
        .slice(1)
        .map(({ requestHeaders }) => requestHeaders.filter(([name]) => name === 'cookie'));
      expect(sent).toEqual(
        ['forged', 's%3Asomebody.mac', '"quoted"', 'caf\u00e9', 'a,b=c\\', ''].map((value) => [
          ['cookie', `${running.cookieNames['server-side']}=${value}`],
        ]),
      );
    });
  });

  test('a cookie that is not valid in a header is refused', async () => {
    for (const value of [
      'a;b',
      'a\r\nSet-Cookie: b=c',
      'a\0b',
      '\u4e16',
      '\ud800',
      '\u2028',
      '\u007f',
      'x'.repeat(4097),
    ]) {
      expect([value, (await plant(value)).status]).toEqual([value, 400]);
    }
    expect((await act('mallory', { type: 'list' })).cookieCount).toBe(0);
  });

  test('that was Alice’s makes Mallory Alice', async () => {
    const { sid } = await set('alice', 'Username', 'Admin');
    const state = await api.tell<ActorState>('actors.copyCookie', { fromId: 'alice', toId: 'mallory' });
    expect(state).toMatchObject({ id: 'mallory', sid });
    expect(await get('mallory', 'Username')).toBe('Welcome Admin');
    const record = await lastOf(2);
    expect(record).toMatchObject({ actor: { id: 'mallory' }, sidBefore: sid, verdict: { kind: 'accepted' } });
  });

  test('a planted cookie is marked with its former holder until the site sends another', async () => {
    await set('alice', 'Username', 'Admin');
    expect((await act('mallory', { type: 'list' })).putIn).toBeNull();
    const copied = await api.tell<ActorState>('actors.copyCookie', { fromId: 'alice', toId: 'mallory' });
    expect(copied).toMatchObject({ putIn: { copiedFrom: 'Alice' }, lastAnswer: null });
    expect((await act('mallory', { type: 'get', key: 'Username' })).putIn).toEqual({ copiedFrom: 'Alice' });
    expect((await act('mallory', { type: 'regenerate' })).putIn).toBeNull();
    const typed = await api.tell<ActorState>('actors.plantCookie', { actorId: 'mallory', value: 'typed' });
    expect(typed.putIn).toEqual({ copiedFrom: null });
    const forgotten = await api.tell<ActorState>('actors.forgetCookies', { actorId: 'mallory' });
    expect(forgotten.putIn).toBeNull();
  });

  test('cannot be copied from a jar that has no cookie', async () => {
    expect((await api.mutate('actors.copyCookie', { fromId: 'bob', toId: 'mallory' })).status).toBe(404);
  });
});

test("sends several requests of several buttons at the same time, each under its actor's name", async () => {
  const names: Name[] = ['alice', 'bob', 'mallory'];
  await Promise.all(names.map((name) => set(name, 'Username', name)));
  await Promise.all(Array.from({ length: 60 }, (_, index) => get(names[index % 3] as Name, 'Username')));
  await lastOf(63);
  const requests = await running.requests();
  const sidOf = new Map(
    requests.filter(({ setCookie }) => setCookie).map(({ actor, sidAfter }) => [actor.id, sidAfter]),
  );
  expect([...sidOf.keys()].sort()).toEqual(names);
  for (const { actor, sidAfter } of requests) expect(sidAfter).toBe(sidOf.get(actor.id));
});

describe('a program from outside', () => {
  test('that copies Alice’s User-Agent and cookie is not taken for Alice', async () => {
    await set('alice', 'Username', 'Admin');
    const [first] = await running.requests();
    const userAgent = first?.requestHeaders.find(([name]) => name.toLowerCase() === 'user-agent')?.[1] ?? '';
    expect(userAgent).toContain('Alice');
    const stolen = (await act('alice', { type: 'list' })).cookieValue;
    const headers = { 'User-Agent': userAgent, Cookie: `${running.cookieNames['server-side']}=${stolen}` };
    const reply = await send(running.siteUrl, '/getsession', { headers });
    expect(reply.body).toBe('Welcome Admin');
    const record = await lastOf(3);
    expect(record?.actor.kind).toBe('outside');
    expect(record?.actor.id).not.toBe('alice');
    expect(record?.verdict.kind).toBe('accepted');
  });

  const browser = (product: string) =>
    `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${product}`;
  test.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0', 'Firefox'],
    [browser('Chrome/141.0.0.0 Safari/537.36'), 'Chrome'],
    [browser('HeadlessChrome/141.0.0.0 Safari/537.36'), 'Chrome'],
    [browser('Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0'), 'Edge'],
    [browser('Chrome/141.0.0.0 Safari/537.36 OPR/120.0'), 'Opera'],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
      'Safari',
    ],
    ['curl/8.14.1', 'curl'],
    ['Wget/1.25', 'Wget'],
    ['python-requests/2.32.5', 'python-requests'],
    ['PostmanRuntime/7.49', 'PostmanRuntime'],
    ['', 'Unknown'],
    [undefined, 'Unknown'],
    ['<script>alert(1)</script>', 'Unknown'],
    ['__proto__/1.0', 'Unknown'],
    ['\u202eevil', 'Unknown'],
    [`${'x'.repeat(5_000)}/1.0`, 'x'.repeat(40)],
  ])('that says it is %j is called %.40s', async (userAgent, name) => {
    const headers = userAgent === undefined ? {} : { 'User-Agent': Buffer.from(userAgent).toString('latin1') };
    await send(running.siteUrl, '/', { headers });
    expect((await lastOf(1))?.actor).toEqual({ id: `outside:${name}`, name, kind: 'outside' });
  });
});
