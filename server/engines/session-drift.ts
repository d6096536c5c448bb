import type { ActorState } from '../contract/actor.ts';
import { heldSid } from '../contract/held-session.ts';
import { refusalOf } from '../contract/outcome.ts';
import type { SessionDrift } from '../contract/session-drift.ts';
import type { SessionList } from '../storage/sessions/session-list.ts';

/** The maximum number of listed sids. The count beside the list is exact. */
const maxListed = 100;

/**
 * Compares the cookies of the simulated browsers with the rows of the store, without sweeping or touching a session.
 */
export function findDrift(sessions: SessionList, actors: readonly ActorState[], nowMs: number): SessionDrift {
  const held = new Set(actors.flatMap((actor) => heldSid(actor) ?? []));
  const live = sessions.recent(nowMs, maxListed + held.size);
  const orphanSids = live.map(({ sid }) => sid).filter((sid) => !held.has(sid));
  const ghosts = actors
    .filter(({ verdict }) => refusalOf(verdict) !== null)
    .map(({ id, name, sid, verdict }) => ({ actorId: id, actorName: name, sid, verdict }));
  return {
    orphanSids: orphanSids.slice(0, maxListed),
    orphanCount: sessions.count(nowMs) - held.size,
    ghosts,
    expiredCount: sessions.countExpired(nowMs),
  };
}
