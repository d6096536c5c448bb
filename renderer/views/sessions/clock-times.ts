import type { ActorState } from '../../../server/contract/actor.ts';
import { holdsSession } from '../../../server/contract/held-session.ts';
import type { StoredSession } from '../../../server/contract/stored-session.ts';

/**
 * One of the clocks that can end a session. `endsAtMs` is null if this clock does not run. `left` is the remaining
 * share of its time, from 0 to 1; null for a clock that does not run.
 */
export type SessionClock = (
  | { readonly of: 'browser'; readonly name: string }
  /** No simulated browser has the cookie: the cookie that the server would send now. */
  | { readonly of: 'cookie' }
  | { readonly of: 'store' }
) & { readonly endsAtMs: number | null; readonly left: number | null };

/**
 * The clocks of a session: one in each browser that has its cookie, if the cookie has an expiry, and the clock of the
 * row, which counts for all. The row ends with the cookie's expiry, or after the idle limit if the cookie has none.
 */
export function sessionClocks(
  session: StoredSession,
  actors: readonly ActorState[],
  nowMs: number,
): readonly SessionClock[] {
  const { cookie, cookieExpires, expiresAtMs } = session;
  const run = (endsAtMs: number | null, wholeMs: number) => ({
    endsAtMs,
    left: endsAtMs === null ? null : share(endsAtMs - nowMs, wholeMs),
  });
  const lifeMs = cookie.originalMaxAgeMs ?? 0;
  const holders = actors.filter((actor) => holdsSession(actor, session.sid));
  return [
    ...holders.map(({ name, cookieEndsAtMs }) => ({ of: 'browser' as const, name, ...run(cookieEndsAtMs, lifeMs) })),
    ...(holders.length === 0 ? [{ of: 'cookie' as const, ...run(cookie.expiresAtMs, lifeMs) }] : []),
    { of: 'store' as const, ...run(expiresAtMs, (cookieExpires ? cookie.originalMaxAgeMs : null) ?? keptMs(session)) },
  ];
}

/** How long the store keeps this session after its last use. A changed idle limit applies from the next request on. */
export function keptMs({ expiresAtMs, lastUsedAtMs }: Pick<StoredSession, 'expiresAtMs' | 'lastUsedAtMs'>): number {
  return expiresAtMs - lastUsedAtMs;
}

function share(leftMs: number, wholeMs: number): number {
  return wholeMs <= 0 ? 0 : Math.max(0, Math.min(1, leftMs / wholeMs));
}
