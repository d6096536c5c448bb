import { lastOf } from '../base/last-of.ts';
import { remembering } from '../base/remembering.ts';
import { hasControlCharacter } from '../contract/http/control-character.ts';
import { cookieBytes, MAX_COOKIE_BYTES } from '../contract/http/cookie-bytes.ts';
import { hasCookiePrefix } from '../contract/http/cookie-refusal.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import type { Verdict } from '../contract/verdict.ts';
import { cookiePairsOf } from '../cookie/parse-cookie-header.ts';

/** The names of this app's session cookies: of the engine in charge and of the other engine. */
export interface OwnCookieNames {
  readonly session: string;
  readonly otherEngine: string;
}

/**
 * Judges every cookie of a request on the raw header text. Node returns header octets as latin1, so one UTF-16 unit is
 * one octet here. A request may have several Cookie headers; they count as one list. Never throws. The same header gets
 * the same list, so callers must not change it.
 */
export function judgeReceivedCookies(cookieHeader: string | undefined, names: OwnCookieNames): ReceivedCookie[] {
  return judgeFor(names.session, names.otherEngine)(cookieHeader ?? '');
}

/** An engine reads only its own cookie. This detects a cookie of the other engine in a request without the own one. */
export function wholeVerdict(verdict: Verdict, receivedCookies: readonly ReceivedCookie[]): Verdict {
  const other = receivedCookies.find(({ role }) => role === 'other-engine');
  return verdict.kind === 'none' && other !== undefined ? { kind: 'wrong-engine', cookieName: other.name } : verdict;
}

/** The known facts about the session cookie of a request that was refused before an engine read it. */
export function unreadCookie(receivedCookies: readonly ReceivedCookie[]): {
  cookieValue: string | null;
  verdict: Verdict;
} {
  const cookieValue = receivedCookies.find(({ role }) => role === 'session')?.value ?? null;
  return { cookieValue, verdict: { kind: cookieValue === null ? 'none' : 'not-read' } };
}

/**
 * Marks the session cookie that Flask did not find in the header, because Flask has different rules for quotes and for
 * several lines. `found` is the raw value that the client-side engine read.
 */
export function markUnfound(cookies: ReceivedCookie[], found: string | null): ReceivedCookie[] {
  const isUnfound = ({ role, problems, value }: ReceivedCookie) =>
    role === 'session' &&
    !problems.includes('duplicate') &&
    // A quoted value may continue after a semicolon.
    found?.startsWith(value) !== true;
  if (!cookies.some(isUnfound)) return cookies;
  return cookies.map((cookie) =>
    isUnfound(cookie) ? { ...cookie, problems: [...cookie.problems, 'not-found-by-flask'] } : cookie,
  );
}

const judgeFor = lastOf((session: string, otherEngine: string) =>
  remembering((cookieHeader) => judge(cookieHeader, { session, otherEngine })),
);

function judge(cookieHeader: string, names: OwnCookieNames): ReceivedCookie[] {
  return cookiePairsOf(cookieHeader).map(({ name, value, hasEqualsSign, isDuplicate }) => {
    const problems: ReceivedCookie['problems'] = [];
    if (isDuplicate) problems.push('duplicate');
    if (!hasEqualsSign || name === '') problems.push('nameless');
    if (cookieBytes(name, value) > MAX_COOKIE_BYTES) problems.push('too-large');
    if (hasControlCharacter(name) || hasControlCharacter(value)) problems.push('control-character');
    if (hasCookiePrefix(name)) problems.push('prefix-needs-https');
    return { name, value, role: roleOf(name, names), problems };
  });
}

function roleOf(name: string, names: OwnCookieNames): ReceivedCookie['role'] {
  if (name === names.session) return 'session';
  return name === names.otherEngine ? 'other-engine' : 'foreign';
}
