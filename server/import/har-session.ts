import { cookieLife } from '../contract/http/cookie-life.ts';
import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { RequestRecord } from '../contract/log-entry.ts';
import { cookieText } from '../cookie/formats/pasted-cookie.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { type SessionCookie, sessionCookieAmong } from '../record/session-cookie.ts';

/** The members of a record that its cookies tell. */
export type SessionPart = Pick<
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

interface SetLine {
  readonly line: string;
  readonly cookie: ParsedSetCookie;
}

/**
 * What the cookies of a request and its answer say of the session. The likeliest session cookie of both is the
 * session's; the cookie of that name in the answer says what it is afterwards. `setLines`: one cookie each.
 */
export function sessionOf(cookieHeader: string, setLines: readonly string[], atMs: number): SessionPart {
  const pairs = parseCookieHeader(cookieHeader).filter((pair) => pair.hasEqualsSign && !pair.isDuplicate);
  const values = new Map(pairs.map(({ name, value }) => [name, value]));
  const likeliestThatCame = sessionCookieAmong(pairs.map(({ name, value }) => cookieText(name, value, values)));
  const set = lastOfEach(setLines.map((line) => ({ line, cookie: parseSetCookie(line) })));
  const setValues = new Map(set.map(({ cookie }) => [cookie.name, cookie.value]));
  const read = (lines: readonly SetLine[]) =>
    sessionCookieAmong(lines.map(({ cookie: { name, value } }) => cookieText(name, value, setValues)));
  const likeliestThatWasSet = read(set);
  const isNew = (likeliestThatWasSet?.claim ?? 0) > (likeliestThatCame?.claim ?? 0);
  const session = isNew ? likeliestThatWasSet : likeliestThatCame;
  const came = session?.name === likeliestThatCame?.name ? likeliestThatCame : null;
  const ofSession = set.filter(({ cookie }) => cookie.name === session?.name);
  // The same name on two paths: one is often removed when the other is set.
  const answer = ofSession.findLast(({ cookie }) => !isDeletion(cookie, atMs)) ?? ofSession.at(-1);
  const after = answer === undefined ? came : isDeletion(answer.cookie, atMs) ? null : (read([answer]) ?? came);
  return {
    engine: session?.engine ?? 'server-side',
    cookieName: session?.name ?? '',
    cookieValue: came === null ? null : (values.get(came.name) ?? null),
    setCookie: answer?.line ?? null,
    verdict: { kind: 'not-observed' },
    ...sides(came, after),
  };
}

function sides(came: SessionCookie | null, after: SessionCookie | null) {
  return {
    sidBefore: came?.sid ?? null,
    sidAfter: after?.sid ?? null,
    sessionBefore: came?.data ?? null,
    sessionAfter: after?.data ?? null,
  };
}

/** Of lines that set the same cookie (name, domain and path: RFC 6265 §5.3 step 11) a browser keeps the last one. */
function lastOfEach(lines: readonly SetLine[]): SetLine[] {
  const keyOf = ({ cookie: { name, domain, path } }: SetLine) => JSON.stringify([name, domain, path]);
  return [...new Map(lines.map((line) => [keyOf(line), line])).values()];
}

/** Whether the cookie is removed, or emptied. Max-Age goes before Expires (RFC 6265 §5.3). */
function isDeletion(cookie: ParsedSetCookie, atMs: number): boolean {
  return cookie.value === '' || cookie.value === '""' || cookieLife(cookie, atMs).kind === 'over';
}
