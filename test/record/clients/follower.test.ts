import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectedCookieSchema } from '../../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { setCookieFateSchema } from '../../../server/contract/set-cookie-fate.ts';
import { cookiePairsOf } from '../../../server/cookie/parse-cookie-header.ts';
import { RecordingFollower } from '../../../server/record/clients/follow-recording.ts';
import { aRecord } from '../../support/log-entries.ts';

const name = fc.constantFrom('sid', 'session', '__Host-sid', '', 'ä', '__proto__', 'c1', 'c2');
const value = fc.oneof(fc.constantFrom('1', '2', '', '"1"', '%31', 'x'.repeat(5_000)), fc.string({ maxLength: 12 }));
const attribute = fc.constantFrom(
  'Path=/',
  'Path=/app',
  'Max-Age=0',
  'Max-Age=5',
  'Max-Age=-1',
  'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
  'Secure',
  'HttpOnly',
  'SameSite=Strict',
  'SameSite=None',
  'Partitioned',
  'Domain=shop.example',
  'Domain=.',
  '=;=',
);
const line = fc
  .tuple(name, value, fc.array(attribute, { maxLength: 4 }))
  .map(([key, text, attributes]) => [`${key}=${text}`, ...attributes].join('; '));
const url = fc.oneof(
  fc.constantFrom(
    'http://localhost:5000/app/x',
    'http://localhost:5080/',
    'http://127.0.0.1/',
    'https://shop.example/app/',
    'http://api.shop.example/',
    'https://[::1]:8080/',
    'data:text/plain,x',
    '*',
    '',
  ),
  fc.webUrl(),
  fc.string(),
);
const header = fc.tuple(
  fc.constantFrom('Origin', 'Referer', 'Sec-Fetch-Site', 'Sec-Fetch-Mode', 'Host', 'Accept', 'User-Agent'),
  fc.oneof(fc.constantFrom('null', 'cross-site', 'navigate', 'https://evil.example/', 'localhost:5000'), fc.string()),
);
const step = fc.record({
  url,
  headers: fc.array(header, { maxLength: 4 }),
  pairs: fc.array(fc.tuple(name, value), { maxLength: 4 }),
  lines: fc.array(line, { maxLength: 4 }),
  afterMs: fc.integer({ min: -1000, max: 10_000 }),
  durationMs: fc.option(fc.nat(5_000)),
  method: fc.option(fc.constantFrom('GET', 'POST')),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function recordsOf(steps: readonly Step[]): RequestRecord[] {
  let atMs = 1_000_000;
  return steps.map(({ url: address, headers, pairs, lines, afterMs, durationMs, method }, index) => {
    atMs += afterMs;
    const cookie = pairs.map(([key, text]) => `${key}=${text}`).join('; ');
    return aRecord({
      id: index + 1,
      arrivedAtMs: atMs,
      durationMs,
      method,
      url: address,
      requestHeaders: [...headers, ['Cookie', cookie]],
      receivedCookies: cookiePairsOf(cookie).map((pair) => ({ ...pair, role: 'foreign', problems: [] })),
      responseHeaders: lines.map((text) => ['Set-Cookie', text]),
      verdict: { kind: 'not-observed' },
    });
  });
}

test('for any log, every request is explained, and the rows that decided precede it', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.boolean(), (steps, isOneBrowser) => {
      const follower = new RecordingFollower();
      for (const record of recordsOf(steps)) {
        const { expectedCookies = [], setCookieFates = [] } = follower.follow(record, { isOneBrowser });
        for (const cookie of expectedCookies) {
          expect(expectedCookieSchema.parse(cookie)).toEqual(cookie);
          expect(cookie.came).toBe(cookie.why === null);
          expect(cookie.decidedBy ?? 0).toBeLessThan(record.id);
        }
        for (const fate of setCookieFates) expect(setCookieFateSchema.parse(fate)).toEqual(fate);
        const came = expectedCookies.filter((cookie) => cookie.came).map((cookie) => cookie.name);
        const sent = record.receivedCookies.map((cookie) => cookie.name);
        if (expectedCookies.length > 0) expect(came.toSorted()).toEqual(sent.toSorted());
      }
    }),
    { numRuns: 400 },
  );
});

test('the memory of a client is bounded, however many cookies and sites there are', () => {
  const follower = new RecordingFollower();
  let most = 0;
  for (let id = 1; id <= 3_000; id++) {
    const record = aRecord({
      id,
      arrivedAtMs: id,
      url: `https://site${id % 900}.test/`,
      responseHeaders: [['Set-Cookie', `c${id}=1`]],
      receivedCookies: [{ name: `came${id}`, value: '1', role: 'foreign', problems: [] }],
      verdict: { kind: 'not-observed' },
    });
    most = Math.max(most, follower.follow(record, { isOneBrowser: true }).expectedCookies?.length ?? 0);
  }
  expect(most).toBeLessThan(60);
});

test.each([
  ['shortly after a deletion, the deletion is why the next request lacks it', 60, 'deleted', 2],
  ['long after a deletion, the log cannot say why a later request lacks it', 5_000, 'unknown', null],
] as const)('of a cookie that comes %s', (_when, afterMs, why, decidedBy) => {
  const follower = new RecordingFollower();
  const follow = (id: number, arrivedAtMs: number, cookie: string | null, line: string | null) =>
    follower.follow(
      aRecord({
        id,
        arrivedAtMs,
        durationMs: 5,
        method: 'GET',
        url: 'http://localhost:5000/',
        requestHeaders: cookie === null ? [] : [['Cookie', cookie]],
        receivedCookies: cookiePairsOf(cookie ?? '').map((pair) => ({ ...pair, role: 'foreign', problems: [] })),
        responseHeaders: line === null ? [] : [['Set-Cookie', line]],
        verdict: { kind: 'not-observed' },
      }),
      { isOneBrowser: true },
    );
  follow(1, 1_000_000, null, 'sid=a; Path=/');
  follow(2, 1_001_000, 'sid=a', 'sid=; Path=/; Max-Age=0');
  follow(3, 1_001_005 + afterMs, 'sid=a', null);
  const { expectedCookies } = follow(4, 1_010_000, null, null);
  expect(expectedCookies).toMatchObject([{ name: 'sid', came: false, why, decidedBy }]);
});
