import { expect, test } from 'vitest';
import type { ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { type HarEntry, harOf, requestsIn } from './reading.ts';

/**
 * A request at a second of the recording, with the Cookie header that it sends and the Set-Cookie lines it is given.
 */
interface Step {
  readonly at: number;
  readonly url: string;
  readonly cookie?: string;
  readonly set?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly time?: number;
}

function entryOf({ at, url, cookie, set = [], headers = {}, method = 'GET', time = 5 }: Step): HarEntry {
  const sent = cookie === undefined ? headers : { ...headers, Cookie: cookie };
  return {
    startedDateTime: new Date(Date.UTC(2026, 10, 20, 12, 1, 0) + at * 1000).toISOString(),
    time,
    request: { method, url, headers: Object.entries(sent).map(([name, value]) => ({ name, value })) },
    response: { headers: set.map((value) => ({ name: 'Set-Cookie', value })) },
  };
}

function recorded(...steps: Step[]): Promise<RequestRecord[]> {
  return requestsIn(harOf(...steps.map(entryOf)));
}

/** What is told of the cookies of this name at the last request. */
async function lastOf(name: string, ...steps: Step[]): Promise<ExpectedCookie[]> {
  const last = (await recorded(...steps)).at(-1);
  return (last?.expectedCookies ?? []).filter((cookie) => cookie.name === name);
}

const SITE = 'http://shop.example';
const SECURE = 'https://shop.example';

test('a cookie that comes as expected names the row that set it', async () => {
  const [cookie] = await lastOf(
    'sid',
    { at: 0, url: `${SITE}/`, set: ['sid=a1; Path=/; HttpOnly'] },
    { at: 1, url: `${SITE}/home`, cookie: 'sid=a1' },
  );
  expect(cookie).toEqual({ name: 'sid', came: true, why: null, rule: null, decidedBy: 1 });
});

test('a request before any cookie expects none', async () => {
  const [first] = await recorded({ at: 0, url: `${SITE}/` });
  expect(first?.expectedCookies).toEqual([]);
});

test('127.0.0.1 after localhost: the cookie belongs to another host', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: 'http://localhost:5000/login', set: ['session=abc; Path=/'] },
    { at: 1, url: 'http://127.0.0.1:5000/home' },
  );
  expect(cookie).toMatchObject({ came: false, why: 'other-host', decidedBy: 1 });
  expect(cookie?.rule).toContain('domain');
  expect(cookie?.about).toMatchObject({ domain: 'localhost', host: '127.0.0.1', isSession: true });
});

test('a host-only cookie does not go to a subdomain, and a cookie of another site is marked as such', async () => {
  const steps = [
    { at: 0, url: `${SITE}/`, set: ['sid=1'] },
    { at: 1, url: 'http://other.test/', set: ['theirs=1'] },
    { at: 2, url: 'http://api.shop.example/' },
  ];
  expect(await lastOf('sid', ...steps)).toMatchObject([{ why: 'other-host', decidedBy: 1 }]);
  expect(await lastOf('theirs', ...steps)).toMatchObject([{ why: 'other-host', about: { isOfOtherSite: true } }]);
});

test('Max-Age has run out', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Path=/; Max-Age=20'] },
    { at: 10, url: `${SITE}/`, cookie: 'session=abc' },
    { at: 21, url: `${SITE}/` },
  );
  expect(cookie).toMatchObject({ came: false, why: 'expired', decidedBy: 1 });
  expect(cookie?.about).toMatchObject({ maxAgeSeconds: 20, endedAtMs: Date.UTC(2026, 10, 20, 12, 1, 20, 5) });
});

test('Expires has passed', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Expires=Fri, 20 Nov 2026 12:01:30 GMT'] },
    { at: 31, url: `${SITE}/` },
  );
  expect(cookie).toMatchObject({ came: false, why: 'expired', decidedBy: 1 });
  expect(cookie?.about).not.toHaveProperty('maxAgeSeconds');
});

test('an earlier route has deleted it, and that row is named as long as it is missing', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Path=/'] },
    { at: 1, url: `${SITE}/promo`, cookie: 'session=abc', set: ['session=; Path=/; Max-Age=0'] },
    { at: 2, url: `${SITE}/` },
    { at: 3, url: `${SITE}/again` },
  );
  for (const row of rows.slice(2)) {
    expect(row.expectedCookies).toMatchObject([
      { name: 'session', came: false, why: 'deleted', decidedBy: 2, about: { setBy: 1 } },
    ]);
  }
});

