import type { ActorRef, ActorState } from '../../server/contract/actor.ts';
import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';

/**
 * The actor to whom each session was issued, by sid; for sessions in cookies, by the value of the cookie. Two browsers
 * may receive equal values (same data, same second), so each of them is also stored under a separate key.
 */
export type SessionOwners = ReadonlyMap<string, ActorRef>;

/**
 * Learns from records to whom each session was issued: the actor whose request ended with a new sid, or who received
 * the cookie. Any other actor that sends it later uses a borrowed cookie. Returns the same map if it learnt nothing.
 * Keeps at most `max` entries.
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

/**
 * The actor to whom the cookie of another actor was issued: the actor itself if it ever received it, null if unknown.
 */
export function issuedTo(owners: SessionOwners, { id, sid, cookieValue }: ActorState): ActorRef | null {
  if (sid !== null) return owners.get(sid) ?? null;
  if (cookieValue === null) return null;
  return owners.get(keyOfIssue(cookieValue, id)) ?? owners.get(cookieValue) ?? null;
}

/**
 * The actor to whom the accepted cookie of a request was issued: its sender if it ever received it, null if unknown or
 * without an accepted cookie.
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

/** A key with a line break, which no cookie value contains. */
function keyOfIssue(cookieValue: string, actorId: string): string {
  return `${cookieValue}\n${actorId}`;
}
