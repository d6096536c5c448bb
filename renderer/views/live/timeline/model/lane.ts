import type { ActorRef } from '../../../../../server/contract/actor.ts';
import type { EndedCookie } from '../../../../../server/contract/cookie-end.ts';
import type { Mark } from '../../../../../server/contract/mark.ts';

/**
 * How a life ended. `deleted`, `ended`: as in a mark. `closed`: the browser with the cookie was closed. `lost`: the
 * browser does not hold the cookie any more, for a reason that `cookieEnds` has. `unknown`: row or cookie do not exist
 * any more, and the time of the end is unknown.
 */
export type LifeEnd = 'destroyed' | 'deleted' | 'ended' | 'closed' | 'lost' | 'regenerated' | 'expired' | 'unknown';

/** One stretch of a session's life. A session that comes back after its end (a race, or a new cookie) has several. */
export interface Life {
  /** Null if it started before the known entries. */
  readonly fromMs: number | null;
  /** Null if it continues. */
  readonly toMs: number | null;
  readonly end: LifeEnd | null;
}

/** Where the life of a session's cookie ended in the browser that held it. */
export interface CookieEnd {
  /** Identifies the end, whichever request reports it. */
  readonly key: string;
  readonly atMs: number;
  readonly cookie: EndedCookie;
  /** The row that decided. */
  readonly decided: Mark;
}

/** A lane of the timeline: one session, or all requests that had none. */
export interface Lane {
  /** The same for the same session as long as it is shown. */
  readonly key: string;
  /** `cookie` is client-side: there is no id, so the browser that holds the cookie identifies the session. */
  readonly kind: 'session' | 'cookie' | 'none';
  readonly sid: string | null;
  /** The app of the session, as `host:port`, if the log is a recording. Null otherwise. */
  readonly app: string | null;
  /** The actor to whom it was issued, if known. */
  readonly owner: ActorRef | null;
  /** In order of time. */
  readonly marks: readonly Mark[];
  /** In order of time. The last one may not have ended. */
  readonly lives: readonly Life[];
  /** Where cookies of the session ended in their browsers, in order of time. */
  readonly cookieEnds: readonly CookieEnd[];
  /** When the present life ends, or ended if no request has shown it yet. Null if unknown. */
  readonly expiresAtMs: number | null;
  /** The session that this one replaced when its id was regenerated. */
  readonly bornFrom: { readonly key: string; readonly atMs: number } | null;
}

export const NO_SESSION = 'none';

export function laneOfSid(sid: string): string {
  return `sid:${sid}`;
}

/** `app` is set if a recording contains several apps, because each of them has a separate cookie. */
export function laneOfCookie(actorId: string, app?: string): string {
  return app === undefined ? `cookie:${actorId}` : `cookie:${actorId} ${app}`;
}

/** Whether an actor other than its owner sent the cookie, as in a hijack. */
export function isForeign(lane: Lane, mark: Mark): boolean {
  return lane.owner !== null && mark.actor !== null && mark.actor.id !== lane.owner.id && mark.life === 'used';
}
