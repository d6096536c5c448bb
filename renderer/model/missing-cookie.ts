import type { ExpectedCookie } from '../../server/contract/expected-cookie.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { isMissing } from '../../server/contract/missing-cookie.ts';

/**
 * The missing cookie that is most relevant for a reader: the session cookie, with a known reason if there is one. If
 * the request had no session cookie to miss, any other cookie with a known reason. Null if no cookie is missing.
 */
export function missingCookie(record: RequestRecord): ExpectedCookie | null {
  const missing = missingCookies(record);
  if (missing.length === 0) return null;
  const ofSession = missing.filter(({ name, about }) => about?.isSession === true || name === record.cookieName);
  const isKnown = ({ why }: ExpectedCookie) => why !== 'unknown';
  const session = ofSession.find(isKnown) ?? ofSession[0];
  if (session !== undefined) return session;
  return record.cookieValue === null ? (missing.find(isKnown) ?? null) : null;
}

/** Whether another value of this cookie came in the place of the expected one. */
export function isOtherValue({ name }: ExpectedCookie, { expectedCookies = [] }: RequestRecord): boolean {
  return expectedCookies.some((cookie) => cookie.came && cookie.name === name);
}

/**
 * The expected cookies that did not arrive, except those that another cookie of the same name has legitimately
 * replaced.
 */
export function missingCookies({ expectedCookies = [] }: RequestRecord): ExpectedCookie[] {
  return expectedCookies.filter(
    (cookie) =>
      isMissing(cookie) &&
      (cookie.why === 'replaced' || !expectedCookies.some(({ came, name }) => came && name === cookie.name)),
  );
}