test('a cookie that is older than the recording is deleted with another path than it was thought to have', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SITE}/app/x`, cookie: 'session=abc' },
    {
      at: 1,
      url: `${SITE}/app/out`,
      cookie: 'session=abc',
      set: ['session=; Path=/app; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    },
    { at: 2, url: `${SITE}/app/x` },
  );
  expect(cookie).toMatchObject({ came: false, why: 'deleted', decidedBy: 2 });
});

test.each([
  ['its size of 6,103 bytes', `${SITE}/`, `big=${'x'.repeat(6100)}`, 'big', 'too-large'],
  ['a prefix that asks for Secure', `${SITE}/`, '__Host-sid=1; Path=/', '__Host-sid', 'prefix'],
  ['SameSite=None without Secure', `${SECURE}/`, 'sid=1; SameSite=None', 'sid', 'none-not-secure'],
  ['Secure over http', `${SITE}/`, 'sid=1; Secure', 'sid', 'secure-over-http'],
  ['a domain of somebody else', `${SITE}/`, 'sid=1; Domain=other.test', 'sid', 'foreign-domain'],
  ['a control character', `${SITE}/`, 'sid=a\u0001b', 'sid', 'control-character'],
])('a cookie is refused for %s, where it is set and where it is missing', async (_, url, line, name, code) => {
  const [first, second] = await recorded({ at: 0, url, set: [line] }, { at: 1, url });
  expect(first?.setCookieFates).toMatchObject([{ name, fate: 'refused', why: code, decidedBy: 1 }]);
  expect(second?.expectedCookies).toMatchObject([
    { name, came: false, why: 'refused', decidedBy: 1, about: { refusal: { code } } },
  ]);
  expect(second?.expectedCookies?.[0]?.rule).toBe(first?.setCookieFates?.[0]?.rule);
});

test('a lifetime of more than 400 days is shortened, and reported as shortened', async () => {
  const [first] = await recorded({ at: 0, url: `${SITE}/`, set: ['sid=1; Max-Age=99999999'] });
  expect(first?.setCookieFates).toMatchObject([{ name: 'sid', fate: 'cut', why: 'capped', decidedBy: 1 }]);
});

test('another app at another port has overwritten it', async () => {
  const cookies = await lastOf(
    'session',
    { at: 0, url: 'http://localhost:5000/login', set: ['session=mine; Path=/'] },
    { at: 1, url: 'http://localhost:5080/', cookie: 'session=mine', set: ['session=theirs; Path=/'] },
    { at: 2, url: 'http://localhost:5000/home', cookie: 'session=theirs' },
  );
  expect(cookies).toMatchObject([
    { came: false, why: 'replaced', decidedBy: 2, about: { app: 'localhost:5080' } },
    { came: true, why: null, decidedBy: 2 },
  ]);
});

test('a cookie that the app sets again is not lost', async () => {
  const cookies = await lastOf(
    'session',
    { at: 0, url: 'http://localhost:5000/login', set: ['session=one; Path=/'] },
    { at: 1, url: 'http://localhost:5000/', cookie: 'session=one', set: ['session=two; Path=/'] },
    { at: 2, url: 'http://localhost:5000/home', cookie: 'session=two' },
  );
  expect(cookies).toEqual([{ name: 'session', came: true, why: null, rule: null, decidedBy: 2 }]);
});

test('the path is another', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SITE}/admin/login`, set: ['session=abc; Path=/admin'] },
    { at: 1, url: `${SITE}/home` },
  );
  expect(cookie).toMatchObject({ came: false, why: 'path', decidedBy: 1, about: { path: '/admin' } });
});

