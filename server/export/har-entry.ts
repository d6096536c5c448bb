import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import { EXTRA_NAMES, type HeaderList, type RequestRecord } from '../contract/log-entry.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { splitSetCookie } from '../cookie/split-set-cookie.ts';
import type { ExportHead } from './export-head.ts';
import { absoluteUrl, queryOf } from './har-url.ts';
import { isoTime } from './iso-time.ts';

const UNKNOWN_URL = 'about:blank';
const TIME_UNKNOWN = 'The time of this request is not known. startedDateTime only gives the order.';
const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/**
 * One request as an entry of HAR 1.2. Unknown sizes and times are -1, as HAR requires. A request whose client
 * disconnected before any response has status 0, as in Chrome. `time` is the whole duration, counted as waiting. An
 * unknown duration is -1 and an unknown version `unknown`, as in Chrome; an unknown method is empty. Members of this
 * app start with an underscore. Source: HAR 1.2 (W3C web performance draft).
 */
export function harEntry(record: RequestRecord, head: ExportHead) {
  const time = record.durationMs === null ? -1 : Math.max(0, record.durationMs);
  const none = Math.min(0, time);
  return {
    // HAR requires a date here. If the time is not known, the comment and `_isTimeUnknown` say that this one is not it.
    startedDateTime: isoTime(record.arrivedAtMs),
    ...(record.isTimeUnknown ? { comment: TIME_UNKNOWN } : {}),
    time,
    request: harRequest(record, head),
    response: harResponse(record, head),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, send: none, wait: time, receive: none, ssl: -1 },
    _id: record.id,
    _actor: record.actor,
    _engine: record.engine,
    _cookieName: record.cookieName,
    _cookieValue: record.cookieValue,
    _verdict: record.verdict,
    _sidBefore: record.sidBefore,
    _sidAfter: record.sidAfter,
    _sessionBefore: record.sessionBefore,
    _sessionAfter: record.sessionAfter,
    _operations: record.operations,
    _storeOperations: record.storeOperations,
    _decision: record.decision,
    _headSentAtMs: record.headSentAtMs,
    _setCookie: record.setCookie,
    _errors: record.errors,
    _findings: record.findings,
    _isAborted: record.isAborted,
    ...extrasOf(record),
  };
}

/** The optional members of the record, under names that start with an underscore. */
function extrasOf(record: RequestRecord): Record<string, unknown> {
  return Object.fromEntries(
    EXTRA_NAMES.flatMap((name) => (record[name] === undefined ? [] : [[`_${name}`, record[name]]])),
  );
}

function harRequest(record: RequestRecord, head: ExportHead) {
  const startLine = record.method === null ? null : `${record.method} ${record.url} ${versionOf(record)}`;
  return {
    method: record.method ?? '',
    url: record.url === '' ? UNKNOWN_URL : absoluteUrl(record.url, head.siteUrl),
    httpVersion: versionOf(record),
    cookies: valuesOf(record.requestHeaders, 'cookie')
      .flatMap(parseCookieHeader)
      .map(({ name, value }) => ({ name, value })),
    headers: harHeaders(record.requestHeaders),
    queryString: queryOf(record.url),
    headersSize: headersSize(record, startLine, record.requestHeaders, head),
    bodySize: requestBodySize(record.requestHeaders),
    /** The original request target; `url` is derived from it. */
    _target: record.url,
  };
}

function harResponse(record: RequestRecord, head: ExportHead) {
  const headers = record.responseHeaders;
  const bodyBytes = record.responseBodyBytes ?? -1;
  const startLine = `${versionOf(record)} ${record.status} ${record.statusText}`;
  return {
    status: record.status ?? 0,
    statusText: record.statusText,
    httpVersion: versionOf(record),
    cookies: valuesOf(headers, 'set-cookie')
      .flatMap(splitSetCookie)
      .map((line) => harCookie(parseSetCookie(line), record.isTimeUnknown ? null : record.arrivedAtMs)),
    headers: harHeaders(headers),
    content: { size: bodyBytes, mimeType: valuesOf(headers, 'content-type')[0] ?? 'x-unknown' },
    redirectURL: valuesOf(headers, 'location')[0] ?? '',
    headersSize: headersSize(record, record.status === null ? null : startLine, headers, head),
    bodySize: record.status === null ? -1 : bodyBytes,
  };
}

/** A cookie that ends some time after a moment that is not known has no known end. */
function harCookie(cookie: ParsedSetCookie, receivedAtMs: number | null) {
  const { maxAgeSeconds } = cookie;
  const maxAgeEndMs = maxAgeSeconds === null || receivedAtMs === null ? null : receivedAtMs + maxAgeSeconds * 1000;
  // Max-Age takes precedence over Expires (RFC 6265 §5.3 step 3).
  const expiresAtMs = maxAgeSeconds === null ? cookie.expiresAtMs : maxAgeEndMs;
  return {
    name: cookie.name,
    value: cookie.value,
    ...(cookie.path === null ? {} : { path: cookie.path }),
    ...(cookie.domain === null ? {} : { domain: cookie.domain }),
    expires: expiresAtMs === null ? null : isoTime(expiresAtMs),
    httpOnly: cookie.httpOnly,
    secure: cookie.secure,
    // Not part of HAR 1.2, but Chrome writes it here and readers expect it.
    ...(cookie.sameSite === null ? {} : { sameSite: SAME_SITE[cookie.sameSite] }),
  };
}

function harHeaders(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

/**
 * The octets of the start line, the headers and the empty line. Unknown if a part of the start line is unknown, or if
 * pseudonyms replace the values.
 */
function headersSize(
  { httpVersion }: RequestRecord,
  startLine: string | null,
  headers: HeaderList,
  head: ExportHead,
): number {
  if (startLine === null || httpVersion === null || head.isRedacted) return -1;
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  return Buffer.byteLength(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** From Content-Length. Without it, a body of unknown size exists only if it was sent in chunks (RFC 9112 §6.3). */
function requestBodySize(headers: HeaderList): number {
  if (valuesOf(headers, 'transfer-encoding').length > 0) return -1;
  const [length = '0'] = valuesOf(headers, 'content-length');
  return /^\d{1,15}$/.test(length) ? Number(length) : -1;
}

function valuesOf(headers: HeaderList, wanted: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function versionOf(record: RequestRecord): string {
  return record.httpVersion === null ? 'unknown' : `HTTP/${record.httpVersion}`;
}
