import type { HeaderList, RequestRecord } from '../contract/log-entry.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import { splitCookieHeader } from '../cookie/split-cookie-header.ts';
import { splitSetCookie } from '../cookie/split-set-cookie.ts';
import { judgeReceivedCookies } from '../record/received-cookies.ts';
import { actorFromUserAgent } from '../record/user-agent-actor.ts';
import { type HarInput, harEntrySchema } from './har-input.ts';
import { sessionOf } from './har-session.ts';

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
export function harRecord(value: unknown, linesOf: (header: HeaderList[number]) => HeaderList = wireLines): HarReading {
  const parsed = harEntrySchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { ok: false, detail: [issue?.path.join('.'), issue?.message].filter((part) => part !== '').join(': ') };
  }
  const { startedDateTime, time, request, response } = parsed.data;
  const arrivedAtMs = Date.parse(startedDateTime);
  if (Number.isNaN(arrivedAtMs)) return { ok: false, detail: 'startedDateTime: no date' };
  const requestHeaders = listOf(request.headers).flatMap(linesOf);
  const responseHeaders = listOf(response.headers).flatMap(linesOf);
  const status = Number.isInteger(response.status) && response.status > 0 ? response.status : null;
  const cookieHeader = cookieHeaderOf(requestHeaders, request.cookies);
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

/** The Cookie header, which HTTP/2 may send in pieces; where a tool lists cookies without it, those. */
function cookieHeaderOf(headers: HeaderList, cookies: HarInput['request']['cookies']): string {
  const lines = valuesOf(headers, 'cookie');
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

/** The lines of a header as they were on the wire: a file may have several of cookies in one value. */
function wireLines([name, value]: HeaderList[number]): HeaderList {
  switch (name.toLowerCase()) {
    case 'cookie':
      return splitCookieHeader(value).map((line) => [name, line]);
    case 'set-cookie':
      return splitSetCookie(value).map((line) => [name, line]);
    default:
      return [[name, value]];
  }
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
