import { describe, expect, it } from 'vitest';
import { placeAfter, placeBefore, placeOf } from '../../renderer/model/session-place.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { makeAnonymous, makeRecord, sidA, sidB } from './support/make-record.ts';

const none = { kind: 'none' };
const cookie = { kind: 'cookie' };
const inCookie = { engine: 'client-side', sidBefore: null, sidAfter: null } as const;
const seen = { verdict: { kind: 'not-observed' } } as const;
const encrypted = { ...inCookie, ...seen, sessionBefore: null, sessionAfter: null } as const;

describe('where the session of a request is', () => {
  it.each<[string, RequestRecord, object, object, object]>([
    ['server-side', makeRecord(), { kind: 'id', sid: sidA }, { kind: 'id', sid: sidA }, { kind: 'id', sid: sidA }],
    [
      'server-side, under a new id',
      makeRecord({ sidAfter: sidB }),
      { kind: 'id', sid: sidA },
      { kind: 'id', sid: sidB },
      { kind: 'id', sid: sidB },
    ],
    [
      'server-side, destroyed',
      makeRecord({ sidAfter: null, sessionAfter: null }),
      { kind: 'id', sid: sidA },
      none,
      { kind: 'id', sid: sidA },
    ],
    ['server-side, without a cookie', makeAnonymous(), none, none, none],
    ['client-side, read', makeRecord(inCookie), cookie, cookie, cookie],
    ['client-side, the first set', makeRecord({ ...inCookie, sessionBefore: null }), none, cookie, cookie],
    ['client-side, the last key popped', makeRecord({ ...inCookie, sessionAfter: null }), cookie, none, cookie],
    ['client-side, without a cookie', makeAnonymous({ engine: 'client-side' }), none, none, none],
    [
      'client-side, with a forged cookie',
      makeAnonymous({
        engine: 'client-side',
        cookieValue: 'x',
        verdict: { kind: 'malformed', reason: 'no-signature' },
      }),
      none,
      none,
      none,
    ],
    ['an encrypted cookie in a file, sent', makeRecord(encrypted), cookie, cookie, cookie],
    [
      'an encrypted cookie in a file, set',
      makeRecord({ ...encrypted, cookieValue: null, setCookie: 'app=ENCRYPTED; Path=/' }),
      none,
      cookie,
      cookie,
    ],
    [
      'an encrypted cookie in a file, deleted',
      makeRecord({ ...encrypted, setCookie: 'app=; Max-Age=0' }),
      cookie,
      none,
      cookie,
    ],
  ])('%s', (_what, record, before, after, either) => {
    expect([placeBefore(record), placeAfter(record), placeOf(record)]).toEqual([before, after, either]);
  });
});
