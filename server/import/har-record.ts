import type { HeaderList, RequestRecord } from '../contract/log-entry.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import { cookieText } from '../cookie/formats/pasted-cookie.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { parseSetCookie } from '../cookie/parse-set-cookie.ts';
import { judgeReceivedCookies } from '../record/received-cookies.ts';
import { type SessionCookie, sessionCookieAmong } from '../record/session-cookie.ts';
import { actorFromUserAgent } from '../record/user-agent-actor.ts';
import { type HarInput, harEntrySchema } from './har-input.ts';

/** A request as a HAR of another program tells of it, or what of it does not fit. */
export type HarReading =
  | { readonly ok: true; readonly record: Omit<RequestRecord, 'id'>; readonly hasCookies: boolean }
  | { readonly ok: false; readonly detail: string };

/** What cannot stand in a Cookie header, so no cookie has it as its name. */
const NO_NAME = '\n';

/**
 * Makes a record of an entry of HAR 1.2. What the client saw is taken over as it stands; what only a server could
 * know is left empty, and the verdict says so. Session ids and data are what the cookies themselves say.
 */
export function harRecord(value: unknown): HarReading {
  const parsed = harEntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ') };
  }
  const { startedDateTime, time, request, response } = parsed.data;
  const arrivedAtMs = Date.parse(startedDateTime);
  if (Number.isNaN(arrivedAtMs)) return { ok: false, detail: 'startedDateTime: no date' };
  const requestHeaders = listOf(request.headers);
  const responseHeaders = listOf(response.headers);
  const status = Number.isInteger(response.status) && response.status > 0 ? response.status : null;
  const cookieHeader = cookieHeaderOf(request);
  const session = sessionOf(cookieHeader, valuesOf(responseHeaders, 'set-cookie'), arrivedAtMs);
  const record: Omit<RequestRecord, 'id'> = {
    kind: 'request',
    arrivedAtMs,
    durationMs: Number.isFinite(time) ? Math.max(0, time) : 0,
    actor: actorFromUserAgent(valuesOf(requestHeaders, 'user-agent')[0]),
    method: request.method,
    url: request.url,
    httpVersion: versionOf(request.httpVersion),
    status,
    statusText: response.statusText,
    requestHeaders,
    responseHeaders,
    responseBodyBytes: bodyBytes(response, responseHeaders),
    ...session,
    receivedCookies: receivedCookies(cookieHeader, session.cookieName, request.url),
    operations: [],
    storeOperations: [],
    decision: [],
    headSentAtMs: null,
    errors: response._error ? [{ where: 'response', message: response._error }] : [],
    findings: [],
    isAborted: false,
  };
  const hasCookies = cookieHeader !== '' || session.setCookie !== null || response.cookies.length > 0;
  return { ok: true, record, hasCookies: hasCookies || valuesOf(responseHeaders, 'set-cookie').length > 0 };
}

type SessionPart = Pick<
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

/** What the cookies say of the session: the one that came, and the one of the same name that was set. */
function sessionOf(cookieHeader: string, setCookies: readonly string[], atMs: number): SessionPart {
  const pairs = parseCookieHeader(cookieHeader).filter((pair) => pair.hasEqualsSign && !pair.isDuplicate);
  const others = new Map(pairs.map(({ name, value }) => [name, value]));
  const came = sessionCookieAmong(pairs.map(({ name, value }) => cookieText(name, value, others)));
  const set = setCookies.map((line) => ({ line, cookie: parseSetCookie(line) }));
  const first = came ?? sessionCookieAmong(set.map(({ cookie }) => cookieText(cookie.name, cookie.value)));
  const answer = set.find(({ cookie }) => cookie.name === first?.name);
  const sent = answer === undefined ? null : sessionCookieAmong([cookieText(answer.cookie.name, answer.cookie.value)]);
  const after = answer === undefined ? came : isDeletion(answer.cookie, atMs) ? null : (sent ?? came);
  return {
    engine: first?.engine ?? 'server-side',
    cookieName: first?.name ?? '',
    cookieValue: came === null ? null : (others.get(came.name) ?? null),
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

/** Max-Age goes before Expires (RFC 6265 §5.3). */
function isDeletion({ maxAgeSeconds, expiresAtMs }: ReturnType<typeof parseSetCookie>, atMs: number): boolean {
  return maxAgeSeconds !== null ? maxAgeSeconds <= 0 : expiresAtMs !== null && expiresAtMs <= atMs;
}

/** The Cookie header, which HTTP/2 may send in pieces; where a tool lists cookies without it, those. */
function cookieHeaderOf({ headers, cookies }: HarInput['request']): string {
  const lines = headers.filter(({ name }) => name.toLowerCase() === 'cookie').map(({ value }) => value);
  if (lines.length > 0) return lines.join('; ');
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
}

function receivedCookies(header: string, sessionName: string, url: string): ReceivedCookie[] {
  const names = { session: sessionName === '' ? NO_NAME : sessionName, otherEngine: NO_NAME };
  const isSecure = /^https:/i.test(url);
  return judgeReceivedCookies(header, names).map((cookie) => ({
    ...cookie,
    problems: cookie.problems.filter((problem) => !(isSecure && problem === 'prefix-needs-https')),
  }));
}

function listOf(headers: HarInput['request']['headers']): HeaderList {
  return headers.map(({ name, value }) => [name, value]);
}

function valuesOf(headers: HeaderList, wanted: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

/** `1.1` of `HTTP/1.1`; Chrome says `h2` and `http/2.0`, Firefox `HTTP/2`, and Safari nothing at times. */
function versionOf(httpVersion: string): string {
  const [, version = ''] = /^(?:http\/|h)([\d.]+)$/i.exec(httpVersion) ?? [];
  return version;
}

/** Octets on the wire where the file knows them, else the announced or the decoded length. */
function bodyBytes({ bodySize, content }: HarInput['response'], headers: HeaderList): number {
  const announced = valuesOf(headers, 'content-length')[0] ?? '';
  const known = [bodySize, /^\d{1,15}$/.test(announced) ? Number(announced) : -1, content.size];
  return known.find((bytes) => Number.isSafeInteger(bytes) && bytes >= 0) ?? 0;
}
