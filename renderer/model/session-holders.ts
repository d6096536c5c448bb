import type { ActorState } from '../../server/contract/actor.ts';
import { heldSid } from '../../server/contract/held-session.ts';
import { parseSetCookie } from '../../server/contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { placeOf } from './session-place.ts';

/**
 * The sessions that two or more simulated browsers hold, each with the names of these browsers. A session in the store
 * is known by its sid, a session in a cookie by the value of the cookie.
 */
export type SharedSessions = ReadonlyMap<string, readonly string[]>;

const NOBODY: readonly string[] = [];
const byActors = new WeakMap<readonly ActorState[], SharedSessions>();

/** The same map for the same array, because every row of a table requests it. */
export function sharedSessions(actors: readonly ActorState[]): SharedSessions {
  const known = byActors.get(actors);
  if (known !== undefined) return known;
  const names = new Map<string, string[]>();
  for (const actor of actors) {
    if (actor.verdict.kind !== 'accepted') continue;
    const key = heldSid(actor) ?? actor.cookieValue;
    if (key !== null) names.set(key, [...(names.get(key) ?? []), actor.name]);
  }
  const shared = new Map([...names].filter(([, holders]) => holders.length > 1));
  byActors.set(actors, shared);
  return shared;
}

/** The simulated browsers that have the session of a request now, if there are two or more; else an empty list. */
export function holdersOf(record: RequestRecord, shared: SharedSessions): readonly string[] {
  if (shared.size === 0) return NOBODY;
  const place = placeOf(record);
  if (place.kind === 'none') return NOBODY;
  return shared.get(place.kind === 'id' ? place.sid : (cookieAfter(record) ?? '')) ?? NOBODY;
}

/** The value of the session cookie that the browser was left with. */
function cookieAfter({ setCookie, cookieValue }: RequestRecord): string | null {
  return setCookie === null ? cookieValue : parseSetCookie(setCookie).value;
}
