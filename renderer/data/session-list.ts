import type { StoredSession } from '../../server/contract/stored-session.ts';

/**
 * Takes changed and removed sessions into the list: used last first, one of each sid, the longest unused ones dropped
 * beyond `max`. A message may come twice.
 */
export function updateSessions(
  list: readonly StoredSession[],
  changed: readonly StoredSession[],
  removed: readonly string[],
  max: number,
): readonly StoredSession[] {
  if (changed.length === 0 && removed.length === 0) return list;
  const bySid = new Map(list.map((session) => [session.sid, session]));
  for (const session of changed) bySid.set(session.sid, session);
  for (const sid of removed) bySid.delete(sid);
  return [...bySid.values()].sort((a, b) => b.lastUsedAtMs - a.lastUsedAtMs).slice(0, max);
}
