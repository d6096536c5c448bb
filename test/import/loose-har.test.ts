/** HAR files as programs write them: nulls, other types, bad items, and what they leave out. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { readRecording } from '../../server/import/read-recording.ts';
import { exportedText } from '../export/exported-text.ts';
import { givenCase, type HarEntry, harOf, jobFor, onlyRequest, opened, refused, requestsIn } from './reading.ts';

const EXPRESS = 's%3Ak7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE.l4t6UN3HdTIC05r7RhCtYJLmYuFZIZkaJje4OxKb6Cw';
const SID = 'k7Qm2Vt9Xb4Lw8Rz1Yc5Nf6Hs3Jd0GaE';
const COOKIE = { name: 'Cookie', value: `connect.sid=${EXPRESS}` };

const partsOf = async (content: string) =>
  (await opened(content)).about.parts.map(({ how, member, count }) => [how, member, count]);

test('one null among headers is left out and counted, and the Cookie header beside it counts', async () => {
  const { about, entries } = await opened(givenCase('h03-one-bad-header.har'));
  expect(entries).toMatchObject([{ cookieName: 'connect.sid', sidBefore: SID }]);
  expect(about).toMatchObject({ secrets: 'not-told', skippedCount: 0 });
  expect(about.parts).toEqual([{ how: 'left-out', member: 'request.headers', count: 1, line: 9, entry: 1 }]);
});

test.each<[string, unknown]>([
  ['null', null],
  ['a number', 5],
  ['a text that is no header line', 'nonsense'],
  ['an object without a name', { value: 'x' }],
  ['an object whose name is null', { name: null, value: 'x' }],
  ['an object whose name is empty', { name: '', value: 'x' }],
  ['an object without a value', { name: 'X-A' }],
  ['an object whose value is null', { name: 'X-A', value: null }],
  ['an object whose value is an object', { name: 'X-A', value: {} }],
  ['a list', []],
])('a header that is %s is left out and counted, wherever it stands', async (_what, item) => {
  for (const headers of [
    [item, COOKIE],
    [COOKIE, item],
  ]) {
    const content = harOf({ request: { headers } });
    expect(await onlyRequest(content)).toMatchObject({ sidBefore: SID, requestHeaders: [['Cookie', COOKIE.value]] });
    expect(await partsOf(content)).toEqual([['left-out', 'request.headers', 1]]);
  }
});

test.each<[string, unknown, [string, string]]>([
  ['a number as its value', { name: 'Content-Length', value: 12 }, ['Content-Length', '12']],
  ['true as its value', { name: 'DNT', value: true }, ['DNT', 'true']],
  ['an empty value', { name: 'X-A', value: '' }, ['X-A', '']],
  ['a pair in a list', ['X-A', 'b'], ['X-A', 'b']],
  ['a line of a head', 'X-A:  b: c ', ['X-A', 'b: c ']],
  ['a key instead of a name', { key: 'X-A', value: 'b' }, ['X-A', 'b']],
  ['names in capitals', { Name: 'X-A', Value: 'b' }, ['X-A', 'b']],
  ['its name as the only member', { 'X-A': 'b' }, ['X-A', 'b']],
])('a header with %s is read', async (_what, item, expected) => {
  const content = harOf({ response: { headers: [item] } });
  expect((await onlyRequest(content)).responseHeaders).toEqual([expected]);
  expect(await partsOf(content)).toEqual([]);
});

test.each<[string, unknown, [string, string][]]>([
  [
    'a map',
    { Host: 'a', 'Set-Cookie': ['a=1', 'b=2'] },
    [
      ['Host', 'a'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ],
  ],
  [
    'a text',
    'Host: a\r\nX-B: c\r\n\r\n',
    [
      ['Host', 'a'],
      ['X-B', 'c'],
    ],
  ],
])('headers that are %s are read, and their form is counted', async (_what, headers, expected) => {
  const content = harOf({ response: { headers } });
  expect((await onlyRequest(content)).responseHeaders).toEqual(expected);
  expect(await partsOf(content)).toEqual([['other-form', 'response.headers', 1]]);
});

test.each<[string, HarEntry, string]>([
  ['headers', { request: { headers: 5 } }, 'request.headers'],
  ['cookies', { response: { cookies: 'a=1' } }, 'response.cookies'],
  ['a response', { response: 'none' }, 'response'],
  ['a method', { request: { method: {} } }, 'request.method'],
  ['a method that is no token', { request: { method: 'GET /x' } }, 'request.method'],
  ['a version', { request: { httpVersion: [] } }, 'request.httpVersion'],
  ['an address', { request: { url: {} } }, 'request.url'],
  ['a status', { response: { status: 'fine' } }, 'response.status'],
  ['a status that is none', { response: { status: 1.5 } }, 'response.status'],
  ['a time', { time: '5 ms' }, 'time'],
  ['a negative time', { time: -5 }, 'time'],
  ['a time of years', { time: 1e12 }, 'time'],
  ['timings', { time: null, timings: [] }, 'timings'],
  ['a start', { startedDateTime: 'yesterday' }, 'startedDateTime'],
  ['a size', { response: { bodySize: 'big' } }, 'response.bodySize'],
  ['a body', { response: { content: [] } }, 'response.content'],
  ['an error', { response: { _error: {} } }, 'response._error'],
])('%s of another type is counted, and costs nothing else', async (_what, entry, member) => {
  const content = harOf(entry, { request: { url: 'http://app.test/second' } });
  expect(await requestsIn(content)).toHaveLength(2);
  expect(await partsOf(content)).toEqual([['unknown', member, 1]]);
});

test('a null or absent member that an entry can do without is unknown, and not counted', async () => {
  const content = harOf({
    time: null,
    request: { method: null, httpVersion: null, headers: null, cookies: null },
    response: { httpVersion: null, headers: null, cookies: null, statusText: null, bodySize: null, content: null },
  });
  expect(await onlyRequest(content)).toMatchObject({
    method: null,
    httpVersion: null,
    durationMs: null,
    responseBodyBytes: null,
    status: 200,
    requestHeaders: [],
  });
  expect(await partsOf(content)).toEqual([]);
});

test('numbers that are texts, and texts that are numbers, are read', async () => {
  const content = harOf({
    time: '37.5',
    request: { httpVersion: 1.1 },
    response: { status: '302', statusText: 5, bodySize: '12' },
  });
  expect(await onlyRequest(content)).toMatchObject({
    durationMs: 37.5,
    httpVersion: '1.1',
    status: 302,
    statusText: '5',
    responseBodyBytes: 12,
  });
  expect(await partsOf(content)).toEqual([]);
});

test('invalid numbers do not cause the loss of an entry', async () => {
  const content = harOf({ time: 'TIME', request: { url: 'http://app.test/?NaN' } }).replace('"TIME"', 'NaN');
  expect(await onlyRequest(content)).toMatchObject({ durationMs: null, url: 'http://app.test/?NaN' });
  const negative = harOf({ time: 'TIME', timings: { wait: 3 } }).replace('"TIME"', ' -Infinity ');
  expect(await onlyRequest(negative)).toMatchObject({ durationMs: 3 });
  expect((await refused('{"log":{"entries":[{"request":NaNNaN}]}}')).why).toBe('nothing-readable');
});

test('a null method costs no entry, and no file', async () => {
  const [first, second] = await requestsIn(givenCase('h06-method-null.har'));
  expect(first).toMatchObject({ method: null, url: 'http://app.test/x', status: 200, responseBodyBytes: 3 });
  expect(second).toMatchObject({ method: 'GET', url: 'http://app.test/second' });
  expect(await onlyRequest(harOf({ request: { method: null } }))).toMatchObject({ method: null });
});

test('an entry without an address, a request, or a time is shown as far as it goes', async () => {
  expect(await onlyRequest(harOf({ request: { url: null } }))).toMatchObject({ url: '', method: 'GET' });
  const requests = await requestsIn(harOf({ startedDateTime: null }, { startedDateTime: '2026-11-20T09:00:00Z' }));
  expect(requests).toMatchObject([
    { isTimeUnknown: true, arrivedAtMs: Date.UTC(2026, 10, 20, 9) },
    { id: 2, arrivedAtMs: Date.UTC(2026, 10, 20, 9) },
  ]);
  expect(requests[1]).not.toHaveProperty('isTimeUnknown');
});

test.each([
  ['a method', '{"request":{"method":"GET"}}', { method: 'GET', url: '' }],
  ['an address', '{"request":{"url":"http://app.test/"}}', { method: null, url: 'http://app.test/' }],
  ['headers', '{"request":{"headers":[{"name":"a","value":"b"}]}}', { requestHeaders: [['a', 'b']] }],
  ['an answer', '{"request":null,"response":{"status":404}}', { method: null, status: 404 }],
])('an entry with nothing but %s is shown', async (_what, entry, expected) => {
  expect(await onlyRequest(`{"log":{"entries":[${entry}]}}`)).toMatchObject({ ...expected, isTimeUnknown: true });
});

test.each<[string, string, unknown[][]]>([
  ['the time', '{"request":{"method":"GET","url":"/"}}', [['missing', 'startedDateTime', 1]]],
  ['the request', '{"startedDateTime":"2026-11-20T10:00:00Z","response":{"status":200}}', [['missing', 'request', 1]]],
  [
    'the address',
    '{"startedDateTime":"2026-11-20T10:00:00Z","request":{"method":"GET","url":null}}',
    [['missing', 'request.url', 1]],
  ],
])('an entry without %s is shown, and the missing value is counted', async (_what, entry, expected) => {
  const content = `{"log":{"entries":[${entry}]}}`;
  expect(await requestsIn(content)).toHaveLength(1);
  expect(await partsOf(content)).toEqual(expected);
});

test('a HAR in which no entry has a time is exported with a mark, and read again without a fault', async () => {
  const requests = await requestsIn(harOf({ startedDateTime: undefined }));
  const har = exportedText(requests, 'har', { raw: true });
  expect(JSON.parse(har).log.entries).toMatchObject([{ _isTimeUnknown: true }]);
  const again = await opened(har);
  expect(again.entries).toEqual(requests);
  expect(again.about.parts).toEqual([]);
});

test.each([
  ['of the entry', (har: string) => har.replace('"time":5', '"time":7,"time":5'), 'time'],
  ['of the request', (har: string) => har.replace('"GET"', '"POST", "\\u006dethod" : "GET"'), 'request.method'],
])('a member %s that is written twice is counted, and the last is taken', async (_of, twice, member) => {
  const content = twice(harOf({ request: { headers: [{ name: 'A', value: '{"a":1,"a":"\\\\"}' }] } }));
  expect(await onlyRequest(content)).toMatchObject({ method: 'GET', durationMs: 5 });
  expect(await partsOf(content)).toEqual([['repeated', member, 1]]);
});

test('equal names in different objects are not repeated members', async () => {
  expect(await partsOf(harOf({ response: { content: { url: 1, url2: { url: 1 } } } }))).toEqual([]);
});

test.each<[unknown, string]>([
  ['net::ERR_ABORTED', 'net::ERR_ABORTED'],
  [{ message: 'Max redirects exceeded', code: 'MAXREDIRECTS' }, 'Max redirects exceeded'],
])('the error %j of an answer that never came is told', async (_error, message) => {
  expect(await onlyRequest(harOf({ response: { status: -2, _error } }))).toMatchObject({
    status: null,
    errors: [{ where: 'response', message }],
  });
});

test('a request without a time keeps its place after the request before it', async () => {
  const at = (time: string | null, path: string) => ({
    startedDateTime: time,
    request: { url: `http://app.test/${path}` },
  });
  const content = harOf(at(null, 'a'), at('2026-11-20T10:00:00Z', 'b'), at(null, 'c'), at('2026-11-20T09:00:00Z', 'd'));
  const requests = await requestsIn(content);
  expect(requests.map(({ url, isTimeUnknown }) => [url.slice(-1), isTimeUnknown])).toEqual([
    ['d', undefined],
    ['a', true],
    ['b', undefined],
    ['c', true],
  ]);
});

test.each([
  ['nothing of a request', '{"startedDateTime":"2026-11-20T10:00:00Z"}'],
  ['an empty request', '{"request":{}}'],
  ['a list', '[]'],
])('an entry with %s is no entry', async (_what, entry) => {
  expect((await refused(`{"log":{"entries":[${entry}]}}`)).why).toBe('nothing-readable');
});

test.each(['null', '{"0":{}}', '"none"', '5'])('entries that are %s are not a log', async (entries) => {
  expect((await refused(`{"log":{"entries":${entries}}}`)).why).toBe('no-log');
});

test('versions are read in every spelling; an unknown version of the request is taken from the answer', async () => {
  const versions = (await requestsIn(givenCase('h07-http-version-bare.har'))).map(({ httpVersion }) => httpVersion);
  expect(versions).toEqual(['1.1', '2.0', '2.0']);
});

test('an export of an unknown version contains no invented version', async () => {
  const [request] = await requestsIn(harOf({ request: { httpVersion: 'unknown' }, response: { httpVersion: '' } }));
  expect(request?.httpVersion).toBeNull();
  const [entry] = JSON.parse(exportedText([request as never], 'har', { raw: true })).log.entries;
  expect(entry.request).toMatchObject({ httpVersion: 'unknown', headersSize: -1 });
  expect(entry.response).toMatchObject({ httpVersion: 'unknown', headersSize: -1 });
  const [bare] = await requestsIn(givenCase('h07-http-version-bare.har'));
  expect(JSON.parse(exportedText([bare as never], 'har', { raw: true })).log.entries[0].request.httpVersion).toBe(
    'HTTP/1.1',
  );
});

test('a time that is null is the sum of the timings', async () => {
  expect(await onlyRequest(givenCase('h08-time-null-timings-known.har'))).toMatchObject({ durationMs: 37 });
});

test('an unknown duration stays unknown in every export', async () => {
  const [request] = await requestsIn(harOf({ time: -1, request: { method: null } }));
  expect(request).toMatchObject({ durationMs: null, method: null });
  const texts = (['ndjson', 'csv', 'har'] as const).map((format) =>
    exportedText([request as never], format, { raw: true }),
  );
  const [ndjson = '', csv = '', har = ''] = texts;
  expect(JSON.parse(ndjson.split('\n')[1] ?? '')).toMatchObject({ durationMs: null, method: null });
  expect(csv.split('\r\n')[1]).toMatch(
    /^1,"request","2026-11-20T10:00:00.000Z","Unknown",,"http:\/\/app.test\/",200,,/,
  );
  const [entry] = JSON.parse(har).log.entries;
  expect(entry).toMatchObject({ time: -1, timings: { wait: -1, send: -1, receive: -1 }, request: { method: '' } });
  expect((await opened(har)).entries).toMatchObject([{ durationMs: null, method: null }]);
});

test('cookies that a file lists without their header lines count, on both sides', async () => {
  const record = await onlyRequest(givenCase('h10-response-cookies-only.har'));
  expect(record).toMatchObject({
    cookieName: 'connect.sid',
    sidBefore: null,
    sidAfter: SID,
    setCookie: `connect.sid=${EXPRESS}; Path=/; HttpOnly`,
    responseHeaders: [['Set-Cookie', `connect.sid=${EXPRESS}; Path=/; HttpOnly`]],
  });
  expect(await partsOf(givenCase('h10-response-cookies-only.har'))).toEqual([['made', 'response.headers', 1]]);
  const came = await onlyRequest(
    harOf({ request: { cookies: [{ name: 'a', value: 1 }, null, { name: 'connect.sid', value: EXPRESS }] } }),
  );
  expect(came).toMatchObject({ sidBefore: SID, requestHeaders: [['Cookie', `a=1; connect.sid=${EXPRESS}`]] });
});

test('a cookie that a file lists is written as the line that set it', async () => {
  const cookies = [
    {
      name: 'a',
      value: '1',
      path: '/x',
      domain: '.app.test',
      expires: '2026-11-20T11:00:00.000Z',
      httpOnly: true,
      secure: true,
      sameSite: 'lax',
    },
    { name: 'b', value: '', expires: -1, httpOnly: false, path: null },
    { name: 'c', value: 'x', expires: 1_800_000_000 },
    { name: 'd', value: 'x; HttpOnly' },
    { value: 'x' },
  ];
  const content = harOf({ response: { cookies } });
  expect((await onlyRequest(content)).responseHeaders.map(([, value]) => value)).toEqual([
    'a=1; Path=/x; Domain=.app.test; Expires=Fri, 20 Nov 2026 11:00:00 GMT; HttpOnly; Secure; SameSite=Lax',
    'b=',
    'c=x; Expires=Fri, 15 Jan 2027 08:00:00 GMT',
  ]);
  expect(await partsOf(content)).toEqual([
    ['left-out', 'response.cookies', 2],
    ['made', 'response.headers', 1],
  ]);
});

test('cookies count where their header is there, but empty', async () => {
  const cookies = [{ name: 'connect.sid', value: EXPRESS }];
  const record = await onlyRequest(harOf({ request: { headers: [{ name: 'Cookie', value: '' }], cookies } }));
  expect(record).toMatchObject({ sidBefore: SID });
});

test.each<[string, unknown]>([
  ['a text of a header', `theme=dark; sid=${SID}`],
  ['texts', ['theme=dark', `sid=${SID}`]],
  ['a map', { theme: 'dark', sid: SID }],
  [
    'keys and values',
    [
      { key: 'theme', value: 'dark' },
      { Name: 'sid', Value: SID },
    ],
  ],
])('cookies that a file lists as %s count', async (_what, cookies) => {
  const content = harOf({ request: { cookies } });
  expect(await onlyRequest(content)).toMatchObject({ requestHeaders: [['Cookie', `theme=dark; sid=${SID}`]] });
  const form = Array.isArray(cookies) ? [] : [['other-form', 'request.cookies', 1]];
  expect(await partsOf(content)).toEqual([...form, ['made', 'request.headers', 1]]);
});

test('members that only a list has are counted, if header lines or an address exist', async () => {
  const content = harOf({
    request: {
      headers: [{ name: 'Cookie', value: 'a=1' }],
      cookies: [
        { name: 'a', value: '1' },
        { name: 'b', value: '2' },
      ],
      queryString: [{ name: 'q', value: '1' }],
    },
    response: {
      headers: [{ name: 'Set-Cookie', value: 'c=1; Path=/' }],
      cookies: [
        { name: 'c', value: '1' },
        { name: 'd', value: '2' },
      ],
    },
  });
  expect((await partsOf(content)).sort()).toEqual([
    ['only-listed', 'request.cookies', 1],
    ['only-listed', 'request.queryString', 1],
    ['only-listed', 'response.cookies', 1],
  ]);
});

test.each(['0001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 1_795_168_800_000_000])(
  'a time that no request can have, %s, is unknown and counted',
  async (startedDateTime) => {
    const content = harOf({ startedDateTime });
    expect(await onlyRequest(content)).toMatchObject({ isTimeUnknown: true });
    expect(await partsOf(content)).toEqual([['unknown', 'startedDateTime', 1]]);
  },
);

test.each([
  ['2026-11-20T10:00:00+01', '2026-11-20T09:00:00.000Z'],
  ['2026-11-20T10:00:00.5+0530', '2026-11-20T04:30:00.500Z'],
  ['2026-11-20', '2026-11-20T00:00:00.000Z'],
])('the time %s is %s', async (startedDateTime, expected) => {
  const { entries } = await opened(harOf({ startedDateTime }));
  expect(entries.map((entry) => new Date((entry as RequestRecord).arrivedAtMs).toISOString())).toEqual([expected]);
});

test('a duration of more than a year counts as absent, and the timings are used', async () => {
  expect(await onlyRequest(harOf({ time: 1e300, timings: { send: 1, wait: 10, receive: 1 } }))).toMatchObject({
    durationMs: 12,
  });
});

test('cookies that a file lists beside their header lines are not counted twice', async () => {
  const record = await onlyRequest(
    harOf({ response: { headers: [{ name: 'set-cookie', value: 'a=1' }], cookies: [{ name: 'a', value: '1' }] } }),
  );
  expect(record.responseHeaders).toEqual([['set-cookie', 'a=1']]);
});

test('a program whose version is a number is named', async () => {
  const content = harOf({}).replace('"version":"1"', '"version":1.5');
  expect((await opened(content)).about.writtenBy).toBe('hand 1.5');
});

test('left-out parts are counted by reason, the most common one first', async () => {
  const entry = JSON.stringify(JSON.parse(harOf({})).log.entries[0]);
  const { about } = await opened(`{"log":{"entries":[${entry},\n1,\n{"a":tru},\n2,\n${entry}]}}`);
  expect(about.skippedWhy).toEqual([
    { why: 'not-an-entry', count: 2 },
    { why: 'not-json', count: 1 },
  ]);
  expect(about).toMatchObject({ skippedCount: 3, requestCount: 2 });
});

test('no invalid part of an entry causes the loss of the entry, of another part, or of the reading', async () => {
  const members = [
    ['time'],
    ['timings'],
    ['request', 'method'],
    ['request', 'httpVersion'],
    ['request', 'headers'],
    ['request', 'cookies'],
    ['response'],
    ['response', 'status'],
    ['response', 'statusText'],
    ['response', 'headers'],
    ['response', 'cookies'],
    ['response', 'content'],
    ['response', 'bodySize'],
    ['response', '_error'],
  ];
  const anyValue = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, {}, [], [null], '', -1, 0, '200'));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...members), anyValue, async ([outer = '', inner], value) => {
      const entry = inner === undefined ? { [outer]: value } : { [outer]: { [inner]: value } };
      const job = jobFor(harOf(entry, {}));
      const result = await readRecording(job, async () => true);
      expect(result).toMatchObject({ ok: true, about: { requestCount: 2, skippedCount: 0 } });
    }),
    { numRuns: 60 },
  );
});
