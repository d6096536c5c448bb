import type { LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { emptyRequest } from '../../server/record/empty-request.ts';

/** A complete record of a plain request from curl, with the members that the test sets. */
export function aRecord(parts: Partial<RequestRecord> & { id: number }): RequestRecord {
  return {
    ...emptyRequest(),
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
    responseBodyBytes: 0,
    cookieName: 'inspector.sid',
    verdict: { kind: 'none' },
    headSentAtMs: 1.2,
    ...parts,
  };
}

export function idsOf(entries: readonly LogEntry[]): number[] {
  return entries.map((entry) => entry.id);
}
