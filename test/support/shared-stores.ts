import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type Clock, systemClock } from '../../server/base/clock.ts';
import type { SharedStore } from '../../server/contract/shared-store.ts';
import type { SharedPlace } from '../../server/shared-sessions/connection.ts';
import { Mirror } from '../../server/shared-sessions/mirror.ts';
import { postgresPlace } from '../../server/shared-sessions/postgres-place.ts';
import { redisPlace } from '../../server/shared-sessions/redis-place.ts';
import { SharedSessionStore } from '../../server/shared-sessions/shared-session-store.ts';
import type { SessionChange } from '../../server/storage/sessions/session-change.ts';
import type { StoreTls } from '../../server/stores/store-tls.ts';
import { startPostgres } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';
import { type Need, needs } from './where.ts';

export type SharedKind = 'redis' | 'postgres';

/** The kinds of shared stores, and what each needs. */
export const sharedKinds: readonly (readonly [SharedKind, Need])[] = [
  ['redis', needs.redis],
  ['postgres', needs.postgres],
];

const dayMs = 24 * 60 * 60 * 1000;

const started = new Map<SharedKind, Promise<{ server: { readonly url: string }; remove: () => Promise<void> }>>();
let places = 0;

/** One server of each kind for all tests of a file. */
export function sharedServer(kind: SharedKind): Promise<{ server: { readonly url: string } }> {
  const running = started.get(kind) ?? (kind === 'redis' ? startRedis() : startPostgres());
  started.set(kind, running);
  return running;
}

// Before the tests, because a test may stop the clock, and waiting for a server moves a stopped clock.
beforeAll(async () => {
  for (const [kind, { isMet }] of sharedKinds) if (isMet) await sharedServer(kind);
}, 60_000);

afterAll(async () => {
  for (const running of started.values()) await (await running).remove();
});

/** A new, empty place on the server of this file. Two stores on one place share their sessions. */
export function newPlace(kind: SharedKind): SharedPlace {
  const prefix = kind === 'redis' ? `test:${++places}:` : `test_${++places}_`;
  return {
    ...placeAt(kind, `${kind}://127.0.0.1:1`, prefix),
    connect: async (events) => placeAt(kind, (await sharedServer(kind)).server.url, prefix).connect(events),
  };
}

/** A machine whose processors are busy may take this long for a call that waits behind hundreds of others. */
const busyAnswerMs = 60_000;

/** The place at an address. Two prefixes are two places. `answerMs`: how long it may take to answer. */
export function placeAt(
  kind: SharedKind,
  url: string,
  prefix: string,
  password: string | null = null,
  tls: StoreTls | null = null,
  answerMs = busyAnswerMs,
): SharedPlace {
  const address = { url, host: '127.0.0.1', password, prefix, tls, answerMs };
  return kind === 'redis' ? redisPlace(address) : postgresPlace(address);
}

export interface SharedStoreOptions {
  readonly clock?: Clock;
  readonly idleLimitMs?: () => number;
}

export interface OpenedSharedStore {
  readonly store: SharedSessionStore;
  readonly mirror: Mirror;
  /** What the store published and the states that it has had, in order. */
  readonly changes: SessionChange[];
  readonly states: SharedStore[];
  /** The sids of unreadable sessions, and the failures that no caller waited for. */
  readonly unreadable: string[];
  readonly reported: unknown[];
}

/** Our store on a shared place, closed when the test is over. */
export function sharedStore(place: SharedPlace, options: SharedStoreOptions = {}): OpenedSharedStore {
  const { clock = systemClock, idleLimitMs = () => dayMs } = options;
  const changes: SessionChange[] = [];
  const states: SharedStore[] = [];
  const unreadable: string[] = [];
  const reported: unknown[] = [];
  const mirror = new Mirror({ path: ':memory:', nowMs: clock.now, publish: (change) => changes.push(change) });
  const store = new SharedSessionStore({
    ...{ place, mirror, clock, idleLimitMs },
    onState: (state) => states.push(state),
    onUnreadable: (sid) => unreadable.push(sid),
    report: (what, error) => reported.push([what, error]),
  });
  onTestFinished(async () => {
    await store.close();
    mirror.close();
  });
  return { store, mirror, changes, states, unreadable, reported };
}
