import { describe, expect, it } from 'vitest';
import { whatHappened, whatHappenedText } from '../../renderer/sentences/what-happened.ts';
import { en } from '../../renderer/strings/en.ts';
import type { Evidence } from '../../server/contract/evidence.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreSide } from '../../server/contract/store-evidence.ts';
import type { Verdict } from '../../server/contract/verdict.ts';
import { alice, makeAnonymous, makeRecord, mallory, sidA, sidB } from './support/make-record.ts';
import { storeEvidence, storeSide } from './support/make-store-evidence.ts';

const say = (record: RequestRecord, owner = alice) => {
  const happened = whatHappened(record, owner, en);
  return `${happened.badge?.shape ?? ''} ${whatHappenedText(happened, ', ')}`.trim();
};
const noEvidence: Evidence = {
  sessionCookie: [],
  format: null,
  before: 'id-only',
  after: 'id-only',
  isSecretProved: false,
  cookies: [],
};
const inCookie = { engine: 'client-side', sidBefore: null, sidAfter: null } as const;
const otherEngines: Verdict = { kind: 'wrong-engine', cookieName: 'session' };
const refused = (verdict: Verdict) => makeAnonymous({ cookieValue: 'x', verdict });

describe('a part of a page without the session cookie', () => {
  const lost = { name: 'session', came: false, why: 'deleted', rule: null, decidedBy: 4 } as const;
  const page = { engine: null, cookieName: 'session', expectedCookies: [lost] };
  const style = makeAnonymous({ ...page, operations: [], requestHeaders: [['Sec-Fetch-Dest', 'style']] });

  it('does not repeat the reason that its page has said', () => {
    const reason = 'cookie session missing: deleted by #4';
    expect(say(makeAnonymous({ ...page, operations: [], requestHeaders: [['Sec-Fetch-Dest', 'document']] }))).toBe(
      reason,
    );
    expect(say(style)).toBe('no session cookie to be seen');
    expect(say(makeAnonymous({ ...page, operations: [], requestHeaders: [], url: '/static/base.css?v=2' }))).toBe(
      'no session cookie to be seen',
    );
  });

  it('says the reason where it is the first request that lacks the cookie', () => {
    const first = { ...style, findings: [{ kind: 'cookie-lost' as const, requestIds: [4, 5], cookie: lost }] };
    expect(say(first)).toContain('deleted by #4');
  });
});

describe('a request to a watched app whose store was read', () => {
  const stored = (before: StoreSide['state'], after: StoreSide['state'], over: Partial<RequestRecord> = {}) => {
    const store = storeEvidence({ before: storeSide(before), after: storeSide(after) });
    const verdict = { kind: 'not-verifiable', sid: sidA, why: 'only-an-id', secretNumber: null } as const;
    const record = makeRecord({ engine: null, verdict, operations: [], cookieName: 'sid', ...over });
    return { ...record, evidence: { ...noEvidence, store } };
  };

  it('says that a logout removed the row, with its keys', () => {
    expect(say(stored('present', 'absent', { sessionAfter: null }))).toBe(
      '−Username, its row is gone from the store, came with the cookie sid',
    );
  });

  it('says that the store has no row for a cookie, and what a request then stored', () => {
    const absent = { sessionBefore: null, sessionAfter: null };
    expect(say(stored('absent', 'absent', absent))).toBe('the store has no row for it, came with the cookie sid');
    expect(say(stored('absent', 'present', { sessionBefore: null }))).toContain('+Username');
  });

  it('says of a row that cannot be read, and of a change that is not its own', () => {
    expect(say(stored('unreadable', 'unreadable', { sessionBefore: null, sessionAfter: null }))).toContain(
      'its row cannot be read',
    );
    const shared = stored('present', 'present', { sessionAfter: {} });
    shared.evidence.store.attribution = 'shared';
    expect(say(shared)).toBe('−Username, changed together with overlapping requests, came with the cookie sid');
  });
});

it('says of a watched app why it gave no answer', () => {
  const upstream = { address: null, connectMs: null, firstByteMs: null, totalMs: null, changes: [] };
  const fault = { code: 'speaks-tls' } as const;
  const record = makeAnonymous({ engine: null, status: 502, operations: [], upstream: { ...upstream, fault } });
  expect(say(record)).toBe('the app speaks https');
});

