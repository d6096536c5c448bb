/**
 * The parts of a HAR entry that are read, as leniently as possible: browsers and tools omit members, write nulls and
 * texts, and add their own. Source: HAR 1.2; exports of Chrome, Firefox, Safari, HTTP Toolkit, WebPageTest, Charles and
 * Fiddler.
 */
import {
  cookieOf,
  cookiesOfOther,
  type HarCookie,
  type HarPair,
  headerOf,
  headersOfOther,
  pairOf,
  sentCookiesOfOther,
} from './har-pairs.ts';
import { durationOf, startOf } from './har-times.ts';
import { isObject, LooseMembers, type NotePart, textOf } from './loose-members.ts';

/** An entry of a HAR. Null represents a missing value. */
export interface HarInput {
  readonly startedAtMs: number | null;
  readonly durationMs: number | null;
  readonly request: HarMessage & { readonly method: string | null; readonly url: string | null };
  readonly response: HarMessage & {
    readonly status: number | null;
    readonly statusText: string;
    /** Octets on the wire, and after decoding. */
    readonly bodySize: number | null;
    readonly contentSize: number | null;
    /** Chrome: why there was no response. */
    readonly error: string | null;
  };
}

export interface HarMessage {
  readonly httpVersion: string | null;
  readonly headers: readonly HarPair[];
  readonly cookies: readonly HarCookie[];
}

/** RFC 9110 §9.1. */
const METHOD = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}$/;

/**
 * Reads an entry. `isOwn` is true for a HAR of this app, which has everything as in the log. A text as the result says
 * why the value is not an entry.
 */
export function readHarEntry(value: unknown, note: NotePart, isOwn = false): HarInput | string {
  const entry = new LooseMembers(value, '', note);
  if (!entry.isObject) return 'not an object';
  const [request, response] = [entry.object('request'), entry.object('response')];
  if (!request.isObject && !response.isObject) return 'request: missing';
  const started = entry.value('startedDateTime');
  const startedAtMs = startOf(started, isOwn);
  if (!tellsAnything(request) && !tellsAnything(response)) return 'request: empty';
  if (startedAtMs === null && !(isOwn && entry.value('_isTimeUnknown') === true)) {
    note(isMissing(started) ? 'missing' : 'unknown', 'startedDateTime');
  }
  if (!entry.has('request')) note('missing', 'request');
  else if (request.isObject && isMissing(request.value('url'))) note('missing', 'request.url');
  const query = request.value('queryString');
  // The lines of the request come from the address, so parameters that a program lists only separately would be lost
  // without a report.
  if (Array.isArray(query) && query.length > 0 && request.text('url')?.includes('?') === false) {
    note('only-listed', 'request.queryString');
  }
  return {
    startedAtMs,
    durationMs: durationOf(entry, note, isOwn),
    request: {
      ...messageOf(request, isOwn, sentCookiesOfOther),
      method: isOwn ? request.text('method') || null : methodOf(request, note),
      url: request.text('url'),
    },
    response: {
      ...messageOf(response, isOwn, cookiesOfOther),
      status: statusOf(response, note),
      statusText: response.text('statusText') ?? '',
      bodySize: sizeOf(response.number('bodySize')),
      contentSize: sizeOf(response.object('content').number('size')),
      error: errorOf(response),
    },
  };
}

/** Programs write an empty text for a value that they do not know. */
function isMissing(value: unknown): boolean {
  return value === null || value === '';
}

/** A member that only a request or a response has. */
function tellsAnything(message: LooseMembers): boolean {
  const headers = message.value('headers');
  const hasHeaders = Array.isArray(headers) && headers.length > 0;
  return hasHeaders || ['method', 'url', 'status'].some((name) => (message.value(name) ?? '') !== '');
}

/** Chrome has a text, capture-har an object with a message. */
function errorOf(response: LooseMembers): string | null {
  const error = response.value('_error');
  return (isObject(error) ? textOf(error.message) : null) ?? response.text('_error');
}

function messageOf(message: LooseMembers, isOwn: boolean, cookiesOf: typeof cookiesOfOther): HarMessage {
  return {
    httpVersion: message.text('httpVersion'),
    headers: message.list('headers', isOwn ? pairOf : headerOf, headersOfOther),
    cookies: message.list('cookies', cookieOf, cookiesOf),
  };
}

function methodOf(request: LooseMembers, note: NotePart): string | null {
  const given = request.value('method');
  if (typeof given === 'number' || typeof given === 'boolean') {
    note('unknown', 'request.method');
    return null;
  }
  const method = request.text('method')?.trim() ?? '';
  if (method === '' || METHOD.test(method)) return method || null;
  note('unknown', 'request.method');
  return null;
}

/** A status of 0 or less means that there was no response. */
function statusOf(response: LooseMembers, note: NotePart): number | null {
  const status = response.number('status');
  if (status === null || status <= 0) return null;
  if (Number.isInteger(status) && status <= 999) return status;
  note('unknown', 'response.status');
  return null;
}

/** -1 is unknown. */
function sizeOf(bytes: number | null): number | null {
  return bytes !== null && Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null;
}
