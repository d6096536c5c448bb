import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry } from '../../server/contract/log-entry.ts';
import { harSchema } from '../fixtures/har-1.2.ts';
import { exportedText } from './exported-text.ts';
import { anEdit, anyEntry, aRequest } from './log-entries.ts';

type Har = { log: { _inspector: { entries: LogEntry[] }; entries: HarEntry[] } & Record<string, unknown> };
type HarEntry = {
  request: Record<string, unknown>;
  response: Record<string, unknown>;
  _followedBy?: LogEntry[];
} & Record<string, unknown>;
async function validHar(entries: readonly LogEntry[], raw = true): Promise<Har> {
  const har: Har = JSON.parse(await exportedText(entries, 'har', { raw }));
  const { error } = harSchema.safeParse(har);
  expect(error?.issues ?? []).toEqual([]);
  return har;
}

test('the schema of HAR 1.2 accepts a whole entry and refuses every misspelt member', () => {
  const whole = JSON.parse(readFileSync(new URL('../fixtures/whole.har', import.meta.url), 'utf8'));
  expect(harSchema.safeParse(whole).error?.issues ?? []).toEqual([]);
  const [entry] = whole.log.entries;
  for (const part of [whole.log, entry, entry.request, entry.response, entry.response.content, entry.timings]) {
    for (const name of Object.keys(part).filter((member) => !member.startsWith('_'))) {
      const value = part[name];
      delete part[name];
      part[`${name}X`] = value;
      expect([name, harSchema.safeParse(whole).success]).toEqual([name, false]);
      delete part[`${name}X`];
      part[name] = value;
    }
  }
  for (const url of [
    '/relative',
    'http://localhost/a b',
    'http://localhost/é',
    'http://localhost/%zz',
    'http://[::x/',
  ]) {
    const altered = structuredClone(whole);
    altered.log.entries[0].request.url = url;
    expect([url, harSchema.safeParse(altered).success]).toEqual([url, false]);
  }
});

test('a request without a known time says so to every reader, and its cookies have no end that is made up', async () => {
  const responseHeaders: [string, string][] = [
    ['Set-Cookie', 'a=1; Max-Age=60'],
    ['Set-Cookie', 'b=1; Expires=Wed, 09 Jun 2027 10:18:14 GMT'],
  ];
  const { log } = await validHar([aRequest({ isTimeUnknown: true, arrivedAtMs: 0, responseHeaders })]);
  const [entry] = log.entries;
  expect(entry).toMatchObject({ _isTimeUnknown: true, comment: expect.stringContaining('not known') });
  expect(entry?.response.cookies).toMatchObject([{ expires: null }, { expires: '2027-06-09T10:18:14.000Z' }]);
  expect((await validHar([aRequest()])).log.entries[0]).not.toHaveProperty('comment');
});

test('an empty log is a valid HAR with its description', async () => {
  expect(await validHar([], false)).toEqual({
    log: {
      version: '1.2',
      creator: { name: 'Session Inspector', version: 'session-inspector/1' },
      _inspector: {
        format: 'session-inspector/1',
        exportedAt: '2026-11-22T20:30:00.000Z',
        redacted: true,
        entries: [],
      },
      entries: [],
    },
  });
});

test('a request becomes an entry that browsers and our own reader understand', async () => {
  const cookie = 's%3Aabc.mac';
  const setCookie = `sid=${cookie}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax`;
  const request = aRequest({
    url: '/getsession?a=b+c&d=%C3%A9&e',
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['cookie', `sid=${cookie}; theme="dark"`],
    ],
    responseHeaders: [
      ['Content-Type', 'text/html'],
      ['Set-Cookie', setCookie],
      ['Location', '/next'],
    ],
    cookieValue: cookie,
    verdict: { kind: 'accepted', sid: 'abc', secretNumber: 1 },
    sidBefore: 'abc',
    sidAfter: 'abc',
    sessionBefore: {},
    sessionAfter: { Username: 'Admin' },
    operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Admin' }],
    storeOperations: [{ atMs: 1, op: 'set', phase: 'load', sid: 'abc', durationMs: 0.2, outcome: 'ok' }],
    setCookie,
  });
  const { log } = await validHar([request]);
  expect(log.entries).toEqual([
    {
      startedDateTime: '2026-11-22T20:15:00.000Z',
      time: 1.5,
      request: {
        method: 'GET',
        url: 'http://localhost:5000/getsession?a=b+c&d=%C3%A9&e',
        httpVersion: 'HTTP/1.1',
        cookies: [
          { name: 'sid', value: cookie },
          { name: 'theme', value: '"dark"' },
        ],
        headers: [
          { name: 'Host', value: 'localhost:5000' },
          { name: 'cookie', value: `sid=${cookie}; theme="dark"` },
        ],
        queryString: [
          { name: 'a', value: 'b c' },
          { name: 'd', value: 'é' },
          { name: 'e', value: '' },
        ],
        headersSize:
          `GET ${request.url} HTTP/1.1\r\nHost: localhost:5000\r\ncookie: sid=${cookie}; theme="dark"\r\n\r\n`.length,
        bodySize: 0,
        _target: request.url,
      },
      response: {
        status: 200,
        statusText: 'OK',
        httpVersion: 'HTTP/1.1',
        cookies: [
          {
            name: 'sid',
            value: cookie,
            path: '/',
            expires: '2026-11-22T20:16:00.000Z',
            httpOnly: true,
            secure: false,
            sameSite: 'Lax',
          },
        ],
        headers: request.responseHeaders.map(([name, value]) => ({ name, value })),
        content: { size: 17, mimeType: 'text/html' },
        redirectURL: '/next',
        headersSize: `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nSet-Cookie: ${setCookie}\r\nLocation: /next\r\n\r\n`
          .length,
        bodySize: 17,
      },
      cache: {},
      timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: 1.5, receive: 0, ssl: -1 },
      _id: 1,
      _actor: request.actor,
      _engine: 'server-side',
      _cookieName: 'sid',
      _cookieValue: cookie,
      _verdict: request.verdict,
      _sidBefore: 'abc',
      _sidAfter: 'abc',
      _sessionBefore: {},
      _sessionAfter: { Username: 'Admin' },
      _operations: request.operations,
      _storeOperations: request.storeOperations,
      _decision: request.decision,
      _headSentAtMs: request.headSentAtMs,
      _findings: request.findings,
      _setCookie: setCookie,
      _errors: [],
      _isAborted: false,
    },
  ]);
});

