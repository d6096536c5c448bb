import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { SetCookieFate } from '../../server/contract/set-cookie-fate.ts';

/** What the browser did with the session cookie of the response, if it refused it; null if not. */
export function refusedSessionCookie({ setCookieFates, cookieName }: RequestRecord): SetCookieFate | null {
  return setCookieFates?.find(({ name, fate }) => name === cookieName && fate === 'refused') ?? null;
}
