import type { ActorState } from '../../server/contract/actor.ts';
import { holdsSession } from '../../server/contract/held-session.ts';

/**
 * `held`: the next request of a simulated browser would be accepted with this session. `free`: no such request would.
 */
export type SessionState = 'held' | 'free' | 'expired';

/** The state of a row, as far as the known browsers show it. */
export function sessionState(
  session: { readonly sid: string; readonly expiresAtMs: number },
  actors: readonly ActorState[],
  nowMs: number,
): SessionState {
  if (session.expiresAtMs <= nowMs) return 'expired';
  return actors.some((actor) => holdsSession(actor, session.sid)) ? 'held' : 'free';
}
