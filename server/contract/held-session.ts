/** Which session a simulated browser holds. */
import type { ActorState } from './actor.ts';

/**
 * Whether the engine would accept this browser's next request with the session of this sid. "Held" always means this.
 */
export function holdsSession({ verdict }: Pick<ActorState, 'verdict'>, sid: string): boolean {
  return verdict.kind === 'accepted' && verdict.sid === sid;
}

/** The server-side session that this browser holds. Null if it holds no session, or if the session is in the cookie. */
export function heldSid({ verdict }: Pick<ActorState, 'verdict'>): string | null {
  return verdict.kind === 'accepted' ? verdict.sid : null;
}
