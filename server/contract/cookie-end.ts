import type { ExpectedCookie, LostCookieReason } from './expected-cookie.ts';
import type { RequestRecord } from './log-entry.ts';
import { isMissing } from './missing-cookie.ts';
import { refusedSessionCookie } from './refused-session-cookie.ts';

/** The reasons for which a client does not hold a cookie any more, or never held it. */
export const COOKIE_END_REASONS = ['expired', 'deleted', 'refused', 'replaced', 'evicted'] as const;
export type CookieEndReason = (typeof COOKIE_END_REASONS)[number];

/** A cookie that its client no longer has, with the row that decided. */
export type EndedCookie = ExpectedCookie & { readonly why: CookieEndReason };

/**
 * The session cookies whose end a request shows: its response had a refused one, or the request lacks one that has
 * ended. Each request without the cookie shows the end again.
 */
export function endedCookies(record: RequestRecord): EndedCookie[] {
  const { id, cookieName, expectedCookies = [] } = record;
  const ended = expectedCookies.filter(isEnded).filter(({ name, about }) => about?.isSession || name === cookieName);
  const refused = refusedSessionCookie(record);
  if (refused === null) return ended;
  const { name, rule, refusals } = refused;
  const about = { isSession: true, ...(refusals[0] === undefined ? {} : { refusal: refusals[0] }) } as const;
  return [{ name, came: false, why: 'refused', rule, decidedBy: id, about }, ...ended];
}

/** The row that set a cookie which has ended; null if no row of the log did. */
export function setterOf({ why, decidedBy, about }: EndedCookie): number | null {
  return about?.setBy ?? (why === 'expired' || why === 'refused' ? decidedBy : null);
}

/** A key for the end of a cookie. It is the same for every request that shows this end. */
export function cookieEndKey(cookie: EndedCookie): string {
  return `${cookie.why}\n${cookie.name}\n${setterOf(cookie)}\n${cookie.decidedBy}`;
}

function isEnded(cookie: ExpectedCookie): cookie is EndedCookie {
  return isMissing(cookie) && isEndReason(cookie.why);
}

function isEndReason(why: LostCookieReason | null): why is CookieEndReason {
  return COOKIE_END_REASONS.some((reason) => reason === why);
}