test('a request whose client disconnected has status 0 and unknown sizes', async () => {
  const { log } = await validHar([
    aRequest({ status: null, statusText: '', responseHeaders: [], responseBodyBytes: 0, isAborted: true }),
  ]);
  expect(log.entries[0]?.response).toMatchObject({
    status: 0,
    headersSize: -1,
    bodySize: -1,
    content: { mimeType: 'x-unknown' },
  });
});

test('counts a request body by its length, and knows that it does not know chunks', async () => {
  const sizeWith = async (...requestHeaders: [string, string][]) =>
    (await validHar([aRequest({ requestHeaders })])).log.entries[0]?.request.bodySize;
  expect(await sizeWith(['content-length', '12'])).toBe(12);
  expect(await sizeWith(['Transfer-Encoding', 'chunked'])).toBe(-1);
  expect(await sizeWith(['Content-Length', 'many'])).toBe(-1);
});

test('does not give the size of headers that were redacted', async () => {
  const { log } = await validHar([aRequest()], false);
  expect([log.entries[0]?.request.headersSize, log.entries[0]?.response.headersSize]).toEqual([-1, -1]);
});

test.each([
  ['/a/../b//c?x=1#frag', 'http://localhost:5000/a/../b//c?x=1'],
  ['*', 'http://localhost:5000/*'],
  ['', 'about:blank'],
  ['example.com:443', 'http://localhost:5000/example.com:443'],
  ['http://u:p@Example.com:80/x?y', 'http://example.com/x?y'],
  ['http://[::1]:5000/x', 'http://[::1]:5000/x'],
  ['http://[broken/x', 'http://localhost:5000/http://%5Bbroken/x'],
  ['/100%?q="<é>"\\^`{|}[]', 'http://localhost:5000/100%25?q=%22%3C%E9%3E%22%5C%5E%60%7B%7C%7D%5B%5D'],
  ['/€', 'http://localhost:5000/%E2%82%AC'],
])('writes the target %j as %s', async (url, expected) => {
  expect((await validHar([aRequest({ url })])).log.entries[0]?.request.url).toBe(expected);
});

test('keeps edits, gaps and notices where they happened', async () => {
  const notice: LogEntry = { kind: 'notice', id: 1, atMs: 0, notice: { code: 'recording-paused' } };
  const resumed: LogEntry = { kind: 'notice', id: 2, atMs: 0, notice: { code: 'recording-resumed' } };
  const gap: LogEntry = { kind: 'gap', id: 5, fromMs: 0, toMs: 1 };
  const { log } = await validHar([
    notice,
    resumed,
    aRequest({ id: 3 }),
    anEdit({ id: 4 }),
    gap,
    aRequest({ id: 6 }),
    aRequest({ id: 7 }),
    anEdit({ id: 8 }),
  ]);
  expect(log._inspector.entries).toEqual([notice, resumed]);
  expect(log.entries.map(({ _id, _followedBy }) => [_id, _followedBy])).toEqual([
    [3, [anEdit({ id: 4 }), gap]],
    [6, undefined],
    [7, [anEdit({ id: 8 })]],
  ]);
});

test.each([false, true])('is valid for every log there can be, and loses no entry (raw: %s)', async (raw) => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyEntry, { maxLength: 4 }), async (entries) => {
      const { log } = await validHar(entries, raw);
      const kept = [
        ...log._inspector.entries,
        ...log.entries.flatMap((entry) => [{ id: entry._id }, ...(entry._followedBy ?? [])]),
      ];
      expect(kept.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
    }),
    { numRuns: raw ? 1000 : 300 },
  );
});
