import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';

/** A complete record of a request, with what the test cares about. */
export function aRecord(parts: Partial<RequestRecord> & { id: number }): RequestRecord {
  return {
    kind: 'request',
    arrivedAtMs: Date.UTC(2026, 0, 1),
    durationMs: 1.5,
    actor: { id: 'outside:curl', name: 'curl', kind: 'outside' },
    engine: 'server-side',
    method: 'GET',
    url: '/',
    httpVersion: '1.1',
    status: 200,
    statusText: 'OK',
    requestHeaders: [],
    responseHeaders: [],
    responseBodyBytes: 0,
    cookieName: 'inspector.sid',
    cookieValue: null,
    receivedCookies: [],
    verdict: { kind: 'none' },
    sidBefore: null,
    sidAfter: null,
    sessionBefore: null,
    sessionAfter: null,
    operations: [],
    storeOperations: [],
    decision: [],
    headSentAtMs: 1.2,
    setCookie: null,
    errors: [],
    findings: [],
    isAborted: false,
    ...parts,
  };
}

export function idsOf(entries: readonly LogEntry[]): number[] {
  return entries.map((entry) => entry.id);
}