describe('the summary of a request', () => {
  it.each<[string, string, RequestRecord]>([
    [
      'a first set',
      '▲ set, +Username, new session',
      makeAnonymous({
        operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Admin' }],
        sidAfter: sidA,
        sessionAfter: { Username: 'Admin' },
      }),
    ],
    [
      'a first set on the engine that keeps the session in the cookie',
      '▲ set, +Username, new session',
      makeAnonymous({
        engine: 'client-side',
        operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Admin' }],
        sessionAfter: { Username: 'Admin' },
      }),
    ],
    [
      'a regeneration there, where no id can change',
      '↻ regenerated, signed again',
      makeRecord({ ...inCookie, operations: [{ atMs: 1, op: 'regenerate' }] }),
    ],
    [
      'the same value again',
      '▲ set, Username same value',
      makeRecord({
        operations: [{ atMs: 1, op: 'set', key: 'Username', before: { a: 1, b: 2 }, after: { b: 2, a: 1 } }],
      }),
    ],
    [
      'another value',
      '▲ set, ~Username = "Bob"',
      makeRecord({ operations: [{ atMs: 1, op: 'set', key: 'Username', before: 'Admin', after: 'Bob' }] }),
    ],
    [
      'a first set while the cookie of the other engine is still in the jar',
      "▲ set, +Username, new session, other engine's cookie ignored",
      makeAnonymous({
        verdict: otherEngines,
        operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Admin' }],
        sidAfter: sidA,
        sessionAfter: { Username: 'Admin' },
      }),
    ],
    [
      'a page that uses no session, with that cookie',
      "session not used, other engine's cookie ignored",
      makeAnonymous({ verdict: otherEngines, operations: [] }),
    ],
    ['a get', '● get, Username → "Admin"', makeRecord()],
    ['a get without a cookie', '● get, Username not set, no cookie', makeAnonymous()],
    [
      'a pop',
      '▼ pop, −Username',
      makeRecord({ operations: [{ atMs: 1, op: 'pop', key: 'Username', before: 'Admin' }], sessionAfter: {} }),
    ],
    [
      'a pop of what was not there',
      '▼ pop, role was not there',
      makeRecord({ operations: [{ atMs: 1, op: 'pop', key: 'role' }] }),
    ],
    ['a list', '○ listed, 1 key', makeRecord({ operations: [{ atMs: 1, op: 'list' }] })],
    [
      'a clear',
      '▽ cleared, −2 keys',
      makeRecord({ operations: [{ atMs: 1, op: 'clear' }], sessionBefore: { a: 1, b: 2 }, sessionAfter: {} }),
    ],
    [
      'a new session id',
      '↻ regenerated, 3fA9…kQ → 9Zt1…0b',
      makeRecord({ operations: [{ atMs: 1, op: 'regenerate' }], sidAfter: sidB }),
    ],
    [
      'a destroyed session',
      '■ destroyed, 1 key lost',
      makeRecord({ operations: [{ atMs: 1, op: 'destroy' }], sidAfter: null, sessionAfter: null }),
    ],
    ['a page that uses no session', 'session not used', makeAnonymous({ operations: [] })],
    ['a page that is not there', 'no such page', makeAnonymous({ operations: [], status: 404 })],
    [
      'a handler that threw',
      '✕ failed, boom, ● Username → "Admin"',
      makeRecord({ status: 500, errors: [{ where: 'handler', message: 'boom' }] }),
    ],
    [
      'a session that could not be saved although the client got its 200',
      '✕ not saved, disk is full, ▲ +Username',
      makeRecord({
        operations: [{ atMs: 1, op: 'set', key: 'Username', after: 'Admin' }],
        storeOperations: [
          { atMs: 1, op: 'set', phase: 'end', sid: sidA, durationMs: 1, outcome: 'failed', error: 'disk is full' },
        ],
        errors: [{ where: 'store', message: 'disk is full' }],
      }),
    ],
    [
      'a client that left before the answer',
      '✕ aborted, the client went away',
      makeRecord({ status: null, isAborted: true, operations: [] }),
    ],
    [
      'a store that could not be read',
      '✕ failed, the session store could not be read',
      makeAnonymous({
        status: 500,
        verdict: { kind: 'unchecked', sid: sidA, secretNumber: 1 },
        operations: [],
        errors: [{ where: 'store', message: 'database is locked' }],
      }),
    ],
  ])('says of %s: %s', (_name, sentence, record) => {
    expect(say(record)).toBe(sentence);
  });

  it.each<[string, Verdict]>([
    ['signature does not match', { kind: 'bad-signature', sid: sidA, secretsTried: 2 }],
    ['unknown sid', { kind: 'unknown-sid', sid: sidA, secretNumber: 1 }],
    ['expired', { kind: 'expired', sid: sidA, secretNumber: 1, expiredAtMs: 0 }],
    ['not a signed cookie', { kind: 'malformed', reason: 'no-prefix' }],
    ['signature missing', { kind: 'malformed', reason: 'no-signature' }],
    ['broken percent-encoding', { kind: 'malformed', reason: 'bad-encoding' }],
    ['empty sid', { kind: 'malformed', reason: 'empty-sid' }],
  ])('says first that a cookie was refused, and why: %s', (reason, verdict) => {
    expect(say(refused(verdict))).toBe(`✕ refused, ${reason}, ● Username not set`);
  });

  it('names the owner of a cookie that another actor used', () => {
    expect(say(makeRecord({ actor: mallory }))).toBe(`● get, with Alice's cookie, Username → "Admin"`);
    expect(say(makeRecord())).not.toContain('cookie');
  });

  it('tells a cookie that a file shows to be set from one that it shows to be deleted, also where it is encrypted', () => {
    const seen = { ...inCookie, verdict: { kind: 'not-observed' }, sessionBefore: null, sessionAfter: null } as const;
    const sent = (setCookie: string) => say(makeRecord({ ...seen, cookieName: 'app', setCookie }));
    expect(sent('app=ENCRYPTED; Path=/; HttpOnly')).toBe('was sent the cookie app');
    expect(sent('app=; Expires=Thu, 01 Jan 1970 00:00:00 GMT')).toBe('was told to delete the cookie app');
  });

  it('names the keys that the cookies of a file or a watched app show to be added, changed and removed', () => {
    const seen = { ...inCookie, verdict: { kind: 'not-observed' }, cookieName: 'app', cookieValue: 'c' } as const;
    const setCookie = 'app=DATA; Path=/';
    const sessions = { sessionBefore: { a: 1, b: 2, c: 3 }, sessionAfter: { a: 1, b: 9, d: 4 } };
    expect(say(makeRecord({ ...seen, ...sessions, setCookie }))).toBe('~b, −c, +d, was sent the cookie app');
    const first = { ...seen, cookieValue: null, sessionBefore: null, sessionAfter: { Username: 'Admin' } };
    expect(say(makeRecord({ ...first, setCookie }))).toBe('+Username, was sent the cookie app');
    const last = { ...seen, sessionBefore: { Username: 'Admin' }, sessionAfter: null };
    expect(say(makeRecord({ ...last, setCookie: 'app=; Max-Age=0' }))).toBe(
      '−Username, was told to delete the cookie app',
    );
    const unread = { ...seen, sessionBefore: null, sessionAfter: { Username: 'Admin' } };
    expect(say(makeRecord({ ...unread, setCookie }))).toBe('was sent the cookie app');
  });

  it('has one badge, for the most significant effect, and counts the clauses it leaves out', () => {
    const operations = ['a', 'b', 'c', 'd', 'e'].map((key) => ({ atMs: 1, op: 'set' as const, key, after: 1 }));
    const record = makeRecord({ operations: [...operations, { atMs: 1, op: 'pop', key: 'a', before: 1 }] });
    expect(say(record)).toBe('▼ pop, +a, +b, and 4 more');
  });

  it('cuts a long value short', () => {
    const value = 'x'.repeat(5000);
    expect(
      say(makeRecord({ operations: [{ atMs: 1, op: 'get', key: 'k', before: value, after: value }] })).length,
    ).toBeLessThan(100);
  });
});
