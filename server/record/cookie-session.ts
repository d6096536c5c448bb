/**
 * The session as cookies show it, for requests that were observed from outside: the requests of a file and of a watched
 * app.
 */
import { cookieLife } from '../contract/http/cookie-life.ts';
import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../contract/log-entry.ts';
import type { Check, CookieText } from '../cookie/formats/format.ts';
import { cookieText } from '../cookie/formats/pasted-cookie.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { readAsSession, type SessionCookie, sessionCookieAmong } from './session-cookie.ts';

/** A cookie of a response, with its Set-Cookie line. */
export interface SetLine {
  readonly line: string;
  readonly cookie: ParsedSetCookie;
}

/** The session's cookie before and after a request. */
export interface SessionCookies {
  /** The name of the cookie. Empty if none of the cookies is a session cookie. */
  readonly name: string;
  /** The session cookie of the request. Null if the request did not have it. */
  readonly came: SessionCookie | null;
  /** The raw value of that cookie. */
  readonly cookieValue: string | null;
  /** The Set-Cookie line of the response that counts for the cookie. Null if the response does not set it. */
  readonly answer: SetLine | null;
  /** Whether the response deletes the cookie. */
  readonly isDeleted: boolean;
  /** The session cookie of the client afterwards. Null if it has none. */
  readonly after: SessionCookie | null;
}

/** The members of a record that follow from cookies. */
export type CookiePart = Pick<
  RequestRecord,
  | 'engine'
  | 'cookieName'
  | 'cookieValue'
  | 'setCookie'
  | 'verdict'
  | 'sidBefore'
  | 'sidAfter'
  | 'sessionBefore'
  | 'sessionAfter'
>;

/** The session as the cookies of a request and its response show it. Each of `setLines` sets one cookie. */
export function sessionOf(cookieHeader: string, setLines: readonly string[], atMs: number): CookiePart {
  const found = sessionCookies(cookiesThatCame(cookieHeader), cookiesThatWereSet(setLines), atMs);
  return {
    // A cookie shows where its data is, but not which program made it.
    engine: null,
    verdict: { kind: 'not-observed' },
    ...sidesOf(found),
  };
}

/** The members of a record about the cookie before and after. */
export function sidesOf({ name, came, cookieValue, answer, after }: SessionCookies) {
  return {
    cookieName: name,
    cookieValue,
    setCookie: answer?.line ?? null,
    sidBefore: came?.sid ?? null,
    sidAfter: after?.sid ?? null,
    sessionBefore: came?.data ?? null,
    sessionAfter: after?.data ?? null,
  };
}

export function cookiesThatCame(cookieHeader: string): CookieText[] {
  const pairs = parseCookieHeader(cookieHeader).filter((pair) => pair.hasEqualsSign && !pair.isDuplicate);
  const values = new Map(pairs.map(({ name, value }) => [name, value]));
  return pairs.map(({ name, value }) => cookieText(name, value, values));
}

export function cookiesThatWereSet(setLines: readonly string[]): SetLine[] {
  return lastOfEach(setLines.map((line) => ({ line, cookie: parseSetCookie(line) })));
}

/**
 * Finds the session cookie: the cookie called `chosen`, or else the most likely one among the received and the set
 * cookies. The Set-Cookie with its name decides the session afterwards.
 */
export function sessionCookies(
  came: readonly CookieText[],
  set: readonly SetLine[],
  atMs: number,
  { chosen = null, check }: { readonly chosen?: string | null; readonly check?: Check } = {},
): SessionCookies {
  const setValues = new Map(set.map(({ cookie }) => [cookie.name, cookie.value]));
  const textOf = ({ cookie: { name, value } }: SetLine) => cookieText(name, value, setValues);
  const read = (cookies: readonly CookieText[]): SessionCookie | null => {
    if (chosen === null) return sessionCookieAmong(cookies, check);
    const found = cookies.find(({ name }) => name === chosen);
    return found === undefined ? null : readAsSession(found, check);
  };
  const likeliestThatCame = read(came);
  const likeliestThatWasSet = read(set.map(textOf));
  const isNew = (likeliestThatWasSet?.claim ?? 0) > (likeliestThatCame?.claim ?? 0);
  const name = chosen ?? (isNew ? likeliestThatWasSet : likeliestThatCame)?.name ?? '';
  const before = likeliestThatCame?.name === name ? likeliestThatCame : null;
  const ofSession = set.filter(({ cookie }) => cookie.name === name && name !== '');
  // If the same name occurs with two paths, one cookie is often deleted while the other is set.
  const answer = ofSession.findLast(({ cookie }) => !isDeletion(cookie, atMs)) ?? ofSession.at(-1) ?? null;
  const isDeleted = answer !== null && isDeletion(answer.cookie, atMs);
  return {
    name,
    came: before,
    cookieValue: before === null ? null : (came.find((cookie) => cookie.name === name)?.rawValue ?? null),
    answer,
    isDeleted,
    after: answer === null ? before : isDeleted ? null : (read([textOf(answer)]) ?? before),
  };
}

/**
 * Of several lines for the same cookie (name, domain and path: RFC 6265 §5.3 step 11), a browser keeps the last one.
 */
function lastOfEach(lines: readonly SetLine[]): SetLine[] {
  const keyOf = ({ cookie: { name, domain, path } }: SetLine) => JSON.stringify([name, domain, path]);
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

/** Whether the line deletes or empties the cookie. Max-Age takes precedence over Expires (RFC 6265 §5.3). */
function isDeletion(cookie: ParsedSetCookie, atMs: number): boolean {
  return cookie.value === '' || cookie.value === '""' || cookieLife(cookie, atMs).kind === 'over';
}
