import fc from 'fast-check';
import { expect, test } from 'vitest';
import { copiedRequest } from '../../../renderer/model/copy-as/copied-request.ts';
import { pythonCall, pythonNotes } from '../../../renderer/model/copy-as/python-call.ts';
import { requestsTarget } from '../../../renderer/model/copy-as/requests-target.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { needs, where } from '../../support/where.ts';
import { makeRecord } from '../support/make-record.ts';
import { casesOf, foretold, hasDistinctNames, origin, recorded, setting } from './copied-requests.ts';
import { type CameIn, rawSite } from './raw-site.ts';
import { spawnedPython } from './real-python.ts';

const notesOf = (record: RequestRecord) => pythonNotes(copiedRequest(record, origin));
const notes = (over: Partial<RequestRecord>) => notesOf(makeRecord(over));

/** What Python's real requests puts on the wire for each of these. */
async function sentFor(records: readonly RequestRecord[]): Promise<CameIn[]> {
  const site = await rawSite();
  await spawnedPython(records.map((record) => pythonCall(copiedRequest(record, site.origin))).join('\n'));
  return site.came;
}

/** Without Host, which urllib3 puts first unless it is given, and a length of 0 that a note tells of. */
const givenLines = ({ headers }: CameIn) => headers.filter(([name]) => name !== 'Host' && name !== 'Content-Length');

where(needs.requests)('requests sends what was recorded, or what the note foretells, whatever it held', async () => {
  const isSent = (record: RequestRecord) => foretold(record, notesOf(record)) !== null;
  const records = fc.sample(recorded.filter(hasDistinctNames).filter(isSent), 120);
  const came = await sentFor(records);
  expect(came.map(({ method, target }) => [method, target])).toEqual(
    records.map((record) => [record.method, foretold(record, notesOf(record))]),
  );
  expect(came.map(givenLines)).toEqual(records.map(({ requestHeaders }) => requestHeaders));
  for (const [place, { headers }] of came.entries()) {
    const hasLength = headers.some(([name]) => name === 'Content-Length');
    const codes = notesOf(records[place] ?? makeRecord()).map(({ code }) => code);
    expect(hasLength).toBe(codes.includes('adds-content-length'));
  }
});

where(needs.requests)('of the targets that were reported it says what requests sends', async () => {
  const records = [...casesOf('y02-python-target.http'), ...casesOf('y01-fetch-apostrophe.http')];
  const came = await sentFor(records);
  expect(came.map(({ target }) => target)).toEqual(records.map((record) => foretold(record, notesOf(record))));
  expect(records.map((record) => notesOf(record)[0]?.code ?? null)).toEqual(['target-changed', 'target-changed', null]);
});

where(needs.requests)('of two slashes before what is no host with a port it says that requests refuses', async () => {
  for (const url of ['//..d:mX~5%5B1-3%5D', '//a:b/c', '//a%zz:1x']) {
    expect(notes({ url })).toContainEqual({ code: 'cannot-send', what: 'target', text: url });
    await expect(sentFor([makeRecord({ url })])).rejects.toThrow('Failed to parse');
  }
  const [came] = await sentFor([makeRecord({ url: '//a:80/c' })]);
  expect([came?.target]).toEqual([foretold(makeRecord({ url: '//a:80/c' }), notes({ url: '//a:80/c' }))]);
});

test.each([
  ['/getsession?', '/getsession'],
  ['/%67etsession?a=%41%7E&b=%c3%a9', '/getsession?a=A~&b=%C3%A9'],
  ['/a?c=%zz&d=%41', '/a?c=%25zz&d=%2541'],
  ['/a/./b/../c', '/a/c'],
  ['/a/%2e%2e/b', '/a/../b'],
  ['/..', '/'],
  ['/../?a', '/?a'],
  ['/a/../../', '/'],
  ['/a#b', '/a'],
  ['/[1]|"', '/%5B1%5D%7C%22'],
  ["/it's?currency='USD'", "/it's?currency='USD'"],
  ['//evil.example/x', '//evil.example/x'],
  ['/a??b?', '/a??b?'],
  ['/\u00e9', '/%C3%A9'],
])('of %s requests makes %s', (target, sent) => {
  expect(requestsTarget(target)).toBe(sent);
});

where(needs.requests)('what requests refuses is said to be refused', async () => {
  const targets = ['*', 'http://localhost/getsession', 'localhost:5000'];
  const records = [
    ...casesOf('y03-target-is-no-path.http'),
    ...targets.map((url) => makeRecord({ method: 'OPTIONS', url })),
  ];
  for (const record of records) {
    expect(notesOf(record).some(({ code }) => code === 'cannot-send')).toBe(true);
    await expect(sentFor([record])).rejects.toThrow('InvalidURL');
  }
});

where(needs.requests)('a body that can be made again goes with it, as its bytes', async () => {
  const [came] = await sentFor([setting("it's \\ 好")]);
  const body = Buffer.from(JSON.stringify("it's \\ 好")).toString('latin1');
  expect(came).toMatchObject({ method: 'POST', target: '/session/keys/color', body });
  expect(came?.headers).toContainEqual(['content-type', 'application/json']);
  expect(came?.headers).toContainEqual(['Content-Length', String(body.length)]);
});

where(needs.requests)('lines of one name are joined as HTTP says, and it says so', async () => {
  const record = makeRecord({
    requestHeaders: [
      ['User-Agent', 'x'],
      ['Cookie', 'a=1'],
      ['Accept', 'a'],
      ['cookie', 'b=2'],
      ['accept', 'b'],
      ['Accept-Encoding', 'gzip'],
    ],
  });
  expect(notesOf(record)).toEqual([{ code: 'lines-joined' }]);
  const [came] = await sentFor([record]);
  expect(came === undefined ? [] : givenLines(came)).toEqual([
    ['User-Agent', 'x'],
    ['Cookie', 'a=1; b=2'],
    ['Accept', 'a, b'],
    ['Accept-Encoding', 'gzip'],
  ]);
});

test('it says what else it does not keep', () => {
  expect(notes({})).toEqual([]);
  expect(notes({ method: 'get' })).toEqual([{ code: 'method-changed', sent: 'GET' }]);
  expect(notes({ httpVersion: '1.0' })).toEqual([{ code: 'sent-as-http-1-1', was: '1.0' }]);
  expect(notes({ method: 'DELETE' })).toEqual([{ code: 'adds-content-length' }]);
  expect(notes({ method: 'POST', requestHeaders: [['Content-Length', '0']] })).toEqual([]);
});

test('proxies and the .netrc of the environment are not used', () => {
  expect(pythonCall(copiedRequest(makeRecord(), origin))).toContain('session.trust_env = False');
});
