import type { StoredSession } from '../../../server/contract/stored-session.ts';

export type ClockName = 'cookie' | 'stored' | 'idle';

/** One of the three things that can end a session by itself. */
export interface SessionClock {
  readonly name: ClockName;
  /** Null: this clock does not run. */
  readonly endsAtMs: number | null;
  /** How much of its time is left, from 0 to 1; null for a clock that does not run. */
  readonly left: number | null;
}

/**
 * The three clocks of a session. The cookie's runs in the browser, if the cookie has an expiry at all; the stored
 * expiry is the one the store acts on; the idle limit stands in for the cookie's expiry where there is none.
 */
export function sessionClocks(session: StoredSession, idleLimitMs: number, nowMs: number): readonly SessionClock[] {
  const { cookie, cookieExpires, expiresAtMs, lastUsedAtMs } = session;
  const run = (name: ClockName, endsAtMs: number | null, wholeMs: number): SessionClock => ({
    name,
    endsAtMs,
    left: endsAtMs === null ? null : share(endsAtMs - nowMs, wholeMs),
  });
  const storedWhole = cookieExpires ? (cookie.originalMaxAgeMs ?? expiresAtMs - lastUsedAtMs) : idleLimitMs;
  return [
    run('cookie', cookie.expiresAtMs, cookie.originalMaxAgeMs ?? 0),
    run('stored', expiresAtMs, storedWhole),
    run('idle', cookieExpires ? null : lastUsedAtMs + idleLimitMs, idleLimitMs),
  ];
}

function share(leftMs: number, wholeMs: number): number {
  return wholeMs <= 0 ? 0 : Math.max(0, Math.min(1, leftMs / wholeMs));
}
