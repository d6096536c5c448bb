import type { CookieAbout, ExpectedCookie, LostCookieReason } from '../../contract/expected-cookie.ts';
import type { LostCookie, Withholding } from '../../contract/http/jar/outcomes.ts';
import type { CookieContext } from '../../contract/http/jar/request-context.ts';
import type { StoredCookie } from '../../contract/http/jar/stored-cookie.ts';
import { isSessionCookie } from './is-session-cookie.ts';

export const DELETION = 'RFC 6265bis §5.7: an end in the past deletes';
export const PORTS = 'RFC 6265bis §8.5: cookies do not isolate by port';
export const IDENTITY = 'RFC 6265bis §5.7 step 23: name, domain and path';
export const NOT_IN_LOG = 'set outside of the log';
export const SMALLEST_LIMIT = 'RFC 6265bis §6.1: 50 cookies of one domain';

/** A cookie that came with the request. */
export function arrived(name: string): ExpectedCookie {
  return { name, came: true, why: null, rule: null, decidedBy: null };
}

/** A cookie that did not come, with the rule of a standard that explains it. */
export function missed(
  name: string,
  why: LostCookieReason,
  rule: string | null,
  decidedBy: number | null,
): ExpectedCookie {
  return { name, came: false, why, rule, decidedBy };
}

/** Marks a cookie that looks like the cookie of a session. */
export function sessionMark({ name, value }: StoredCookie): { isSession?: true } {
  return isSessionCookie(name, value) ? { isSession: true } : {};
}

/** In a request, cookies are never withheld because of HttpOnly. */
export function reasonOf(why: Withholding): LostCookieReason {
  return why === 'http-only' ? 'unknown' : why;
}

/** The domain as it is shown: with a dot in front if subdomains get the cookie too. */
export function shownDomain({ domain, hostOnly }: StoredCookie): string {
  return hostOnly ? domain : `.${domain}`;
}

/** A cookie that the jar has but does not send with this request, for the reason `why`. */
export function withheldCookie(
  cookie: StoredCookie,
  why: Withholding,
  rule: string,
  { host }: CookieContext,
): ExpectedCookie {
  const reason = reasonOf(why);
  const about: CookieAbout = { domain: shownDomain(cookie), path: cookie.path, ...sessionMark(cookie) };
  if (reason === 'other-host') about.host = host;
  if (reason === 'same-site') about.sameSite = cookie.sameSite ?? 'default';
  // A cookie whose Set-Cookie is not in the log may belong to the whole domain.
  if (reason === 'other-host' && cookie.source.setBy === null && host.endsWith(`.${cookie.domain}`)) {
    return { ...missed(cookie.name, 'unknown', null, null), about };
  }
  return { ...missed(cookie.name, reason, rule, cookie.source.setBy), about };
}

/** A cookie that the jar has lost. `maxAgeSeconds` is the Max-Age of its Set-Cookie, if the line had one. */
export function lostCookie({ cookie, loss }: LostCookie, maxAgeSeconds: number | undefined): ExpectedCookie {
  const about: CookieAbout = { ...sessionMark(cookie) };
  const { setBy } = cookie.source;
  switch (loss.kind) {
    case 'expired': {
      about.endedAtMs = loss.atMs;
      if (maxAgeSeconds !== undefined) about.maxAgeSeconds = maxAgeSeconds;
      const rule =
        maxAgeSeconds === undefined ? 'RFC 6265bis §5.7 step 5: Expires' : 'RFC 6265bis §5.7 step 5: Max-Age';
      return { ...missed(cookie.name, 'expired', rule, setBy), about };
    }
    case 'deleted':
      if (setBy !== null) about.setBy = setBy;
      return { ...missed(cookie.name, 'deleted', DELETION, loss.by), about };
    case 'evicted':
      if (setBy !== null) about.setBy = setBy;
      return { ...missed(cookie.name, 'evicted', loss.rule, loss.by), about };
    case 'refused':
      return { ...missed(cookie.name, 'refused', loss.rule, setBy), about: { ...about, refusal: loss.refusals[0] } };
  }
}
