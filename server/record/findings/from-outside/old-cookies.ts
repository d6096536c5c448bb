import type { Finding } from '../../../contract/finding.ts';
import { headerLookup } from '../../../contract/http/absolute-url.ts';
import { put } from '../bounded-memory.ts';
import { looksLikeLogout } from '../login-and-logout.ts';
import { isAnswered, sessionKeyOf, type WatchedRecord } from './watched-record.ts';

const MAX_PAGES = 300;
const MAX_SESSIONS_OF_PAGE = 20;
const MAX_ANONYMOUS = 4;
const MAX_ENDED = 500;

interface Answer {
  readonly requestId: number;
  readonly status: number;
  readonly etag: string | null;
  readonly bytes: number | null;
}

interface Page {
  /** Without a session cookie. */
  readonly anonymous: Answer[];
  readonly ofSession: Map<string, Answer>;
}

interface Ended {
  readonly requestId: number;
  readonly atMs: number;
}

/**
 * Cookies that still work after the logout of their session. Whether the app still knows a session is seen by how it
 * answers: as it did with this cookie before the logout, and otherwise than without a cookie.
 */
export class OldCookies {
  readonly #pages = new Map<string, Page>();
  readonly #ended = new Map<string, Ended>();

  findingsOf(record: WatchedRecord): Finding[] {
    const key = sessionKeyOf(record);
    const findings = record.method === 'GET' && isAnswered(record) ? this.#lookAt(record, key) : [];
    if (key !== null && looksLikeLogout(record)) {
      const atMs = record.arrivedAtMs + (record.durationMs ?? 0);
      put(this.#ended, key, { requestId: record.id, atMs }, MAX_ENDED);
    }
    return findings;
  }

  #lookAt(record: WatchedRecord, key: string | null): Finding[] {
    const answer = answerOf(record);
    const page = this.#pages.get(record.url) ?? { anonymous: [], ofSession: new Map() };
    put(this.#pages, record.url, page, MAX_PAGES);
    if (key === null) {
      if (!mayBeKnownOtherwise(record)) noteAnonymous(page, answer);
      return [];
    }
    const ended = this.#ended.get(key);
    if (ended === undefined) {
      put(page.ofSession, key, answer, MAX_SESSIONS_OF_PAGE);
      return [];
    }
    const before = page.ofSession.get(key);
    // A request that came before the logout may be answered after it.
    if (before === undefined || record.arrivedAtMs < ended.atMs) return [];
    const by = proofOf(before, answer, page.anonymous);
    const [stranger] = page.anonymous;
    if (by === null || stranger === undefined) return [];
    this.#ended.delete(key);
    const earlier = [before.requestId, stranger.requestId, ended.requestId].toSorted((one, other) => one - other);
    return [{ kind: 'logout-left-valid', requestIds: [...earlier, record.id], name: record.cookieName, by }];
  }
}

/**
 * The property in which the response equals the one before the logout, and differs from every response without a
 * cookie.
 */
function proofOf(
  before: Answer,
  now: Answer,
  anonymous: readonly Answer[],
): Extract<Finding, { kind: 'logout-left-valid' }>['by'] | null {
  if (anonymous.length === 0 || now.status !== before.status || now.status >= 300) return null;
  const differsFromAll = (member: 'status' | 'etag' | 'bytes') =>
    now[member] !== null && now[member] === before[member] && anonymous.every((one) => one[member] !== now[member]);
  if (differsFromAll('status')) return 'status';
  if (now.etag !== null) return differsFromAll('etag') ? 'etag' : null;
  return differsFromAll('bytes') ? 'length' : null;
}

function answerOf({ id, status, responseHeaders, responseBodyBytes }: WatchedRecord): Answer {
  return {
    requestId: id,
    status: status ?? 0,
    etag: headerLookup(responseHeaders)('etag') ?? null,
    bytes: responseBodyBytes,
  };
}

/** Another cookie may log its client in. */
function mayBeKnownOtherwise({ evidence }: WatchedRecord): boolean {
  return evidence.cookies.some(({ kind }) => kind !== 'csrf' && kind !== 'flash' && kind !== 'other');
}

function noteAnonymous({ anonymous }: Page, answer: Answer): void {
  const isKnown = anonymous.some(
    ({ status, etag, bytes }) => status === answer.status && etag === answer.etag && bytes === answer.bytes,
  );
  if (isKnown) return;
  anonymous.push(answer);
  if (anonymous.length > MAX_ANONYMOUS) anonymous.shift();
}
