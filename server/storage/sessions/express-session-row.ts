import type { SessionData as ExpressSessionData } from 'express-session';
import { type ReadSession, readSession, type SessionTexts, SessionUnreadable } from './session-row.ts';

/** The parameters of a statement that writes the cookie of a session. */
export interface CookieColumns {
  readonly cookie: string;
  readonly cookieExpires: 0 | 1;
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

/**
 * The cookie of a session as columns. A cookie without an expiry lives for `idleLimitMs` from now. Throws TypeError if
 * the expiry is not a date.
 */
export function cookieColumns(session: ExpressSessionData, nowMs: number, idleLimitMs: () => number): CookieColumns {
  const expires = expiryIn(session);
  return {
    cookie: JSON.stringify(session.cookie ?? null),
    cookieExpires: expires === null ? 0 : 1,
    expiresAtMs: expires ?? nowMs + idleLimitMs(),
    nowMs,
  };
}

/** The SQL value for a sid. Null, which equals nothing, for a value that is not a text or that UTF-8 cannot encode. */
export function keyOf(sid: unknown): string | null {
  return typeof sid === 'string' && sid.isWellFormed() ? sid : null;
}

/** Throws TypeError if `session` is not a session. A session without a cookie is valid, as in MemoryStore. */
export function refuseOther(session: unknown): asserts session is object {
  if (typeof session !== 'object' || session === null) throw new TypeError('A session must be an object');
  const { cookie } = session as { cookie?: unknown };
  if (cookie !== undefined && (typeof cookie !== 'object' || cookie === null)) {
    throw new TypeError('The cookie of a session must be an object');
  }
}

/**
 * The expiry of the cookie of a session, in wall-clock ms. Null if it has none. An invalid Date is null, as in JSON.
 */
function expiryIn({ cookie }: Partial<ExpressSessionData>): number | null {
  const expires: unknown = cookie?.expires;
  if (!expires) return null;
  const atMs = new Date(expires as Date).getTime();
  if (!Number.isNaN(atMs)) return atMs;
  if (expires instanceof Date) return null;
  throw new TypeError('The expiry of the cookie of a session must be a date');
}

/** A fresh session for each call. Throws SessionUnreadable. */
export function fromRow(row: SessionTexts): ExpressSessionData {
  const { data, cookie, unreadable } = readSession(row);
  if (unreadable.length > 0) throw new SessionUnreadable(unreadable);
  return sessionOf(data, cookie);
}

/** The object that express-session expects from a store. Its first member is the cookie, as in MemoryStore. */
export function sessionOf(data: ReadSession['data'], cookie: ReadSession['cookie']): ExpressSessionData {
  return (cookie === undefined ? data : { cookie, ...data }) as unknown as ExpressSessionData;
}