test('Secure, and the request is http', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SECURE}/login`, set: ['session=abc; Path=/; Secure'] },
    { at: 1, url: `${SITE}/home` },
  );
  expect(cookie).toMatchObject({ came: false, why: 'secure', decidedBy: 1 });
});

test('Secure over http to this machine: a client that does not send it has refused it', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: 'http://localhost:5000/login', set: ['session=abc; Path=/; Secure'] },
    { at: 1, url: 'http://localhost:5000/home' },
  );
  expect(cookie).toMatchObject({ came: false, why: 'refused', decidedBy: 1 });
});

test.each([
  ['Referer', { Referer: 'https://evil.example/page' }, 'Strict'],
  ['Origin', { Origin: 'https://evil.example' }, 'Lax'],
  [
    'Sec-Fetch-Site',
    { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate', 'Sec-Fetch-Dest': 'document' },
    'Strict',
  ],
  ['Sec-Fetch-Site alone', { 'Sec-Fetch-Site': 'cross-site' }, 'Lax'],
  ['Referer, for an image', { Referer: 'https://evil.example/page', Accept: 'image/*' }, 'Lax'],
  ['an opaque origin', { Origin: 'null' }, 'Strict'],
])('the request came from another site, as %s tells', async (_, headers, sameSite) => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SECURE}/login`, set: [`session=abc; Path=/; SameSite=${sameSite}`] },
    { at: 1, url: `${SECURE}/home`, headers, method: 'POST' },
  );
  expect(cookie).toMatchObject({ came: false, why: 'same-site', decidedBy: 1 });
});

test('a Lax cookie that comes with a link from another site is expected', async () => {
  const [cookie] = await lastOf(
    'session',
    { at: 0, url: `${SECURE}/login`, set: ['session=abc; Path=/; SameSite=Lax'] },
    {
      at: 1,
      url: `${SECURE}/home`,
      cookie: 'session=abc',
      headers: { Referer: 'https://evil.example/', Accept: '*/*' },
    },
  );
  expect(cookie).toEqual({ name: 'session', came: true, why: null, rule: null, decidedBy: 1 });
});

test('too many cookies of one site: the oldest are evicted by the row that went over the limit', async () => {
  const steps = Array.from({ length: 181 }, (_, index) => ({
    at: index,
    url: `${SITE}/`,
    set: [`c${index}=1; Path=/`],
    cookie: Array.from({ length: index }, (_, other) => `c${other}=1`).join('; '),
  }));
  const kept = Array.from({ length: 150 }, (_, index) => `c${index + 31}=1`).join('; ');
  const [oldest] = await lastOf('c0', ...steps, { at: 200, url: `${SITE}/`, cookie: kept });
  expect(oldest).toMatchObject({ came: false, why: 'evicted', decidedBy: 181 });
  expect(oldest?.rule).toContain('180');
});

test('a client with the smallest limit has evicted the oldest of 51 cookies', async () => {
  const set = Array.from({ length: 51 }, (_, index) => `c${index}=1; Path=/`);
  const kept = Array.from({ length: 50 }, (_, index) => `c${index + 1}=1`).join('; ');
  const [oldest] = await lastOf('c0', { at: 0, url: `${SITE}/`, set }, { at: 1, url: `${SITE}/`, cookie: kept });
  expect(oldest).toMatchObject({ came: false, why: 'evicted', decidedBy: 1 });
  expect(oldest?.rule).toContain('50');
});

test('a partitioned cookie belongs to the site in the address bar', async () => {
  const framed = (page: string) => ({
    Referer: page,
    'Sec-Fetch-Site': 'cross-site',
    'Sec-Fetch-Mode': 'navigate',
    'Sec-Fetch-Dest': 'iframe',
  });
  const [cookie] = await lastOf(
    'id',
    {
      at: 0,
      url: `${SECURE}/frame`,
      headers: framed('https://one.example/'),
      set: ['id=1; Secure; SameSite=None; Partitioned'],
    },
    { at: 1, url: `${SECURE}/frame`, headers: framed('https://two.test/') },
  );
  expect(cookie).toMatchObject({ came: false, why: 'partitioned', decidedBy: 1 });
});

test('a cookie of the same name on a longer path comes in its place', async () => {
  const cookies = await lastOf(
    'session',
    { at: 0, url: `${SITE}/`, set: ['session=old; Path=/'] },
    { at: 1, url: `${SITE}/app/`, cookie: 'session=old', set: ['session=new; Path=/app'] },
    { at: 2, url: `${SITE}/app/home`, cookie: 'session=new' },
  );
  expect(cookies).toMatchObject([
    { came: false, why: 'replaced', decidedBy: 2, about: { setBy: 1 } },
    { came: true, decidedBy: 2 },
  ]);
});

