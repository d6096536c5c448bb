import type { ActorRef } from '../../../server/contract/actor.ts';
import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { aRecord } from '../../support/log-entries.ts';

export const alice: ActorRef = { id: 'alice', name: 'Alice', kind: 'simulated' };
export const mallory: ActorRef = { id: 'mallory', name: 'Mallory', kind: 'simulated' };
export const sidA = '3fA9xQ0vT7bJm2sYwRk4LcE8uHdNpZkQ';
export const sidB = '9Zt1aaaaaaaaaaaaaaaaaaaaaaaaaa0b';

/** A request that read `Username` with a genuine cookie; a test says what is different in its own. */
export function makeRecord(over: Partial<RequestRecord> = {}): RequestRecord {
  return aRecord({
    id: 1,
    arrivedAtMs: Date.UTC(2026, 10, 22, 14, 2, 3, 118),
    durationMs: 1.9,
    actor: alice,
    url: '/getsession',
    requestHeaders: [['Host', 'localhost:5000']],
    responseHeaders: [['Content-Type', 'text/html; charset=utf-8']],
    responseBodyBytes: 13,
    cookieValue: `s%3A${sidA}.signature`,
    verdict: { kind: 'accepted', sid: sidA, secretNumber: 1 },
    sidBefore: sidA,
    sidAfter: sidA,
    sessionBefore: { Username: 'Admin' },
    sessionAfter: { Username: 'Admin' },
    operations: [{ atMs: 1, op: 'get', key: 'Username', before: 'Admin', after: 'Admin' }],
    headSentAtMs: 1,
    ...over,
  });
}

/** A request without a cookie, in which nothing was stored. */
export function makeAnonymous(over: Partial<RequestRecord> = {}): RequestRecord {
  return makeRecord({
    cookieValue: null,
    verdict: { kind: 'none' },
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    operations: [{ atMs: 1, op: 'get', key: 'Username' }],
    ...over,
  });
}
