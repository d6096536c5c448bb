import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { OutgoingRequest } from '../../server/contract/outgoing-request.ts';
import { OUTGOING } from '../../server/contract/outgoing-rules.ts';
import { sentBody } from './sent-body.ts';

/**
 * A recorded request exactly as it was: the same head, cookies included, by the same actor. Null if that is not
 * possible: its body is not stored, its method is unknown, or it cannot be sent again (a tunnel).
 */
export function resentRequest(record: RequestRecord): OutgoingRequest | null {
  const body = sentBody(record);
  const { method } = record;
  if (body.kind === 'unknown' || method === null || !OUTGOING.method.test(method)) return null;
  return {
    actorId: record.actor.kind === 'simulated' ? record.actor.id : null,
    method,
    target: record.url,
    headers: record.requestHeaders,
    withJar: false,
    body: body.kind === 'rebuilt' ? body.text : null,
    resendOf: record.id,
  };
}