test('a cookie of the same name for the whole domain comes in its place', async () => {
  const cookies = await lastOf(
    'session',
    { at: 0, url: `${SITE}/`, set: ['session=old; Path=/'] },
    { at: 1, url: `${SITE}/`, cookie: 'session=old', set: ['session=new; Path=/; Domain=shop.example'] },
    { at: 2, url: `${SITE}/`, cookie: 'session=new' },
  );
  expect(cookies).toMatchObject([
    { came: false, why: 'replaced', decidedBy: 2 },
    { came: true, decidedBy: 2 },
  ]);
});

test('a cookie that the log does not explain is unknown, and counts as a difference once', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/`, set: ['session=abc; Path=/'] },
    { at: 1, url: `${SITE}/` },
    { at: 2, url: `${SITE}/` },
    { at: 3, url: `${SITE}/`, cookie: 'session=abc' },
  );
  expect(rows[1]?.expectedCookies).toMatchObject([
    { came: false, why: 'unknown', decidedBy: null, about: { predicted: 'comes' } },
  ]);
  expect(rows[2]?.expectedCookies?.[0]?.about).not.toHaveProperty('predicted');
  expect(rows[3]?.expectedCookies).toMatchObject([{ came: true, decidedBy: 1, about: { predicted: 'unknown' } }]);
});

test('a cookie that nothing in the recording has set comes unexpectedly, and is expected from then on', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/`, cookie: 'session=abc' },
    { at: 1, url: `${SITE}/`, cookie: 'session=abc' },
  );
  expect(rows[0]?.expectedCookies).toMatchObject([{ came: true, decidedBy: null, about: { predicted: 'unknown' } }]);
  expect(rows[1]?.expectedCookies).toEqual([{ name: 'session', came: true, why: null, rule: null, decidedBy: null }]);
});

