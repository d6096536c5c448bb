import type { ExtraName, RequestRecord } from '../contract/log-entry.ts';

export type EmptyRequest = Omit<RequestRecord, 'kind' | 'id' | 'arrivedAtMs' | ExtraName>;

/**
 * The members of a request record in which nothing is known: each is null, empty or `not-observed`. The caller adds
 * `kind`, `id` and `arrivedAtMs`, and replaces every member that it knows.
 */
export function emptyRequest(): EmptyRequest {
  return {
    durationMs: null,
    actor: { id: 'outside:Unknown', name: 'Unknown', kind: 'outside' },
    engine: null,
    method: null,
    url: '',
    httpVersion: null,
    status: null,
    statusText: '',
    requestHeaders: [],
    responseHeaders: [],
    responseBodyBytes: null,
    cookieName: '',
    cookieValue: null,
    receivedCookies: [],
    verdict: { kind: 'not-observed' },
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    operations: [],
    storeOperations: [],
    decision: [],
    headSentAtMs: null,
    setCookie: null,
    errors: [],
    findings: [],
    isAborted: false,
  };
}
