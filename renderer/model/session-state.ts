import { type ActorState, holdsSession } from '../../server/contract/actor.ts';

/** `held`: the next request of a simulated browser would be accepted with this session. `free`: that of none would. */
export type SessionState = 'held' | 'free' | 'expired';

/** In what state a row is, seen from the browsers that we know. */
export function sessionState(
  session: { readonly sid: string; readonly expiresAtMs: number },
  actors: readonly ActorState[],
  nowMs: number,
): SessionState {
  if (session.expiresAtMs <= nowMs) return 'expired';
  return actors.some((actor) => holdsSession(actor, session.sid)) ? 'held' : 'free';
}
