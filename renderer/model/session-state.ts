import type { ActorState } from '../../server/contract/actor.ts';

/** `held`: a simulated browser has its cookie. `free`: none has, so it is somebody's outside, or an orphan. */
export type SessionState = 'held' | 'free' | 'expired';

/** In what state a row is, seen from the browsers that we know. */
export function sessionState(
  session: { readonly sid: string; readonly expiresAtMs: number },
  actors: readonly ActorState[],
  nowMs: number,
): SessionState {
  if (session.expiresAtMs <= nowMs) return 'expired';
  return actors.some(({ sid }) => sid === session.sid) ? 'held' : 'free';
}
