import type { OutgoingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import type { ExpectedCookie } from '../../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { keepAlive, send } from '../../support/http.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { recordedSite } from '../../support/observed-site.ts';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';
const CURL = 'curl/8.5.0';

/** A visit of the site: what is sent, and which Set-Cookie lines the site gives back. */
interface Visit {
  readonly path: string;
  readonly host?: string;
  readonly cookie?: string;
  readonly set?: readonly string[];
  readonly headers?: OutgoingHttpHeaders;
  readonly agent?: string;
  /** Seconds that pass before it. */
  readonly after?: number;
}

/** The records of these visits, made one after the other over real HTTP, by one browser unless they say otherwise. */
async function visited(...visits: Visit[]): Promise<RequestRecord[]> {
  const clock = new ManualClock();
  let lines: readonly string[] = [];
  const site = await recordedSite((_request, response) => {
    if (lines.length > 0) response.setHeader('Set-Cookie', lines);
    response.end('ok');
  }, clock);
  const connection = keepAlive();
  for (const [index, { path, host = 'localhost:5000', cookie, set = [], headers, agent = BROWSER, after = 1 }] of [
    ...visits.entries(),
  ]) {
    clock.advance(after * 1000);
    lines = set;
    const sent = { 'User-Agent': agent, Host: host, ...headers, ...(cookie === undefined ? {} : { Cookie: cookie }) };
    await send(site.url, path, { headers: sent, ...(agent === BROWSER ? { agent: connection } : {}) });
    await site.recorded(index + 1);
  }
  connection.destroy();
  return site.recorded(visits.length);
}

async function lastOf(name: string, ...visits: Visit[]): Promise<ExpectedCookie[]> {
  const last = (await visited(...visits)).at(-1);
  return (last?.expectedCookies ?? []).filter((cookie) => cookie.name === name);
}

test('a cookie that comes back names the row that set it', async () => {
  const cookies = await lastOf('sid', { path: '/', set: ['sid=1; Path=/'] }, { path: '/home', cookie: 'sid=1' });
  expect(cookies).toEqual([{ name: 'sid', came: true, why: null, rule: null, decidedBy: 1 }]);
});

test.each<[string, string, number | null, Visit[]]>([
  [
    'other-host',
    'sid',
    1,
    [
      { path: '/', set: ['sid=1; Path=/'] },
      { path: '/', host: '127.0.0.1:5000' },
    ],
  ],
  ['path', 'sid', 1, [{ path: '/', set: ['sid=1; Path=/admin'] }, { path: '/home' }]],
  [
    'secure',
    'sid',
    1,
    [
      { path: '/', host: 'shop.test', headers: { 'X-Forwarded-Proto': 'https' }, set: ['sid=1; Secure'] },
      { path: '/', host: 'shop.test' },
    ],
  ],
  [
    'same-site',
    'sid',
    1,
    [
      { path: '/', set: ['sid=1; SameSite=Strict'] },
      { path: '/', headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' } },
    ],
  ],
  [
    'expired',
    'sid',
    1,
    [
      { path: '/', set: ['sid=1; Max-Age=20'] },
      { path: '/', after: 21 },
    ],
  ],
  [
    'deleted',
    'sid',
    2,
    [{ path: '/', set: ['sid=1'] }, { path: '/promo', cookie: 'sid=1', set: ['sid=; Max-Age=0'] }, { path: '/' }],
  ],
  ['refused', 'sid', 1, [{ path: '/', set: [`sid=${'x'.repeat(6100)}`] }, { path: '/' }]],
  [
    'replaced',
    'sid',
    2,
    [
      { path: '/', set: ['sid=mine'] },
      { path: '/', host: 'localhost:5080', cookie: 'sid=mine', set: ['sid=theirs'] },
      { path: '/', cookie: 'sid=theirs' },
    ],
  ],
  [
    'replaced',
    'sid',
    2,
    [
      { path: '/', set: ['sid=old; Path=/'] },
      { path: '/app/', cookie: 'sid=old', set: ['sid=new; Path=/app'] },
      { path: '/app/x', cookie: 'sid=new' },
    ],
  ],
  [
    'evicted',
    'c0',
    1,
    [
      { path: '/', set: Array.from({ length: 181 }, (_, index) => `c${index}=1`) },
      { path: '/', cookie: Array.from({ length: 150 }, (_, index) => `c${index + 31}=1`).join('; ') },
    ],
  ],
  [
    'partitioned',
    'sid',
    1,
    [
      {
        path: '/',
        headers: { Referer: 'https://one.example/', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
        set: ['sid=1; Secure; SameSite=None; Partitioned'],
      },
      {
        path: '/',
        headers: { Referer: 'https://two.test/', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' },
      },
    ],
  ],
  ['unknown', 'sid', null, [{ path: '/', set: ['sid=1'] }, { path: '/' }]],
])('%s: the row says why %s did not come, and row %s decided it', async (why, name, decidedBy, visits) => {
  const [first] = await lastOf(name, ...visits);
  expect(first).toMatchObject({ name, came: false, why, decidedBy });
  expect(why === 'unknown' || (first?.rule ?? '') !== '').toBe(true);
});

test('each program has a separate jar', async () => {
  const rows = await visited(
    { path: '/', set: ['sid=1'] },
    { path: '/', agent: CURL },
    { path: '/', agent: CURL, set: ['sid=2'] },
    { path: '/', cookie: 'sid=1' },
    { path: '/', agent: CURL, cookie: 'sid=2' },
  );
  expect(rows.map((row) => row.expectedCookies?.map(({ came, decidedBy }) => [came, decidedBy]))).toEqual([
    [],
    [],
    [],
    [[true, 1]],
    [[true, 3]],
  ]);
});

test('two users of one program are distinguished by their cookies', async () => {
  const rows = await visited(
    { path: '/', agent: CURL, set: ['sid=alice'] },
    { path: '/', agent: CURL, cookie: 'sid=bob' },
    { path: '/', agent: CURL, cookie: 'sid=alice' },
    { path: '/', agent: CURL, cookie: 'sid=bob' },
  );
  expect(rows.map((row) => row.expectedCookies)).toEqual([
    [],
    [{ name: 'sid', came: true, why: null, rule: null, decidedBy: null, about: { predicted: 'unknown' } }],
    [{ name: 'sid', came: true, why: null, rule: null, decidedBy: 1 }],
    [{ name: 'sid', came: true, why: null, rule: null, decidedBy: null }],
  ]);
});

test('a cookie of a response whose body is still being sent is expected', async () => {
  const begun = Promise.withResolvers<() => void>();
  const site = await recordedSite((request, response) => {
    if (request.url !== '/stream') return response.end('ok');
    response.setHeader('Set-Cookie', 'sid=1; Path=/');
    response.write('begun', () => begun.resolve(() => response.end()));
  });
  const headers = { 'User-Agent': BROWSER };
  const stream = send(site.url, '/stream', { headers });
  const finish = await begun.promise;
  const reply = await send(site.url, '/home', { headers: { ...headers, Cookie: 'sid=1' } });
  expect(reply.status).toBe(200);
  finish();
  await stream;
  const rows = await site.recorded(2);
  expect(rows[1]?.expectedCookies).toEqual([{ name: 'sid', came: true, why: null, rule: null, decidedBy: 1 }]);
});
