import type { ActorState } from '../../../server/contract/actor.ts';

/** A simulated browser without a cookie; with `sid` alone, one whose cookie of that session would be accepted. */
export function makeActor({ id = 'alice', sid = null, ...given }: Partial<ActorState> = {}): ActorState {
  return {
    id,
    name: `${id.charAt(0).toUpperCase()}${id.slice(1)}`,
    sid,
    cookieValue: sid === null ? null : `s%3A${sid}.signature`,
    cookieEndsAtMs: null,
    putIn: null,
    hasOtherCookie: false,
    cookieCount: sid === null ? 0 : 1,
    lastAnswer: null,
    verdict: sid === null ? { kind: 'none' } : { kind: 'accepted', sid, secretNumber: 1 },
    ...given,
  };
}
