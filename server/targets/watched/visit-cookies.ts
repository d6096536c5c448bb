/** The session cookie of a request to a watched app: as it came, and as the answer left it. */
import type { CookieText } from '../../cookie/formats/format.ts';
import {
  cookiesThatCame,
  cookiesThatWereSet,
  type SessionCookies,
  sessionCookies,
} from '../../record/cookie-session.ts';
import type { Observation } from '../../record/observation.ts';
import { receivedHeaders } from '../../record/received-headers.ts';
import { setCookiesOf } from '../../record/sent-headers.ts';

/** The cookie of the session among those that came. */
export function cookieOf(came: readonly CookieText[], chosen: string | null): CookieText | null {
  const { name } = sessionCookies(came, [], Date.now(), { chosen });
  return came.find((cookie) => cookie.name === name) ?? null;
}

/** The cookie that the answer set for the session. */
export function textOf({ after, answer }: SessionCookies): CookieText | null {
  if (answer === null) return null;
  const { name, value } = answer.cookie;
  return after === null ? null : (cookiesThatCame(`${name}=${value}`)[0] ?? null);
}

/** The cookies of the session after an answer. `came`: those of the request. */
export function cookiesAfter(
  came: readonly CookieText[],
  observation: Observation,
  chosen: string | null,
  atMs: number,
): SessionCookies {
  const lines =
    observation.upstreamHead === null ? [] : setCookiesOf(receivedHeaders(observation.upstreamHead.rawHeaders));
  return sessionCookies(came, cookiesThatWereSet(lines), atMs, { chosen });
}
