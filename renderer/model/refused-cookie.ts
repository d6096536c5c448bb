import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { SetCookieFate } from '../../server/contract/set-cookie-fate.ts';

/** The decision of the browser on the session cookie of the response if it refused the cookie; else null. */
export function refusedSessionCookie({ setCookieFates, cookieName }: RequestRecord): SetCookieFate | null {
  return setCookieFates?.find(({ name, fate }) => name === cookieName && fate === 'refused') ?? null;
}
