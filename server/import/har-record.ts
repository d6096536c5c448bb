import type { HeaderList, RequestRecord } from '../contract/log-entry.ts';
import type { ReceivedCookie } from '../contract/received-cookie.ts';
import { type CookiePair, parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { splitCookieHeader } from '../cookie/split-cookie-header.ts';
import { splitSetCookie } from '../cookie/split-set-cookie.ts';
import { sessionOf } from '../record/cookie-session.ts';
import { emptyRequest } from '../record/empty-request.ts';
import { judgeReceivedCookies } from '../record/received-cookies.ts';
import { actorFromUserAgent } from '../record/user-agent-actor.ts';
import { type HarInput, type HarMessage, readHarEntry } from './har-input.ts';
import { setCookieLine } from './har-set-cookie.ts';
import { versionOf } from './har-version.ts';
import type { NotePart } from './loose-members.ts';

/** A request from a HAR of another program, or its faults. */
export type HarReading =
  | {
      readonly ok: true;
      /** Without its place in the log. */
      readonly record: Omit<RequestRecord, 'id' | 'arrivedAtMs'>;
      /** Null if the file does not contain the time. */
      readonly startedAtMs: number | null;
    }
  | { readonly ok: false; readonly detail: string };

/** A Cookie header cannot contain this character, so no cookie has it as its name. */
const NO_NAME = '\n';
/**
 * A time before the first cookies. A cookie that expires before it was deleted, whatever the time of the request is.
 */
const BEFORE_COOKIES_MS = Date.UTC(1994, 0, 1);

/**
 * Makes a record from an entry of HAR 1.2. The client's view is taken unchanged; facts that only a server knows are
 * empty, and the verdict says so. Session ids and data come from the cookies. A header of cookies becomes the lines of
 * the wire; if a file lists cookies without their lines, the lines are made.
 */
export function harRecord(value: unknown, note: NotePart): HarReading {
  const input = readHarEntry(value, note);
  if (typeof input === 'string') return { ok: false, detail: input };
  const { startedAtMs, request, response } = input;
  const requestHeaders = requestLines(request, note);
  const responseHeaders = responseLines(response, note);
  const cookieHeader = valuesOf(requestHeaders, 'cookie').join('; ');
  const atMs = startedAtMs ?? BEFORE_COOKIES_MS;
  const session = sessionOf(cookieHeader, valuesOf(responseHeaders, 'set-cookie'), atMs);
  const record: Omit<RequestRecord, 'id' | 'arrivedAtMs'> = {
    ...emptyRequest(),
    ...seenPart(input),
    requestHeaders,
    responseHeaders,
    responseBodyBytes: bodyBytes(response, responseHeaders),
    actor: actorFromUserAgent(valuesOf(requestHeaders, 'user-agent')[0]),
    ...session,
    receivedCookies: receivedCookies(cookieHeader, session.cookieName, request.url ?? ''),
    errors: response.error === null ? [] : [{ where: 'response', message: response.error }],
    ...(startedAtMs === null ? { isTimeUnknown: true } : {}),
  };
  return { ok: true, record, startedAtMs };
}

/** The record with its session among the cookies that have none of these names; unchanged if there is none. */
export function withSessionAmongOthers(record: RequestRecord, names: ReadonlySet<string>): RequestRecord {
  const cookieHeader = valuesOf(record.requestHeaders, 'cookie').join('; ');
  const nameOf = (pair: string) => (pair.split('=', 1)[0] ?? '').trim();
  const others = cookieHeader.split(';').filter((pair) => !names.has(nameOf(pair)));
  const session = sessionOf(others.join(';'), valuesOf(record.responseHeaders, 'set-cookie'), record.arrivedAtMs);
  if (session.cookieName === '') return record;
  return { ...record, ...session, receivedCookies: receivedCookies(cookieHeader, session.cookieName, record.url) };
}

type SeenPart = Pick<RequestRecord, 'kind' | 'durationMs' | 'method' | 'url' | 'httpVersion' | 'status' | 'statusText'>;

/** The members of a record that a HAR contains. */
export function seenPart({ durationMs, request, response }: HarInput): SeenPart {
  return {
    kind: 'request',
    durationMs,
    method: request.method,
    url: request.url ?? '',
    httpVersion: versionOf(request.httpVersion, response.httpVersion),
    status: response.status,
    statusText: response.statusText,
  };
}

export function headerListOf({ headers }: HarMessage): HeaderList {
  return headers.map(({ name, value }) => [name, value]);
}

/** The lines of the request. HTTP/2 may send its cookies in several. */
function requestLines(request: HarMessage, note: NotePart): HeaderList {
  const lines = headerListOf(request).flatMap((line) => split(line, 'cookie', splitCookieHeader));
  if (request.cookies.length === 0) return lines;
  if (hasValue(lines, 'cookie')) {
    const sent = valuesOf(lines, 'cookie').flatMap(parseCookieHeader);
    noteOnlyListed(request.cookies, sent, 'request.cookies', note);
    return lines;
  }
  note('made', 'request.headers');
  const pairs = request.cookies.map(({ name, value }) => (name === '' ? value : `${name}=${value}`));
  return [...lines, ['Cookie', pairs.join('; ')]];
}

function responseLines(response: HarMessage, note: NotePart): HeaderList {
  const lines = headerListOf(response).flatMap((line) => split(line, 'set-cookie', splitSetCookie));
  if (response.cookies.length === 0) return lines;
  if (hasValue(lines, 'set-cookie')) {
    const set = valuesOf(lines, 'set-cookie').flatMap((line) => parseCookieHeader(line).slice(0, 1));
    noteOnlyListed(response.cookies, set, 'response.cookies', note);
    return lines;
  }
  note('made', 'response.headers');
  return [...lines, ...response.cookies.map((cookie): [string, string] => ['Set-Cookie', setCookieLine(cookie)])];
}

/** The header lines are what was on the wire. Cookies that are only in the list are not shown, but counted. */
function noteOnlyListed(listed: HarMessage['cookies'], onWire: readonly CookiePair[], member: string, note: NotePart) {
  const names = new Set(onWire.map(({ name }) => name));
  for (const { name } of listed) if (!names.has(name)) note('only-listed', member);
}

function hasValue(lines: HeaderList, name: string): boolean {
  return valuesOf(lines, name).some((value) => value.trim() !== '');
}

function split([name, value]: HeaderList[number], wanted: string, into: (value: string) => string[]): HeaderList {
  if (name.toLowerCase() !== wanted) return [[name, value]];
  return into(value).map((line) => [name, line]);
}

function receivedCookies(header: string, sessionName: string, url: string): ReceivedCookie[] {
  const names = { session: sessionName === '' ? NO_NAME : sessionName, otherEngine: NO_NAME };
  const isSecure = /^https:/i.test(url);
  return judgeReceivedCookies(header, names).map((cookie) => ({
    ...cookie,
    problems: cookie.problems.filter((problem) => !(isSecure && problem === 'prefix-needs-https')),
  }));
}

function valuesOf(headers: HeaderList, wanted: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

/** Octets on the wire if the file has them, else the declared or the decoded length. Null if there is none. */
export function bodyBytes({ bodySize, contentSize }: HarInput['response'], headers: HeaderList): number | null {
  const announced = valuesOf(headers, 'content-length')[0] ?? '';
  return bodySize ?? (/^\d{1,15}$/.test(announced) ? Number(announced) : contentSize);
}
