import type { ActorRef, ActorState } from '../../server/contract/actor.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';

/**
 * Who each session was issued to, by sid; where the cookie is the session itself, by the cookie's value. Two browsers
 * may be sent the very same such value (same data, same second), so each is remembered under a key of its own too.
 */
export type SessionOwners = ReadonlyMap<string, ActorRef>;

/**
 * Learns from records who a session was made for: the actor whose request ended with a sid it did not begin with, or
 * who was sent the cookie. Whoever else sends it later holds a borrowed cookie. Returns the same map if nothing was
 * learnt; keeps `max` at most.
 */
export function learnOwners(owners: SessionOwners, entries: readonly LogEntry[], max: number): SessionOwners {
  let learnt: Map<string, ActorRef> | null = null;
  for (const entry of entries) {
    if (entry.kind !== 'request') continue;
    for (const key of keysOf(entry)) {
      if ((learnt ?? owners).has(key)) continue;
      learnt ??= new Map(owners);
      learnt.set(key, entry.actor);
    }
  }
  if (learnt === null) return owners;
  for (const key of learnt.keys()) {
    if (learnt.size <= max) break;
    learnt.delete(key);
  }
  return learnt;
}

/** Who the cookie that an actor holds was issued to: itself if it ever was, null if unknown. */
export function issuedTo(owners: SessionOwners, { id, sid, cookieValue }: ActorState): ActorRef | null {
  if (sid !== null) return owners.get(sid) ?? null;
  if (cookieValue === null) return null;
  return owners.get(keyOfIssue(cookieValue, id)) ?? owners.get(cookieValue) ?? null;
}

/**
 * Who the cookie was issued to that came with a request and was accepted: itself if it ever was, null if unknown or if
 * no accepted cookie came.
 */
export function ownerOfCookie(
  owners: SessionOwners,
  { verdict, sidBefore, cookieValue, actor }: RequestRecord,
): ActorRef | null {
  if (sidBefore !== null) return owners.get(sidBefore) ?? null;
  if (verdict.kind !== 'accepted' || cookieValue === null) return null;
  return owners.get(keyOfIssue(cookieValue, actor.id)) ?? owners.get(cookieValue) ?? null;
}

function keysOf({ sidBefore, sidAfter, setCookie, engine, actor }: RequestRecord): string[] {
  if (sidAfter !== null) return sidAfter === sidBefore ? [] : [sidAfter];
  if (engine !== 'client-side' || setCookie === null) return [];
  const value = /^[^=;]*=([^;]*)/.exec(setCookie)?.[1] ?? '';
  return value === '' ? [] : [value, keyOfIssue(value, actor.id)];
}

/** No cookie value has a line break, so this is none. */
function keyOfIssue(cookieValue: string, actorId: string): string {
  return `${cookieValue}\n${actorId}`;
}
