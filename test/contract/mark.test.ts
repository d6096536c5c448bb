import { describe, expect, it } from 'vitest';
import { markOf } from '../../server/contract/mark.ts';
import { aRecord } from '../support/log-entries.ts';

const accepted = { kind: 'accepted', sid: 'A', secretNumber: 1 } as const;
const arrivedAtMs = Date.UTC(2026, 0, 1);

describe('the mark of a request', () => {
  it.each([
    ['made a session', { sidAfter: 'A' }, { sid: 'A', fromSid: null, life: 'begins' }],
    ['used one', { verdict: accepted, sidBefore: 'A', sidAfter: 'A' }, { sid: 'A', fromSid: null, life: 'used' }],
    [
      'gave it a new id',
      { verdict: accepted, sidBefore: 'A', sidAfter: 'B' },
      { sid: 'B', fromSid: 'A', life: 'begins' },
    ],
    [
      'destroyed it',
      { verdict: accepted, sidBefore: 'A', operations: [{ atMs: 0, op: 'destroy' as const }] },
      { sid: 'A', did: 'destroy', life: 'destroyed' },
    ],
    ['left it unkept', { verdict: accepted, sidBefore: 'A' }, { sid: 'A', life: 'ended' }],
    [
      'came with a tampered cookie',
      { verdict: { kind: 'bad-signature' as const, sid: 'A', secretsTried: 1 } },
      { sid: 'A', did: 'refused', life: 'refused' },
    ],
    ['had nothing to do with one', {}, { sid: null, did: 'unused', life: 'none' }],
  ])('that %s', (_what, parts, mark) => {
    expect(markOf(aRecord({ id: 7, ...parts }))).toMatchObject({
      id: 7,
      atMs: arrivedAtMs,
      isInCookie: false,
      ...mark,
    });
  });

  it('contains the past or future expiry of its session', () => {
    const expiredAtMs = arrivedAtMs - 5_000;
    const late = { kind: 'expired', sid: 'A', secretNumber: 1, expiredAtMs } as const;
    expect(markOf(aRecord({ id: 1, verdict: late }))).toMatchObject({ life: 'refused', expiresAtMs: expiredAtMs });
    const expires = 'a=b; Path=/; Expires=Thu, 01 Jan 2026 00:10:00 GMT';
    expect(markOf(aRecord({ id: 1, setCookie: expires }))?.expiresAtMs).toBe(arrivedAtMs + 600_000);
    expect(markOf(aRecord({ id: 1, setCookie: `${expires}; Max-Age=60` }))?.expiresAtMs).toBe(arrivedAtMs + 60_000);
    expect(markOf(aRecord({ id: 1, setCookie: 'a=b; Path=/' }))?.expiresAtMs).toBeNull();
    expect(markOf(aRecord({ id: 1, setCookie: 'a=b; Expires=soon' }))?.expiresAtMs).toBeNull();
  });

  it('contains the ends of session cookies, and a refused one', () => {
    const lost = (why: 'deleted' | 'path', about: object) => ({
      name: 'app',
      came: false,
      why,
      rule: null,
      decidedBy: 3,
      about,
    });
    const expectedCookies = [
      lost('deleted', { isSession: true }),
      lost('path', { isSession: true }),
      lost('deleted', {}),
      lost('deleted', { isSession: true, isOfOtherSite: true }),
    ];
    expect(markOf(aRecord({ id: 7, expectedCookies }))?.endedCookies).toEqual([expectedCookies[0]]);
    expect(markOf(aRecord({ id: 7, expectedCookies: [] }))).not.toHaveProperty('endedCookies');
  });

  it('contains of a refused cookie only its end', () => {
    const setCookie = 'app=b; Path=/; Max-Age=60; SameSite=None';
    const refused = {
      name: 'app',
      fate: 'refused',
      why: 'none-not-secure',
      rule: 'RFC 6265bis §5.7 step 19',
      decidedBy: 1,
      refusals: [{ code: 'none-not-secure' }],
    } as const;
    const sent = { engine: 'client-side', cookieName: 'app', setCookie } as const;
    expect(markOf(aRecord({ id: 1, ...sent }))).toMatchObject({ life: 'begins', isInCookie: true });
    const setCookieFates = [{ ...refused, refusals: [...refused.refusals] }];
    expect(markOf(aRecord({ id: 1, ...sent, setCookieFates }))).toMatchObject({
      life: 'none',
      isInCookie: false,
      expiresAtMs: null,
    });
  });

  it.each([
    ['by an Expires in the past', 'app=; Expires=Thu, 01 Jan 1970 00:00:00 GMT'],
    ['by a Max-Age of 0', 'app=; Path=/; Max-Age=0'],
    ['by a negative Max-Age, whatever Expires says', 'app=x; Max-Age=-1; Expires=Thu, 01 Jan 2099 00:00:00 GMT'],
  ])('ends with its cookie deleted, %s, as a file of another program shows it', (_how, setCookie) => {
    const seen = { verdict: { kind: 'not-observed' }, cookieValue: 'x', setCookie } as const;
    const deleted = { life: 'deleted', expiresAtMs: null };
    expect(markOf(aRecord({ id: 1, ...seen, sidBefore: 'A' }))).toMatchObject({ ...deleted, sid: 'A' });
    expect(markOf(aRecord({ id: 1, ...seen, engine: 'client-side' }))).toMatchObject({ ...deleted, isInCookie: true });
    // Nobody had a session, so none ends.
    const without = { ...seen, cookieValue: null, engine: 'client-side' } as const;
    expect(markOf(aRecord({ id: 1, ...without }))).toMatchObject({ life: 'none', isInCookie: false });
  });

  it('takes a date of any spelling that browsers take for the end of its cookie, and no other', () => {
    const endOf = (expires: string) => markOf(aRecord({ id: 1, setCookie: `a=b; Expires=${expires}` }))?.expiresAtMs;
    expect(endOf('Thu, 01-Jan-2026 00:10:00 GMT')).toBe(arrivedAtMs + 600_000);
    expect(endOf('2026-01-01T00:10:00Z')).toBeNull();
  });

  it('is not refused if a cookie of the other engine is left, which is ignored', () => {
    const verdict = { kind: 'wrong-engine', cookieName: 'inspector.sid' } as const;
    const set = { atMs: 1, op: 'set', key: 'Username', after: 'Admin' } as const;
    const parts = { engine: 'client-side', verdict, setCookie: 'session=e30.a.b' } as const;
    expect(markOf(aRecord({ id: 1, ...parts, operations: [set] }))).toMatchObject({
      did: 'set',
      isInCookie: true,
      life: 'begins',
    });
    expect(markOf(aRecord({ id: 1, verdict }))).toMatchObject({ did: 'unused', life: 'none' });
  });

  it('follows the cookie if the cookie is the session', () => {
    const client = { engine: 'client-side' as const };
    const sent = markOf(aRecord({ id: 1, ...client, setCookie: 'session=e30.a.b' }));
    expect(sent).toMatchObject({ sid: null, isInCookie: true, life: 'begins' });
    const came = markOf(aRecord({ id: 1, ...client, verdict: { ...accepted, sid: null } }));
    expect(came).toMatchObject({ isInCookie: true, life: 'used' });
    const deletion = { question: 'destroyed', answer: true, rule: 'flask-cookie-deleted', inputs: {} } as const;
    const gone = markOf(
      aRecord({
        id: 1,
        ...client,
        verdict: { ...accepted, sid: null },
        setCookie: 'session=; Max-Age=0',
        operations: [{ atMs: 0, op: 'destroy' }],
        decision: [deletion],
      }),
    );
    expect(gone).toMatchObject({ isInCookie: true, life: 'destroyed' });
    // The request was a pop; the deletion of the cookie is its result.
    const emptied = markOf(
      aRecord({
        id: 1,
        ...client,
        verdict: { ...accepted, sid: null },
        setCookie: 'session=; Max-Age=0',
        operations: [{ atMs: 0, op: 'pop', key: 'Username', before: 'Admin' }],
        decision: [deletion],
      }),
    );
    expect(emptied).toMatchObject({ did: 'pop', life: 'deleted' });
    expect(markOf(aRecord({ id: 1, ...client }))).toMatchObject({ isInCookie: false, life: 'none' });
  });
});

