import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogEntry, RequestRecord } from '../../../../server/contract/log-entry.ts';
import { decodeEntry, encodeEntry } from '../../../../server/storage/log/entry-codec/entry-codec.ts';
import { anyEntry } from '../../../export/log-entries.ts';
import { aRecord } from '../../../support/log-entries.ts';

const runs = Number(process.env.PROPERTY_RUNS ?? 500);
/** What a text of JSON keeps of an entry: that is what the log promises. */
const asJson = (entry: LogEntry) => JSON.parse(JSON.stringify(entry)) as LogEntry;
const throughRow = (entry: LogEntry) => decodeEntry(encodeEntry(entry));

test('any entry is read back unchanged from its row', () => {
  fc.assert(
    fc.property(anyEntry, (entry) => {
      expect(throughRow(entry)).toEqual(asJson(entry));
    }),
    { numRuns: runs },
  );
});

test('a row that was written before rows were packed is read as it is', () => {
  const record = aRecord({ id: 7, sessionBefore: { a: [1] } });
  expect(decodeEntry(JSON.stringify(record))).toEqual(record);
});

test('a row of a newer version is refused, with its version', () => {
  expect(() => decodeEntry('[99,1]')).toThrow('version 99');
});

const sid = 'EUFq6SmP0I3n0f8K5pzgD6T-ator9rGx';
const cookie = `s%3A${sid}.czSy4lJ2DJiETcJv3QNXFU8H5hmcoMmvp8WFzvJ6WTM`;
const session = { Username: 'Admin' };

function visit(parts: Partial<RequestRecord> = {}): RequestRecord {
  return aRecord({
    id: 12,
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['Cookie', `theme=dark; inspector.sid=${cookie}`],
    ],
    responseHeaders: [
      ['Cache-Control', 'no-store'],
      ['Date', 'Mon, 23 Nov 2026 00:02:01 GMT'],
    ],
    cookieValue: cookie,
    receivedCookies: [
      { name: 'theme', value: 'dark', role: 'foreign', problems: [] },
      { name: 'inspector.sid', value: cookie, role: 'session', problems: ['duplicate'] },
    ],
    verdict: { kind: 'accepted', sid, secretNumber: 1 },
    sidBefore: sid,
    sidAfter: sid,
    sessionBefore: session,
    sessionAfter: session,
    storeOperations: [
      { atMs: 0.1, op: 'get', phase: 'load', sid, durationMs: 0.2, outcome: 'ok' },
      { atMs: 0.5, op: 'touch', phase: 'end', sid, durationMs: 0.2, outcome: 'failed', error: 'disk full' },
    ],
    decision: [
      { question: 'saved', answer: false, rule: 'skip-unmodified', inputs: { isModified: false, resave: false } },
      { question: 'set-cookie', answer: false, rule: 'cookie-rolling', inputs: { isNew: false, isModified: false } },
    ],
    ...parts,
  });
}

test('the row contains the cookie, the sid and the session only once', () => {
  const row = encodeEntry(visit());
  for (const text of [cookie, '"Username"', 'isModified']) expect(row.split(text)).toHaveLength(2);
  // In the list of sids, and inside the cookie.
  expect(row.split(sid)).toHaveLength(3);
  expect(row.length).toBeLessThan(JSON.stringify(visit()).length / 2);
  expect(decodeEntry(row)).toEqual(visit());
});

test.each<[string, Partial<RequestRecord>]>([
  ['cookies that the header does not tell of', { requestHeaders: [] }],
  ['cookies in another order than in the header', { receivedCookies: [...visit().receivedCookies].reverse() }],
  [
    'two Cookie headers',
    {
      requestHeaders: [
        ['Cookie', 'theme=dark'],
        ['cookie', `inspector.sid=${cookie}`],
      ],
    },
  ],
  ['a cookie value of no received cookie', { cookieValue: 'another' }],
  ['a Set-Cookie line of no header', { setCookie: 'a=b; Path=/' }],
  ['a Set-Cookie line of a header', { setCookie: 'a=b', responseHeaders: [['Set-Cookie', 'a=b']] }],
  ['a session that is equal after, but another object', { sessionAfter: { ...session } }],
  ['no session after', { sessionAfter: null }],
  ['a session of a data key that is special', { sessionAfter: JSON.parse('{"__proto__":1,"0":[]}') }],
  [
    'judgments that contradict each other',
    {
      decision: [
        { question: 'saved', answer: true, rule: 'save-modified', inputs: { isModified: true } },
        { question: 'set-cookie', answer: true, rule: 'cookie-rolling', inputs: { isModified: false } },
      ],
    },
  ],
  ['the record it was sent again from', { resendOf: 41 }],
  ['what is unknown', { durationMs: null, method: null, httpVersion: null, responseBodyBytes: null, status: null }],
  ['an unknown time', { isTimeUnknown: true }],
  ['an unknown time, and the record it was sent again from', { isTimeUnknown: true, resendOf: 41 }],
  [
    'inputs with names that an object puts in another order',
    { decision: [{ question: 'saved', answer: true, rule: 'save-modified', inputs: { b: 1, 7: null, a: 'x' } }] },
  ],
  [
    'inputs named as nothing should be',
    {
      decision: [
        { question: 'saved', answer: true, rule: 'save-modified', inputs: JSON.parse('{"__proto__":1,"a":2}') },
      ],
    },
  ],
])('%s', (_name, parts) => {
  const record = visit(parts);
  expect(throughRow(record)).toEqual(asJson(record));
});
