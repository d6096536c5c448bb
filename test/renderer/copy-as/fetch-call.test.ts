import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { fetchCall, fetchNotes } from '../../../renderer/model/copy-as/fetch-call.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, foretold, hasDistinctNames, origin, recorded, setting } from './copied-requests.ts';
import { rawSite } from './raw-site.ts';

const runNode = promisify(execFile);
const notesOf = (record: RequestRecord) => fetchNotes(copiedRequest(record, origin));
const notes = (over: Partial<RequestRecord>) => notesOf(makeRecord(over));

const run = (code: string) => runNode(process.execPath, ['--input-type=module', '--eval', code]);
const calls = (records: readonly RequestRecord[], to: string) =>
  run(records.map((record) => `{ ${fetchCall(copiedRequest(record, to))} }`).join('\n'));

test('Node sends the recorded request or what the note says, for any request', async () => {
  const site = await rawSite();
  const records = fc.sample(recorded.filter(hasDistinctNames), 120);
  await calls(records, site.origin);
  expect(site.came.map(({ method, target }) => [method, target])).toEqual(
    records.map((record) => [record.method, foretold(record, notesOf(record))]),
  );
  for (const [place, { headers }] of site.came.entries()) {
    const given = records[place]?.requestHeaders ?? [];
    const names = new Set(given.map(([name]) => name));
    expect(headers.filter(([name]) => names.has(name))).toEqual(given);
  }
});

test.each([...casesOf('y01-fetch-apostrophe.http'), ...casesOf('y02-python-target.http')])(
  'for $url it says what Node sends',
  async (record) => {
    const site = await rawSite();
    await calls([record], site.origin);
    expect(site.came[0]?.target).toBe(foretold(record, notesOf(record)));
  },
);

test('the note says that an apostrophe in a query is escaped', () => {
  expect(notes({ url: "/getsession?filter=currency%20eq%20'USD'" })).toContainEqual({
    code: 'target-changed',
    sent: '/getsession?filter=currency%20eq%20%27USD%27',
  });
  expect(notes({ url: "/it's?" }).map(({ code }) => code)).not.toContain('target-changed');
});

test('the note names exactly the requests that Node refuses', async () => {
  const site = await rawSite();
  const targets = ['*', 'http://localhost/getsession', 'localhost:5000', '/', '//evil.example/', '/%zz?', '/[1]'];
  const methods = ['GET', 'CONNECT', 'TRACE', 'TRACK', 'PROPFIND', 'PATCH', 'M-SEARCH', 'QUERY'];
  const records = [
    ...casesOf('y03-target-is-no-path.http'),
    ...targets.map((url) => makeRecord({ method: 'OPTIONS', url })),
    ...methods.map((method) => makeRecord({ method })),
    { ...setting('red'), method: 'PUT' },
  ];
  for (const record of records) {
    const failed = await calls([record], site.origin).then(
      () => false,
      () => true,
    );
    expect([record.method, record.url, failed]).toEqual([
      record.method,
      record.url,
      foretold(record, notesOf(record)) === null,
    ]);
  }
});

test('a body that fetch does not send with GET is said to be refused', () => {
  const request = copiedRequest(setting('red'), origin);
  expect(fetchNotes({ ...request, method: 'GET' })).toContainEqual({
    code: 'cannot-send',
    what: 'body-with-method',
    text: 'GET',
  });
});

test('header lines that fetch decides itself are left out, and named', async () => {
  const site = await rawSite();
  const record = makeRecord({
    method: 'POST',
    requestHeaders: [
      ['Host', 'evil.example'],
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Keep-Alive', 'timeout=5'],
      ['Expect', '100-continue'],
      ['Sec-Fetch-Mode', 'navigate'],
      ['Content-Length', '0'],
      ['Origin', 'http://evil.example'],
      ['TE', 'trailers'],
      ['X-Last', '1'],
    ],
  });
  await calls([record], site.origin);
  const sent = site.came[0]?.headers ?? [];
  const lost = record.requestHeaders.filter(
    ([name, value]) => !sent.some(([other, found]) => other.toLowerCase() === name.toLowerCase() && found === value),
  );
  expect(notesOf(record)).toContainEqual({ code: 'lines-left-out', names: lost.map(([name]) => name) });
  expect(notes({ requestHeaders: [['Connection', 'keep-alive']] })).toEqual([{ code: 'not-in-a-page' }]);
  expect(notes({ requestHeaders: [['Connection', 'close']] })).toEqual([{ code: 'not-in-a-page' }]);
});

test('the cookie and the body are included; a body of which only the length is known is not', async () => {
  const site = await rawSite();
  const cookie = makeRecord({ requestHeaders: [['Cookie', 'inspector.sid=s%3Aabc']] });
  const lost = makeRecord({ method: 'POST', requestHeaders: [['Content-Length', '12']] });
  await calls([cookie, setting("it's 好"), lost], site.origin);
  const cookieOf = (headers: readonly (readonly [string, string])[]) =>
    headers.find(([name]) => name === 'Cookie')?.[1] ?? null;
  expect(site.came.map(({ headers, body }) => [cookieOf(headers), body])).toEqual([
    ['inspector.sid=s%3Aabc', ''],
    [null, Buffer.from('"it\'s 好"').toString('latin1')],
    [null, ''],
  ]);
});

test('the note lists the other differences', () => {
  expect(notes({})).toEqual([{ code: 'not-in-a-page' }]);
  expect(notes({ method: 'get' })).toContainEqual({ code: 'method-changed', sent: 'GET' });
  expect(notes({ httpVersion: '1.0' })).toContainEqual({ code: 'sent-as-http-1-1', was: '1.0' });
  expect(
    notes({
      requestHeaders: [
        ['A', '1'],
        ['a', '2'],
      ],
    }),
  ).toContainEqual({ code: 'lines-joined' });
});
