import { type ParsedSetCookie, parseSetCookie } from '../contract/http/parse-set-cookie.ts';
import type { HeaderList, RequestRecord } from '../contract/log-entry.ts';
import { parseCookieHeader } from '../cookie/parse-cookie-header.ts';
import { splitSetCookie } from '../cookie/split-set-cookie.ts';
import type { ExportHead } from './export-head.ts';
import { absoluteUrl, queryOf } from './har-url.ts';
import { isoTime } from './iso-time.ts';

const SAME_SITE = { strict: 'Strict', lax: 'Lax', none: 'None' } as const;

/**
 * One request as an entry of HAR 1.2. Unknown sizes and times are -1, as the format says; a request whose client went
 * away before any answer has status 0, as in Chrome. `time` is the whole duration, counted as waiting. What is ours
 * starts with an underscore. Source: HAR 1.2 (W3C web performance draft).
 */
export function harEntry(record: RequestRecord, head: ExportHead) {
  const time = Math.max(0, record.durationMs);
  return {
    startedDateTime: isoTime(record.arrivedAtMs),
    time,
    request: harRequest(record, head),
    response: harResponse(record, head),
    cache: {},
    timings: { blocked: -1, dns: -1, connect: -1, send: 0, wait: time, receive: 0, ssl: -1 },
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
    ...(record.resendOf === undefined ? {} : { _resendOf: record.resendOf }),
  };
}

function harRequest(record: RequestRecord, head: ExportHead) {
  const startLine = `${record.method} ${record.url} ${versionOf(record)}`;
  return {
    method: record.method,
    url: absoluteUrl(record.url, head.siteUrl),
    httpVersion: versionOf(record),
    cookies: valuesOf(record.requestHeaders, 'cookie')
      .flatMap(parseCookieHeader)
      .map(({ name, value }) => ({ name, value })),
    headers: harHeaders(record.requestHeaders),
    queryString: queryOf(record.url),
    headersSize: headersSize(startLine, record.requestHeaders, head),
    bodySize: requestBodySize(record.requestHeaders),
    /** The target as it stood in the request line; `url` is made from it. */
    _target: record.url,
  };
}

function harResponse(record: RequestRecord, head: ExportHead) {
  const headers = record.responseHeaders;
  const startLine = `${versionOf(record)} ${record.status} ${record.statusText}`;
  return {
    status: record.status ?? 0,
    statusText: record.statusText,
    httpVersion: versionOf(record),
    cookies: valuesOf(headers, 'set-cookie')
      .flatMap(splitSetCookie)
      .map((line) => harCookie(parseSetCookie(line), record.arrivedAtMs)),
    headers: harHeaders(headers),
    content: { size: record.responseBodyBytes, mimeType: valuesOf(headers, 'content-type')[0] ?? 'x-unknown' },
    redirectURL: valuesOf(headers, 'location')[0] ?? '',
    headersSize: record.status === null ? -1 : headersSize(startLine, headers, head),
    bodySize: record.status === null ? -1 : record.responseBodyBytes,
  };
}

function harCookie(cookie: ParsedSetCookie, receivedAtMs: number) {
  // Max-Age wins over Expires (RFC 6265 §5.3 step 3).
  const expiresAtMs = cookie.maxAgeSeconds === null ? cookie.expiresAtMs : receivedAtMs + cookie.maxAgeSeconds * 1000;
  return {
    name: cookie.name,
    value: cookie.value,
    ...(cookie.path === null ? {} : { path: cookie.path }),
    ...(cookie.domain === null ? {} : { domain: cookie.domain }),
    expires: expiresAtMs === null ? null : isoTime(expiresAtMs),
    httpOnly: cookie.httpOnly,
    secure: cookie.secure,
    // Not in HAR 1.2, but where Chrome writes it and readers look for it.
    ...(cookie.sameSite === null ? {} : { sameSite: SAME_SITE[cookie.sameSite] }),
  };
}

function harHeaders(headers: HeaderList): { name: string; value: string }[] {
  return headers.map(([name, value]) => ({ name, value }));
}

/** Octets of the start line, the headers and the empty line; unknown once pseudonyms stand in for the real values. */
function headersSize(startLine: string, headers: HeaderList, head: ExportHead): number {
  if (head.isRedacted) return -1;
  const lines = [startLine, ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  return Buffer.byteLength(`${lines.join('\r\n')}\r\n`, 'latin1');
}

/** From Content-Length; without it there is a body of unknown size only if it came in chunks (RFC 9112 §6.3). */
function requestBodySize(headers: HeaderList): number {
  if (valuesOf(headers, 'transfer-encoding').length > 0) return -1;
  const [length = '0'] = valuesOf(headers, 'content-length');
  return /^\d{1,15}$/.test(length) ? Number(length) : -1;
}

function valuesOf(headers: HeaderList, wanted: string): string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function versionOf(record: RequestRecord): string {
  return `HTTP/${record.httpVersion}`;
}
