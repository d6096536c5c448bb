import { describe, expect, test } from 'vitest';
import { diffTree, onlyDifferences } from '../../renderer/model/diff-tree.ts';
import { compareRequests } from '../../renderer/shared/compare/compare-requests.ts';
import { compareSessions } from '../../renderer/shared/compare/compare-sessions.ts';
import { differingParts } from '../../renderer/shared/compare/compared.ts';
import { cookies } from '../../renderer/strings/en/cookies.ts';
import { en as english } from '../../renderer/strings/en.ts';
import { withLater } from '../../renderer/strings/with-later.ts';
import type { Evidence } from '../../server/contract/evidence.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { alice, makeAnonymous, makeRecord, mallory, sidA, sidB } from './support/make-record.ts';
import { makeSession } from './support/make-snapshot.ts';
import { storeEvidence, storeSide } from './support/make-store-evidence.ts';

const en = withLater(english);

const differing = (a: RequestRecord, b: RequestRecord) =>
  compareRequests(a, b, en, cookies)
    .filter((part) => differingParts([part]) > 0)
    .map(({ id }) => id);
const part = (record: RequestRecord, id: string) =>
  compareRequests(record, record, en, cookies).find((each) => each.id === id)?.a;

describe('two requests', () => {
  test('that were the same at another time do not differ', () => {
    const later = { id: 9, arrivedAtMs: 5, durationMs: 99, headSentAtMs: 7 };
    expect(differing(makeRecord(), makeRecord(later))).toEqual([]);
  });

  test.each<[string, Partial<RequestRecord>, string[]]>([
    ['who sent it', { actor: mallory }, ['request']],
    ['one value of the query', { url: '/getsession?a=2' }, ['request']],
    ['a header', { requestHeaders: [['Host', 'elsewhere']] }, ['headers']],
    ['what is in the session after', { sessionAfter: { Username: 'Root' } }, ['session']],
    ['the verdict', { verdict: { kind: 'bad-signature', sid: null, secretsTried: 1 } }, ['decision']],
    [
      'a store call',
      { storeOperations: [{ atMs: 1, op: 'get', phase: 'load', sid: sidA, durationMs: 1, outcome: 'ok' }] },
      ['store'],
    ],
    ['the status', { status: 500 }, ['response']],
  ])('differ by %s, and only there', (_name, over, ids) => {
    expect(differing(makeRecord(), makeRecord(over))).toEqual(ids);
  });

  test('show our cookie in its parts, any other as it came, and one that came twice as a list', () => {
    const record = makeRecord({
      receivedCookies: [
        { name: 'inspector.sid', value: `s%3A${sidA}.sig`, role: 'session', problems: [] },
        { name: 'theme', value: 'a', role: 'foreign', problems: [] },
        { name: 'theme', value: 'b', role: 'foreign', problems: ['duplicate'] },
      ],
    });
    expect(part(record, 'cookies')).toEqual({
      'inspector.sid': { prefix: 's:', 'session id': sidA, signature: 'sig' },
      theme: ['a', 'b'],
    });
  });

  test('of a file of another program have no engine, and the received cookie', () => {
    const record = makeRecord({
      verdict: { kind: 'not-observed' },
      engine: null,
      receivedCookies: [{ name: 'PHPSESSID', value: 'a.b', role: 'session', problems: [] }],
    });
    expect(part(record, 'request')).toMatchObject({ engine: 'unknown' });
    expect(part(record, 'cookies')).toEqual({ PHPSESSID: 'a.b' });
  });

  test('keep a query as it is spelled', () => {
    expect(part(makeRecord({ url: '/x?a=%41&a=A&b' }), 'request')).toMatchObject({
      path: '/x',
      query: { a: ['%41', 'A'], b: '' },
    });
  });

  test('may have no common fields', () => {
    expect(differing(makeRecord(), makeAnonymous({ url: '/x', actor: mallory, status: 404 }))).toContain('session');
  });
});

test('two sessions: data, life, owners, cookie and size', () => {
  const a = { ...makeSession(sidA, 1), data: { Username: 'Admin' } };
  const b = { ...makeSession(sidB, 1), data: { Username: 'Root' }, bytes: 3 };
  const parts = compareSessions(a, b, { owners: new Map([[sidA, alice]]), actors: [] }, en);
  const ids = parts.filter((each) => differingParts([each]) > 0).map(({ id }) => id);
  expect(ids).toEqual(['data', 'owners', 'size']);
});

test('equal values are left out of a tree at every depth', () => {
  const tree = onlyDifferences(diffTree({ a: 1, b: { c: 1, d: 2 }, e: [1] }, { a: 1, b: { c: 1, d: 3 }, e: [1] }));
  expect(tree.children.map(({ path }) => path)).toEqual(['/b']);
  expect(tree.children[0]?.children.map(({ path }) => path)).toEqual(['/b/d']);
});

test('a session that the store did not tell is unknown, and not empty', () => {
  const evidence = {
    ...{ sessionCookie: [], format: null, before: 'id-only', after: 'stored', isSecretProved: false, cookies: [] },
    store: storeEvidence({ attribution: 'not-in-time', before: storeSide('present'), after: storeSide('not-in-time') }),
  } satisfies Evidence;
  const record = makeRecord({ engine: null, verdict: { kind: 'not-observed' }, sessionAfter: null, evidence });
  expect(part(record, 'session')).toEqual({ 'Session after': 'unknown' });
  expect(part(record, 'store')).toMatchObject({ Before: 'found · sess:a', After: 'not read in time · sess:a' });
});