describe('the mark of an edit', () => {
  it.each([
    ['set', 'used', null],
    ['destroy', 'destroyed', null],
    ['expire', 'expired', 9],
  ] as const)('%s', (action, life, expiresAtMs) => {
    const mark = { did: 'edit', actor: null, sid: 'A', life, expiresAtMs };
    expect(markOf({ kind: 'edit', id: 3, atMs: 9, sid: 'A', action })).toMatchObject(mark);
  });
});

it('a gap and a notice have no mark', () => {
  expect(markOf({ kind: 'gap', id: 1, fromMs: 0, toMs: 1 })).toBeNull();
  expect(markOf({ kind: 'notice', id: 1, atMs: 0, notice: { code: 'recording-paused' } })).toBeNull();
});

describe('the mark of a request to a watched app', () => {
  const evidence = {
    sessionCookie: ['known-name' as const],
    format: null,
    before: 'decoded' as const,
    after: 'unchanged' as const,
    isSecretProved: false,
    cookies: [],
  };
  const watched = { engine: null, cookieName: 'session', evidence } as const;
  const unverified = { kind: 'not-verifiable', sid: null, why: 'no-secret', secretNumber: null } as const;

  it.each([
    ['is sent a session in a cookie', { setCookie: 'session=a; Path=/' }, { isInCookie: true, life: 'begins' }],
    ['brings it', { cookieValue: 'a', verdict: unverified }, { isInCookie: true, life: 'used' }],
    [
      'brings a cookie that none of the secrets fits, which the app may know all the same',
      { cookieValue: 'a', verdict: { kind: 'bad-signature' as const, sid: null, secretsTried: 1 } },
      { isInCookie: true, life: 'used' },
    ],
    [
      'has it deleted',
      { cookieValue: 'a', verdict: unverified, setCookie: 'session=; Path=/; Max-Age=0' },
      { isInCookie: true, life: 'deleted' },
    ],
    ['has none', {}, { isInCookie: false, life: 'none' }],
    [
      'brings an id',
      { cookieValue: 'A', sidBefore: 'A', sidAfter: 'A', verdict: { ...unverified, sid: 'A' } },
      { isInCookie: false, sid: 'A', life: 'used' },
    ],
  ])('that %s', (_what, parts, mark) => {
    expect(markOf(aRecord({ id: 7, ...watched, ...parts }))).toMatchObject(mark);
  });

  it.each([
    ['adds a key', { setCookie: 'session=a', sessionAfter: { a: 1 } }, 'set'],
    [
      'changes a key and removes another',
      { cookieValue: 'a', sessionBefore: { a: 1, b: 2 }, setCookie: 'session=b', sessionAfter: { a: 2 } },
      'set',
    ],
    [
      'removes a key',
      { cookieValue: 'a', sessionBefore: { a: 1, b: 2 }, setCookie: 'session=b', sessionAfter: { a: 1 } },
      'pop',
    ],
    [
      'deletes the cookie',
      { cookieValue: 'a', sessionBefore: { a: 1 }, setCookie: 'session=; Max-Age=0', sessionAfter: null },
      'pop',
    ],
    ['changes nothing that is seen', { cookieValue: 'a', sessionBefore: { a: 1 }, sessionAfter: { a: 1 } }, 'unused'],
    ['has a cookie that is closed', { cookieValue: 'a', setCookie: 'session=b' }, 'unused'],
    ['renews the id', { cookieValue: 'A', sidBefore: 'A', setCookie: 'session=B', sidAfter: 'B' }, 'regenerate'],
  ])('that %s shows the result for the session, and not only a read', (_what, parts, did) => {
    expect(markOf(aRecord({ id: 7, ...watched, ...parts }))?.did).toBe(did);
  });
});
