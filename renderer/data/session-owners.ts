import type { ActorRef } from '../../server/contract/actor.ts';
import type { LogEntry } from '../../server/contract/log-entry.ts';

/** Who each session id was issued to, by sid. */
export type SessionOwners = ReadonlyMap<string, ActorRef>;

/**
 * Learns from records who a session was made for: the actor whose request ended with a sid it did not begin with. Whoever
 * else sends that sid later holds a borrowed cookie. Returns the same map if nothing was learnt; keeps `max` at most.
 */
export function learnOwners(owners: SessionOwners, entries: readonly LogEntry[], max: number): SessionOwners {
  let learnt: Map<string, ActorRef> | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'request' || entry.sidAfter === null || entry.sidAfter === entry.sidBefore) continue;
    if ((learnt ?? owners).has(entry.sidAfter)) continue;
    learnt ??= new Map(owners);
    learnt.set(entry.sidAfter, entry.actor);
  }
  if (learnt === null) return owners;
  for (const sid of learnt.keys()) {
    if (learnt.size <= max) break;
    learnt.delete(sid);
  }
  return learnt;
}
