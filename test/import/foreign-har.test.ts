import { expect, test } from 'vitest';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { markOf } from '../../server/contract/mark.ts';
import { exportedText } from '../export/exported-text.ts';
import { fixture, opened } from './reading.ts';

const SID = 'q4R2mV0nB7cX9zL1kJ5hG8fD3sA6pO0i';

async function requestsOf(name: string) {
  const { about, entries } = await opened(fixture(name));
  return { about, requests: entries.filter((entry): entry is RequestRecord => entry.kind === 'request') };
}

test('Chrome: the view of the client is kept unchanged, in the order of time', async () => {
  const { about, requests } = await requestsOf('chrome.har');
  expect(about).toMatchObject({ format: 'har', writtenBy: 'WebInspector 537.36', requestCount: 3, skippedCount: 0 });
  expect(about).toMatchObject({ tellsServer: false, secrets: 'not-told', exportedAt: null });
  expect(requests.map(({ id, method, url, status, httpVersion }) => [id, method, url, status, httpVersion])).toEqual([
    [1, 'GET', 'https://shop.example/login?next=%2Fcart&next=2', 200, '2.0'],
    [2, 'GET', 'https://tracker.example/pixel', null, null],
    [3, 'POST', 'https://shop.example/cart', 302, '2.0'],
  ]);
  const [login] = requests;
  expect(login).toMatchObject({
    arrivedAtMs: Date.UTC(2026, 10, 20, 10, 0, 1, 250),
    durationMs: 48.2510000001,
    actor: { id: 'outside:Chrome', name: 'Chrome', kind: 'outside' },
    responseBodyBytes: 5120,
    responseHeaders: [
      ['content-type', 'text/html; charset=utf-8'],
      ['set-cookie', 'theme=dark; Path=/'],
      ['set-cookie', expect.stringMatching(/^connect\.sid=.*; HttpOnly$/)],
    ],
  });
  expect(requests[1]?.errors).toEqual([{ where: 'response', message: 'net::ERR_BLOCKED_BY_CLIENT' }]);
});

test('Chrome: the cookies decide the session, and the actions of the server are unknown', async () => {
  const { requests } = await requestsOf('chrome.har');
  const [login, pixel, cart] = requests;
  expect(login).toMatchObject({ cookieName: 'connect.sid', cookieValue: null, sidBefore: null, sidAfter: SID });
  expect(cart).toMatchObject({ cookieName: 'connect.sid', sidBefore: SID, sidAfter: null, engine: null });
  expect(cart?.receivedCookies).toEqual([
    { name: 'theme', value: 'dark', role: 'foreign', problems: [] },
    { name: 'connect.sid', value: expect.stringContaining(SID), role: 'session', problems: [] },
    { name: '__Host-csrf', value: '1', role: 'foreign', problems: [] },
  ]);
  expect(pixel).toMatchObject({ cookieName: '', cookieValue: null, setCookie: null, sidBefore: null, sidAfter: null });
  for (const { verdict, operations, storeOperations, decision, findings, sessionBefore } of requests) {
    expect({ verdict, operations, storeOperations, decision, findings, sessionBefore }).toEqual({
      verdict: { kind: 'not-observed' },
      operations: [],
      storeOperations: [],
      decision: [],
      findings: [],
      sessionBefore: null,
    });
  }
  expect(requests.map((request) => markOf(request)?.life)).toEqual(['begins', 'none', 'deleted']);
});

test('an export of a file of another program keeps the view of that program', async () => {
  const { entries } = await opened(fixture('chrome.har'));
  for (const format of ['ndjson', 'har'] as const) {
    const { about } = await opened(exportedText(entries, format, { raw: true }));
    expect(about, format).toMatchObject({ tellsServer: false, requestCount: 3, skippedCount: 0, parts: [] });
  }
});

test('Chrome, sanitised: the file has no cookies, and the facts say so', async () => {
  const { about, requests } = await requestsOf('chrome-sanitised.har');
  expect(about).toMatchObject({ secrets: 'no-cookies', tellsServer: false });
  expect(requests).toMatchObject([{ cookieName: '', receivedCookies: [], responseBodyBytes: 17, httpVersion: '1.1' }]);
});

test('Firefox: times with their zone, nulls where something is missing', async () => {
  const { about, requests } = await requestsOf('firefox.har');
  expect(about).toMatchObject({ writtenBy: 'Firefox 133.0', requestCount: 2, skippedCount: 0 });
  expect(requests).toMatchObject([
    { url: 'http://localhost:8000/blocked', status: null, durationMs: null, requestHeaders: [] },
    {
      arrivedAtMs: Date.UTC(2026, 10, 20, 10, 0, 0, 100),
      cookieName: 'sessionid',
      sidBefore: '0k3r5v8m1x7q2w9e4t6y0u5i8o3p1a2s',
      sidAfter: '0k3r5v8m1x7q2w9e4t6y0u5i8o3p1a2s',
      actor: { name: 'Firefox' },
    },
  ]);
});

test('Safari: the data of a cookie that carries it is what the cookie says', async () => {
  const { requests } = await requestsOf('safari.har');
  const [request] = requests;
  expect(request).toMatchObject({
    engine: null,
    cookieName: 'session',
    sidBefore: null,
    sessionBefore: { Username: 'Admin' },
    sessionAfter: { Username: 'Admin' },
    actor: { name: 'Safari' },
  });
  expect(request === undefined ? null : markOf(request)).toMatchObject({ life: 'used', isInCookie: true, sid: null });
});

test('HTTP Toolkit: a missing answer is shown as missing', async () => {
  const { requests } = await requestsOf('http-toolkit.har');
  expect(requests).toMatchObject([
    { actor: { name: 'curl' }, cookieName: 'PHPSESSID', sidAfter: 'r2t5nbqqqvl1p4sgfp4dq5fhv1', status: 200 },
    { status: null, durationMs: null, errors: [{ where: 'response', message: 'ABORTED' }] },
  ]);
});
