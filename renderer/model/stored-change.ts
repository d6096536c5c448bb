import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { StoreEvidence, StoreSide } from '../../server/contract/store-evidence.ts';

/** Whether the store showed the content of a session on this side of a request, or that there was no session. */
export function isTold({ state }: StoreSide): boolean {
  return state === 'present' || state === 'absent' || state === 'expired' || state === 'no-cookie';
}

/** Whether both sides of a request are known, so that a change between them is. */
export function isChangeKnown({ before, after }: StoreEvidence): boolean {
  return isTold(before) && isTold(after);
}

/** Whether the session continued under another id. */
export function isRenewed({ sidBefore, sidAfter }: Pick<RequestRecord, 'sidBefore' | 'sidAfter'>): boolean {
  return sidBefore !== null && sidAfter !== null && sidBefore !== sidAfter;
}
