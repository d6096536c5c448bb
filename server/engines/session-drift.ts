import type { ActorState } from '../contract/actor.ts';
import type { SessionDrift } from '../contract/session-drift.ts';
import type { SessionList } from '../storage/sessions/session-list.ts';

/** More than anyone reads at a glance; the count beside the list is whole. */
const maxListed = 100;

/**
 * Compares the cookies of the simulated browsers with the rows of the store. A look only: nothing is swept or touched
 * by it.
 */
export function findDrift(sessions: SessionList, actors: readonly ActorState[], nowMs: number): SessionDrift {
  const held = new Set(actors.flatMap(({ sid }) => (sid === null ? [] : [sid])));
  const live = sessions.recent(nowMs, maxListed + held.size);
  const orphanSids = live.map(({ sid }) => sid).filter((sid) => !held.has(sid));
  const ghosts = actors.flatMap(({ id, name, sid }) =>
    sid === null || sessions.find(sid, nowMs) !== null ? [] : [{ actorId: id, actorName: name, sid }],
  );
  const heldAndLive = [...held].filter((sid) => sessions.find(sid, nowMs) !== null).length;
  return {
    orphanSids: orphanSids.slice(0, maxListed),
    orphanCount: sessions.count(nowMs) - heldAndLive,
    ghosts,
    expiredCount: sessions.countExpired(nowMs),
  };
}
