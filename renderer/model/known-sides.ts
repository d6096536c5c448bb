import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../server/contract/seen-from-outside.ts';
import type { StoreSide } from '../../server/contract/store-evidence.ts';
import { isTold } from './stored-change.ts';

/**
 * Whether the content of the session is known before a request, and after it. Where it is not, `sessionBefore` or
 * `sessionAfter` is null although there may have been a session: from outside, a cookie may contain only an id, and the
 * store may not have answered in time.
 */
export function knownSides(record: RequestRecord): { readonly before: boolean; readonly after: boolean } {
  if (!isSeenFromOutside(record)) return { before: true, after: true };
  const { sessionBefore, sessionAfter, sidBefore, sidAfter, evidence } = record;
  const isKnown = (data: object | null, sid: string | null, side: StoreSide | undefined) =>
    data !== null || sid === null || (side !== undefined && isTold(side));
  return {
    before: isKnown(sessionBefore, sidBefore, evidence?.store?.before),
    after: isKnown(sessionAfter, sidAfter, evidence?.store?.after),
  };
}
