import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../server/contract/store-evidence.ts';

/** Whether the store said what a session held on this side of a request, or that there was none. */
export function isTold({ state }: StoreSide): boolean {
  return state === 'present' || state === 'absent' || state === 'expired' || state === 'no-cookie';
}

/** Whether both sides of a request are known, so that a change between them is. */
export function isChangeKnown({ before, after }: StoreEvidence): boolean {
  return isTold(before) && isTold(after);
}

/** Whether the session went on under another id. */
export function isRenewed({ sidBefore, sidAfter }: Pick<RequestRecord, 'sidBefore' | 'sidAfter'>): boolean {
  return sidBefore !== null && sidAfter !== null && sidBefore !== sidAfter;
}
