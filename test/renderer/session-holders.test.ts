import { describe, expect, it } from 'vitest';
import { holdersOf, sharedSessions } from '../../renderer/model/session-holders.ts';
import { makeActor } from './support/make-actor.ts';
import { makeRecord } from './support/make-record.ts';

const accepted = (sid: string | null) => ({ kind: 'accepted', sid, secretNumber: 1 }) as const;
const sid = 'sid-1';

describe('the sessions that two browsers hold', () => {
  it('are those that the next request of both would be accepted with', () => {
    const actors = [makeActor({ id: 'alice', sid }), makeActor({ id: 'bob' }), makeActor({ id: 'mallory', sid })];
    expect([...sharedSessions(actors)]).toEqual([[sid, ['Alice', 'Mallory']]]);
  });

  it('are none if one of the two would be refused', () => {
    const spoiled = makeActor({ id: 'mallory', sid, verdict: { kind: 'bad-signature', sid, secretsTried: 1 } });
    expect(sharedSessions([makeActor({ id: 'alice', sid }), spoiled]).size).toBe(0);
  });

  it('are known by the cookie where the session is in the cookie', () => {
    const holder = (id: string) => makeActor({ id, cookieValue: 'data.time.mac', verdict: accepted(null) });
    const shared = sharedSessions([holder('alice'), holder('mallory')]);
    const inCookie = { engine: 'client-side', sidBefore: null, sidAfter: null, sessionAfter: { a: 1 } } as const;
    const sent = makeRecord({ ...inCookie, cookieValue: null, setCookie: 'session=data.time.mac; Path=/; HttpOnly' });
    expect(holdersOf(sent, shared)).toEqual(['Alice', 'Mallory']);
    const came = makeRecord({ ...inCookie, cookieValue: 'data.time.mac', setCookie: null });
    expect(holdersOf(came, shared)).toEqual(['Alice', 'Mallory']);
    const replaced = makeRecord({ ...inCookie, cookieValue: 'data.time.mac', setCookie: 'session=other; Path=/' });
    expect(holdersOf(replaced, shared)).toEqual([]);
  });

  it('mark every request of the session, and no request without one', () => {
    const shared = sharedSessions([makeActor({ id: 'alice', sid }), makeActor({ id: 'mallory', sid })]);
    expect(holdersOf(makeRecord({ sidBefore: null, sidAfter: sid }), shared)).toEqual(['Alice', 'Mallory']);
    const none = makeRecord({ sidBefore: null, sidAfter: null, sessionBefore: null, sessionAfter: null });
    expect(holdersOf(none, shared)).toEqual([]);
  });
});
