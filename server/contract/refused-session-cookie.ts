import type { SetCookieFate } from './set-cookie-fate.ts';

/** How a browser refused the session cookie of a response. Null if it did not. */
export function refusedSessionCookie(record: {
  readonly cookieName: string;
  readonly setCookieFates?: readonly SetCookieFate[] | undefined;
}): SetCookieFate | null {
  return record.setCookieFates?.find(({ name, fate }) => name === record.cookieName && fate === 'refused') ?? null;
}