test('requests overlap: a cookie of an answer that was under way is not missed', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/before` },
    { at: 1, url: `${SITE}/login`, set: ['session=abc; Path=/'], time: 500 },
    { at: 1.1, url: `${SITE}/logo.png` },
    { at: 1.2, url: `${SITE}/early`, cookie: 'session=abc' },
    { at: 3, url: `${SITE}/home`, cookie: 'session=abc' },
  );
  expect(rows[2]?.expectedCookies).toEqual([]);
  expect(rows[3]?.expectedCookies).toMatchObject([{ came: true, decidedBy: 2 }]);
  expect(rows[4]?.expectedCookies).toMatchObject([{ came: true, decidedBy: 2 }]);
});

test('a file that is not in the order of time is followed in the order of time', async () => {
  const rows = await recorded(
    { at: 2, url: `${SITE}/home` },
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Path=/'] },
    { at: 1, url: `${SITE}/out`, cookie: 'session=abc', set: ['session=; Max-Age=0; Path=/'] },
  );
  expect(rows.map(({ url }) => url)).toEqual([`${SITE}/login`, `${SITE}/out`, `${SITE}/home`]);
  expect(rows[2]?.expectedCookies).toMatchObject([{ why: 'deleted', decidedBy: 2 }]);
});

test('a file without times is followed in its own order', async () => {
  const rows = await requestsIn(
    harOf(
      { response: { headers: [{ name: 'Set-Cookie', value: 'session=abc; Path=/admin' }] } },
      { request: { url: 'http://app.test/home' } },
    ),
  );
  expect(rows[1]?.expectedCookies).toMatchObject([{ why: 'path', decidedBy: 1 }]);
});

test('two apps in one recording do not lose each other’s cookies', async () => {
  const rows = await recorded(
    { at: 0, url: 'http://localhost:5000/', set: ['one=1; Path=/'] },
    { at: 1, url: 'http://localhost:5080/', cookie: 'one=1', set: ['two=2; Path=/'] },
    { at: 2, url: 'http://localhost:5000/', cookie: 'one=1; two=2' },
  );
  expect(rows[2]?.expectedCookies).toEqual([
    { name: 'one', came: true, why: null, rule: null, decidedBy: 1 },
    { name: 'two', came: true, why: null, rule: null, decidedBy: 2 },
  ]);
});

test('each of two apps on one host keeps its session cookie, and the cookie of the other app does not count as it', async () => {
  const one = 'one.sid=s%3Ak7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';
  const two = 'PHPSESSID=0123456789abcdef0123456789';
  const rows = await recorded(
    { at: 0, url: 'http://localhost:5000/', set: [`${one}; Path=/; HttpOnly`] },
    { at: 1, url: 'http://localhost:5080/', cookie: one, set: [`${two}; Path=/`] },
    { at: 2, url: 'http://localhost:5000/', cookie: `${one}; ${two}` },
    { at: 3, url: 'http://localhost:5080/', cookie: `${one}; ${two}` },
    { at: 4, url: 'http://localhost:5090/', cookie: `${one}; ${two}` },
  );
  expect(rows.map(({ cookieName }) => cookieName)).toEqual(['one.sid', 'PHPSESSID', 'one.sid', 'PHPSESSID', 'one.sid']);
  expect(rows[3]?.sidAfter).toBe('0123456789abcdef0123456789');
  expect(rows[3]?.receivedCookies.map(({ name, role }) => [name, role])).toEqual([
    ['one.sid', 'foreign'],
    ['PHPSESSID', 'session'],
  ]);
});

test('an app that a cookie of another app is for keeps it as its session', async () => {
  // The pages are served at one port and the API at another, and both use the one cookie.
  const rows = await recorded(
    { at: 0, url: 'http://localhost:8000/login', set: ['session=abc123def; Path=/'] },
    { at: 1, url: 'http://localhost:5173/', cookie: 'session=abc123def' },
  );
  expect(rows.map(({ cookieName }) => cookieName)).toEqual(['session', 'session']);
});

test('two apps with one cookie name, and a session that changed host, are separate findings', async () => {
  const taken = await recorded(
    { at: 0, url: 'http://localhost:5000/login', set: ['session=mine; Path=/'] },
    { at: 1, url: 'http://localhost:5080/', cookie: 'session=mine', set: ['session=theirs; Path=/'] },
    { at: 2, url: 'http://localhost:5000/home', cookie: 'session=theirs' },
  );
  expect(taken.flatMap(({ findings }) => findings)).toEqual([
    { kind: 'cookie-name-shared', requestIds: [2, 3], name: 'session', app: 'localhost:5080' },
  ]);
  const moved = await recorded(
    { at: 0, url: 'http://localhost:5000/login', set: ['session=abc; Path=/'] },
    { at: 1, url: 'http://127.0.0.1:5000/home' },
  );
  expect(moved.flatMap(({ findings }) => findings)).toMatchObject([
    { kind: 'session-changed-host', requestIds: [1, 2], cookie: { about: { domain: 'localhost', host: '127.0.0.1' } } },
  ]);
});

test('a lost login is a finding, once, at the first request that lacks the cookie', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Path=/'] },
    { at: 1, url: `${SITE}/promo`, cookie: 'session=abc', set: ['session=; Path=/; Max-Age=0'] },
    { at: 2, url: `${SITE}/` },
    { at: 3, url: `${SITE}/` },
  );
  expect(rows.map(({ findings }) => findings.map(({ kind, requestIds }) => [kind, requestIds]))).toEqual([
    [],
    [],
    [['cookie-lost', [2, 3]]],
    [],
  ]);
});

test('a log-out that deletes its cookie is not a finding', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/login`, set: ['session=abc; Path=/'] },
    { at: 1, url: `${SITE}/logout`, cookie: 'session=abc', set: ['session=; Path=/; Max-Age=0'] },
    { at: 2, url: `${SITE}/` },
  );
  expect(rows.flatMap(({ findings }) => findings)).toEqual([]);
});

test('a cookie that browsers refuse is a finding of a recording too', async () => {
  const [first] = await recorded({ at: 0, url: `${SECURE}/`, set: ['sid=1; SameSite=None'] });
  expect(first?.findings).toMatchObject([{ kind: 'cookie-not-kept', requestIds: [1], name: 'sid' }]);
});

test('a reason that becomes known later is shown from then on', async () => {
  const rows = await recorded(
    { at: 0, url: `${SITE}/`, set: ['session=old; Path=/'] },
    { at: 1, url: `${SITE}/app/` },
    { at: 2, url: `${SITE}/app/`, set: ['session=new; Path=/app'] },
    { at: 3, url: `${SITE}/app/home`, cookie: 'session=new' },
  );
  expect(rows.map((row) => row.expectedCookies?.[0]?.why)).toEqual([undefined, 'unknown', 'unknown', 'replaced']);
});
